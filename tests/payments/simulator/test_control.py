import http.client
import json

import pytest

from marketplace.payments.simulator.control import Control, Refused


def test_reset_forgets_everything_but_the_setup(open_session, client, control):
    control.pay(open_session().id)
    control.advance(500)
    control.set_fault("conflict", times=None)
    control.reset(opening_balance=700)
    assert client.v1.checkout.sessions.list().data == []
    assert (control.faults(), control.health()["offset"]) == ([], 0)
    assert client.v1.balance.retrieve().available[0].amount == 700


def test_the_clock_only_moves_forward(control):
    before = control.health()["now"]
    assert control.advance(60) >= before + 60
    with pytest.raises(Refused, match="forward"):
        control.advance(-1)


def test_what_is_unknown_or_malformed_is_said(control, simulator):
    for act, status in (("nothing", 404), ("pay", 400)):
        with pytest.raises(Refused) as caught:
            Control(simulator.base_url)._post(act)
        assert caught.value.status == status
    with pytest.raises(Refused) as caught:
        control.pay("cs_test_nobody")
    assert caught.value.status == 404


def test_a_form_of_another_site_cannot_turn_the_dial(simulator, control):
    connection = http.client.HTTPConnection("127.0.0.1", simulator.port, timeout=5)
    body = json.dumps({"kind": "down", "times": None})
    connection.request("POST", "/_control/faults", body, {"Content-Type": "text/plain"})
    assert connection.getresponse().status == 415
    connection.close()
    assert control.faults() == []


def test_objects_are_read_without_the_api(open_session, control):
    session = open_session()
    assert [s["id"] for s in control.objects("checkout.session")] == [session.id]
    assert "_sim" not in control.objects("checkout.session")[0]
