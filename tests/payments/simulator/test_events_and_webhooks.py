import pytest
import stripe

from marketplace.payments.simulator import webhooks


def test_an_event_of_a_call_names_the_call(open_session, client, control, inbox):
    session = open_session()
    client.v1.checkout.sessions.expire(session.id, options={"idempotency_key": "expire:J7Q4"})
    control.deliver_now()
    request = inbox.events()[0].request
    assert request.idempotency_key == "expire:J7Q4"
    assert request.id in {entry["request_id"] for entry in control.journal(kind="request", object=session.id)}


def test_events_are_read_back_as_they_were_sent(open_session, client, control, inbox):
    control.pay(open_session().id)
    control.deliver_now()
    for sent in inbox.events():
        kept = client.v1.events.retrieve(sent.id).to_dict()
        assert {**kept, "pending_webhooks": 1} == sent.to_dict()
        assert kept["pending_webhooks"] == 0


def test_events_are_listed_by_type_and_by_delivery(open_session, client, control, inbox):
    inbox.next = [200, 500, 200, 200]
    control.pay(open_session().id)
    control.deliver_now()
    listed = client.v1.events.list
    names = ["checkout.session.completed", "payment_intent.succeeded"]
    assert [e.type for e in listed({"types": names}).data] == names
    assert [e.type for e in listed({"type": "payment_intent.*"}).data] == [
        "payment_intent.succeeded",
        "payment_intent.created",
    ]
    undelivered = [e.type for e in listed({"delivery_success": False}).data]
    # The booking's news comes a second of clock after the payment, which a slow machine may have reached.
    assert [kind for kind in undelivered if kind != "charge.updated"] == ["charge.succeeded"]
    assert len(listed({"delivery_success": True}).data) == 3
    for params in ({"types": ["a"] * 21}, {"type": "a", "types": ["b"]}):
        with pytest.raises(stripe.InvalidRequestError):
            listed(params)


def test_events_are_kept_for_thirty_days(open_session, client, control):
    control.pay(open_session().id)
    event = client.v1.events.list().data[0]
    control.advance(30 * 86_400 + 5)
    assert event.id not in {e.id for e in client.v1.events.list({"limit": 100}).data}
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.events.retrieve(event.id)
    assert caught.value.http_status == 404


@pytest.mark.parametrize("refusal", [301, 400, 500])
def test_what_is_not_taken_is_sent_again_after_growing_pauses(open_session, control, inbox, refusal):
    session = open_session()
    inbox.next = [refusal, refusal]
    control.expire(session.id)
    assert control.deliver_now() == [refusal]
    assert control.deliver_now() == []
    control.advance(webhooks.PAUSES[0])
    assert control.deliver_now() == [refusal]
    control.advance(webhooks.PAUSES[0])
    assert control.deliver_now() == []
    control.advance(webhooks.PAUSES[1])
    assert control.deliver_now() == [200]
    first, second, third = inbox.received
    assert first[0] == second[0] == third[0]
    assert len({header for _, header in inbox.received}) == 3  # signed anew each time
    tries = control.journal(kind="delivery", object=session.id)
    assert [(entry["attempt"], entry["status"], entry["state"]) for entry in tries] == [
        (1, refusal, "pending"),
        (2, refusal, "pending"),
        (3, 200, "done"),
    ]


def test_after_three_days_it_gives_up(open_session, control, inbox):
    inbox.status = 500
    control.expire(open_session().id)
    for pause in (0, *webhooks.PAUSES):
        control.advance(pause)
        assert control.deliver_now() == [500]
    control.advance(30 * 86_400)
    assert control.deliver_now() == []
    assert sum(webhooks.PAUSES) < 3.2 * 86_400
    assert control.deliveries()[0]["state"] == "failed"


def test_the_journal_tells_the_story_of_an_order(open_session, client, control):
    session = open_session()
    control.pay(session.id)
    control.deliver_now()
    client.v1.checkout.sessions.retrieve(session.id)
    story = control.journal(object="J7Q4")
    kinds = [entry["kind"] for entry in story]
    assert (kinds.count("event"), kinds.count("delivery")) == (4, 4)
    requests = control.journal(kind="request", object=session.id)
    assert [(entry["method"], entry["status"]) for entry in requests] == [("POST", 200), ("GET", 200)]
    assert "client_reference_id=J7Q4" in requests[0]["parameters"]
    assert control.journal(after=control.journal()[-1]["seq"]) == []
