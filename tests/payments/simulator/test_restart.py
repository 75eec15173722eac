import http.client

import stripe

from marketplace.payments.simulator import process

from .conftest import SECRET, session_params


def client_of(running):
    return stripe.StripeClient("sk_test_shop", base_addresses={"api": running.base_url})


def test_kill_9_loses_nothing_and_pending_webhooks_leave_after_the_restart(tmp_path, inbox):
    options = {"state": str(tmp_path / "state.sqlite3"), "webhook": inbox.url, "webhook_secret": SECRET}
    key = {"idempotency_key": "order:J7Q4:attempt:1"}
    inbox.clear()
    with process.start(**options, manual_delivery=1) as running:
        session = client_of(running).v1.checkout.sessions.create(session_params(), key)
        running.control.pay(session.id)
        running.control.advance(3_600)
        running.control.set_fault("webhook_doubled", scope={"event": "charge.dispute.*"})
        events = [entry["id"] for entry in running.control.journal(kind="event")]
        running.kill()
    assert inbox.received == []
    with process.start(**options, manual_delivery=1, port=running.port) as again:
        client = client_of(again)
        assert client.v1.checkout.sessions.create(session_params(), key).id == session.id
        assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
        assert again.control.health()["offset"] == 3_600
        assert [fault["kind"] for fault in again.control.faults()] == ["webhook_doubled"]
        assert set(again.control.deliver_now()) == {200}
        assert [event.id for event in inbox.events()][: len(events)] == events
        assert client.v1.balance.retrieve().available[0].amount == 10_000_000_000


def test_left_alone_it_delivers_by_itself_and_the_page_waits_for_the_shop(inbox):
    inbox.clear()
    with process.start(webhook=inbox.url, webhook_secret=SECRET) as running:
        session = client_of(running).v1.checkout.sessions.create(session_params())
        page = f"/c/pay/{session.id}"
        _press(running.port, page, b"choice=good")
        assert "checkout.session.completed" in inbox.types()
        running.control.advance(5)
        running.control.deliver_now()
        assert sorted(inbox.types()) == [
            "charge.succeeded",
            "charge.updated",
            "checkout.session.completed",
            "payment_intent.created",
            "payment_intent.succeeded",
        ]


def _press(port, page, form):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("POST", page, form, {"Content-Type": "application/x-www-form-urlencoded"})
    assert connection.getresponse().status == 303
    connection.close()
