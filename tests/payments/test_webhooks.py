"""What Stripe sends us: who is believed, what is written, and how often it counts."""

import hmac
import json
import threading
import time
from typing import Any

import pytest
import requests
import stripe
from django.conf import settings as django_settings
from django.db import connection

from marketplace.events.models import Delivery, Event
from marketplace.notices.models import Notice
from marketplace.payments.models import Capture, Payment, PaymentAttempt, WebhookEvent
from marketplace.shop.checkout import collection, settlement, stripe_events
from marketplace.shop.order import fulfilment
from tasks import relay
from tests.payments.shop import Shop, at_once, disagreements, state_of
from tests.payments.site import WEBHOOK
from vendors.models import Posting, VendorOrder

SECRET = django_settings.STRIPE_WEBHOOK_SECRET


def event(
    kind: str = "checkout.session.completed", about: dict[str, Any] | None = None, **changes: Any
) -> dict[str, Any]:
    body = {"id": "evt_1", "object": "event", "type": kind, "api_version": stripe.api_version, "livemode": False}
    return {**body, "data": {"object": {"id": "cs_stranger", "object": "checkout.session", **(about or {})}}, **changes}


def signed(body: bytes, secret: str = SECRET, at: int | None = None) -> str:
    moment = at or int(time.time())
    return f"t={moment},v1={hmac.new(secret.encode(), b'%d.' % moment + body, 'sha256').hexdigest()}"


def send(shop: Shop, body: bytes | dict[str, Any], header: str | bytes | None = None, method: str = "POST") -> int:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Stripe-Signature": signed(raw) if header is None else header, "Content-Type": "application/json"}
    return requests.request(method, shop.site.url + WEBHOOK, data=raw, headers=headers, timeout=20).status_code


def written() -> int:
    return WebhookEvent.objects.count() + Event.objects.count()


GOOD = json.dumps(event()).encode()
REFUSED = {
    "the wrong secret": (GOOD, lambda: signed(GOOD, "whsec_other")),
    "no signature": (GOOD, lambda: ""),
    "a signature of ten minutes ago": (GOOD, lambda: signed(GOOD, at=int(time.time()) - 600)),
    "a signature with other letters": (GOOD, lambda: f"t={int(time.time())},v1=é".encode()),
    "a signature without a time": (GOOD, lambda: "t=soon,v1=00"),
    "an altered body": (GOOD.replace(b"stranger", b"familiar"), lambda: signed(GOOD)),
    "a body that is no UTF-8": (b"\xff\xfe{}", lambda: signed(b"\xff\xfe{}")),
    "a body that is no JSON": (b"hello", lambda: signed(b"hello")),
    "a hundred thousand brackets": (b"[" * 100_000, lambda: signed(b"[" * 100_000)),
    "a list": (b"[1]", lambda: signed(b"[1]")),
    "a body of 300 kB": (b"{" + b" " * 300_000 + b"}", lambda: signed(b"{" + b" " * 300_000 + b"}")),
}
STRANGE = {
    "an old version": {"api_version": "2020-08-27"},
    "live mode": {"livemode": True},
    "a mode in words": {"livemode": "false"},
    "no id": {"id": None},
    "an endless id": {"id": "e" * 256},
    "an id of half a letter": {"id": "evt_\ud800"},
    "nothing to be about": {"data": {}},
    "a thin event": {"object": "v2.core.event", "data": {"object": "cs_1"}},
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_signed_for_us_is_refused_and_nothing_written(shop, name):
    body, header = REFUSED[name]
    assert send(shop, body, header()) == 400
    assert written() == 0


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_signed_but_not_an_event_for_us_is_refused_and_nothing_written(shop, name):
    assert send(shop, event(**STRANGE[name])) == 400
    assert written() == 0


def test_a_visit_by_browser_is_not_allowed(shop):
    assert send(shop, b"", method="GET") == 405
    assert written() == 0


def test_while_a_secret_is_rolled_one_right_signature_of_two_is_enough(shop):
    right = signed(GOOD)
    moment, good = right.split(",")
    assert send(shop, GOOD, f"{moment},v1={'0' * 64},{good}") == 200
    assert WebhookEvent.objects.get().event_id == "evt_1"


def test_an_endless_body_is_refused_before_it_is_read_whole(shop):
    assert send(shop, b"x" * 3_000_000, signed(b"x")) == 413


@pytest.mark.parametrize("order_number", [None, "", "NOSUCHORDER"])
def test_an_event_about_a_stranger_is_stored_and_changes_nothing(shop, order_number):
    shop.place()
    before = Event.objects.count(), Posting.objects.count()
    about = {"client_reference_id": order_number, "payment_status": "paid", "metadata": {"order": order_number}}
    assert send(shop, event(about=about)) == 200
    assert Event.objects.exclude(kind="webhook.received").count() == before[0]
    relay.drain()
    row = WebhookEvent.objects.get()
    assert (row.outcome, row.processed_at is not None) == ("unknown session", True)
    assert (Capture.objects.count(), Posting.objects.count()) == (0, before[1])


@pytest.mark.parametrize(
    "kind", ["invoice.paid", "refund.updated", "charge.dispute.created", "checkout.session.expired"]
)
def test_events_of_every_kind_about_strangers_are_answered_and_done(shop, kind):
    assert send(shop, event(kind, {"status": "succeeded", "payment_intent": "pi_stranger"})) == 200
    relay.drain()
    assert Delivery.objects.get().state == "done"


def test_a_page_that_is_not_ours_but_names_our_order_is_told_to_staff_and_pays_nothing(shop):
    order = shop.place()
    about = {"client_reference_id": order.number, "payment_status": "paid", "payment_intent": "pi_dashboard"}
    send(shop, event(about=about))
    send(shop, event(about=about, id="evt_2"))
    relay.drain()
    assert Notice.objects.filter(message="payment.odd.staff", user=None, vendor=None).count() == 1
    assert state_of(order) == ("pending", "awaiting_payment")


@pytest.fixture
def paid_event(shop: Shop) -> tuple[Any, dict[str, Any]]:
    """An order whose page has been paid, and the event about it that has not been sent yet."""
    order = shop.place()
    shop.control.pay(shop.open_page(order))
    completed = [e for e in shop.stripe_books("event") if e["type"] == "checkout.session.completed"]
    return order, completed[0]


def test_the_same_event_twenty_times_at_once_has_one_effect(shop, paid_event):
    _, body = paid_event
    answers = at_once(*[lambda: send(shop, body)] * 20)
    assert answers == [200] * 20
    assert WebhookEvent.objects.count() == 1
    at_once(*[relay.drain] * 4)
    assert Event.objects.filter(kind="order.paid").count() == 1
    shop.sweep()
    assert disagreements(shop) == []


RACERS = 6


def finalise_at_once(order: Any, reference: str = "pi_x") -> list[Any]:
    payment = Payment.objects.get(order=order)
    return at_once(*[lambda: settlement.finalise(payment.pk, reference, int(payment.amount))] * RACERS)


def test_six_that_settle_at_once_book_one_sale(shop):
    outcomes = finalise_at_once(shop.place())
    assert sorted(o.value for o in outcomes) == ["known already"] * 5 + ["paid"]
    assert Posting.objects.filter(kind="sale").count() == 3
    assert Event.objects.filter(kind="order.paid").count() == 1


@pytest.mark.spoils_the_books
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time: no such race there")
def test_without_its_guards_the_same_race_settles_the_order_six_times(shop, committed_db, monkeypatch):
    """Shows that the test above would see it: no row lock, no unique capture, no forbidden move."""
    order = shop.place()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_capture_settles_an_order")
        cursor.execute("ALTER TABLE payments_capture DROP CONSTRAINT payments_capture_reference_key")
    monkeypatch.setitem(fulfilment.MOVES, VendorOrder.Status.NEW, {VendorOrder.Status.NEW})
    _all_read_before_any_writes(monkeypatch)
    finalise_at_once(order)
    assert Capture.objects.filter(settles_order=True).count() == RACERS
    assert f"payment {order.payment.pk} of order {order.pk} is paid by 6 captures" in disagreements(shop)


def _all_read_before_any_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    barrier = threading.Barrier(RACERS, timeout=10)
    unlocked = Payment.objects.all

    def created(reference: str, defaults: dict[str, Any]) -> tuple[Capture, bool]:
        capture = Capture.objects.create(reference=reference, **defaults)
        barrier.wait()
        return capture, True

    monkeypatch.setattr(Payment.objects, "select_for_update", lambda **options: unlocked())
    monkeypatch.setattr(Capture.objects, "get_or_create", created)


def test_an_event_faster_than_our_own_commit_of_the_session_still_pays_its_order(shop, paid_event):
    order, body = paid_event
    PaymentAttempt.objects.update(state="creating", session_id=None, url="")
    assert send(shop, body) == 200
    relay.drain()
    assert state_of(order) == ("paid", "paid")
    attempt = PaymentAttempt.objects.get()
    assert (attempt.state, attempt.session_id) == ("paid", body["data"]["object"]["id"])
    assert disagreements(shop) == []


def test_an_event_about_a_page_given_up_as_lost_is_not_lost_money(shop, paid_event):
    """The answer with the session's id never came, the order expired, and then somebody paid."""
    order, body = paid_event
    PaymentAttempt.objects.update(state="closed", session_id=None, url="")
    settlement.expire(order.payment.pk)
    shop.products[1].stockrecords.update(num_in_stock=0)
    send(shop, body)
    relay.drain()
    assert state_of(order) == ("expired", "expired")
    shop.live_on(webhooks=False)
    assert disagreements(shop) == []
    assert [c["refunded"] for c in shop.stripe_books("charge")] == [True]


def test_old_news_of_a_page_changes_nothing_once_it_is_paid(shop, paid_event):
    order, body = paid_event
    send(shop, body)
    about = body["data"]["object"]
    for number, (kind, status) in enumerate(
        [
            ("checkout.session.completed", "unpaid"),
            ("checkout.session.async_payment_failed", "unpaid"),
            ("checkout.session.expired", "unpaid"),
        ]
    ):
        send(shop, event(kind, about | {"payment_status": status}, id=f"evt_old_{number}"))
    relay.drain()
    assert state_of(order) == ("paid", "paid")
    assert PaymentAttempt.objects.get().state == "paid"


def test_two_long_event_ids_that_differ_at_the_end_are_both_processed(shop):
    for last in "ab":
        send(shop, event(id="evt_" + "x" * 200 + last))
    relay.drain()
    assert list(WebhookEvent.objects.values_list("outcome", flat=True)) == ["unknown session"] * 2


def test_ids_of_the_greatest_length_fit_everywhere(shop):
    order = shop.place()
    amount = int(order.payment.amount)
    settlement.finalise(order.payment.pk, "pi_1" + "x" * 251, amount)
    settlement.finalise(order.payment.pk, "pi_2" + "x" * 251, amount)
    settlement.finalise(order.payment.pk, "pi_3" + "x" * 251, amount)
    relay.drain()
    assert Capture.objects.filter(settles_order=False, refunds__reason="double").count() == 2
    assert Posting.objects.filter(kind="unmatched").count() == 2
    assert not Delivery.objects.exclude(state="done").exists()


def test_an_event_is_answered_before_anything_is_worked_out(shop, paid_event, monkeypatch):
    order, body = paid_event
    monkeypatch.setattr(stripe_events, "process", pytest.fail)
    assert send(shop, body) == 200
    assert state_of(order) == ("pending", "awaiting_payment")


def test_a_capture_survives_a_handler_that_never_succeeds(shop, paid_event, monkeypatch):
    """All twelve tries of the webhook's handler fail; asking Stripe finds the money all the same."""
    order, body = paid_event
    with monkeypatch.context() as broken:
        broken.setattr(stripe_events, "_apply", lambda *given: 1 / 0)
        send(shop, body)
        for _ in range(12):
            relay.drain()
            shop.pass_time(hours=2)
    assert Delivery.objects.get(event__kind="webhook.received").state == "failed"
    collection.expire_overdue()
    assert state_of(order) == ("paid", "paid")
    shop.sweep()
    assert disagreements(shop) == []
