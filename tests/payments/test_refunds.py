"""Money that goes back: once, however often and in whatever order its news arrives, with the books right at each step."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum

from marketplace.notices.models import Notice
from marketplace.payments import refunds
from marketplace.payments.models import Payment, Refund, WebhookEvent
from marketplace.shop import audit
from marketplace.shop.checkout import repayment, settlement, stripe_events
from marketplace.shop.order import fulfilment
from tasks import relay
from tests.factories import make_user
from tests.payments.shop import Shop, at_once, disagreements, state_of
from vendors.models import Entry, Posting, VendorOrder

AMOUNT = 62_500


@pytest.fixture
def order(shop: Shop) -> Any:
    return shop.paid_order()


def decline(order: Any, number: str = "-2") -> Refund:
    vendor_order = VendorOrder.objects.get(order=order, number__endswith=number)
    fulfilment.decline(vendor_order, None, "habis")
    return Refund.objects.get(vendor_order=vendor_order)


def owed_to_buyers() -> int:
    entries = Entry.objects.filter(account=Entry.Account.BUYER_PAYABLE)
    return -int(entries.aggregate(total=Sum("amount"))["total"] or 0)


def findings() -> list[str]:
    return [finding for found in audit.run().values() for finding in found]


def staff_notices() -> int:
    relay.drain()
    return Notice.objects.filter(message="refund.failed.staff").count()


def tell(shop: Shop, refund: Refund, status: str, kind: str = "refund.updated", reference: str = "") -> None:
    """News of a refund, as an event that was stored, processed at once."""
    body = {
        "id": reference or refund.reference,
        "status": status,
        "metadata": {"key": refund.key},
        "payment_intent": "pi",
    }
    row = WebhookEvent.objects.create(
        event_id=f"evt_{status}_{WebhookEvent.objects.count()}", kind=kind, body={"data": {"object": body}}
    )
    with transaction.atomic():
        stripe_events.process(row)
    refund.refresh_from_db()


def test_a_refund_that_is_pending_then_sent_then_comes_back_is_booked_right_at_each_step(shop, order):
    shop.control.set_fault("refund_pending", seconds=3_600)
    refund = decline(order)
    assert (owed_to_buyers(), findings()) == (AMOUNT, [])
    shop.sweep()
    refund.refresh_from_db()
    assert (refund.state, owed_to_buyers(), findings()) == ("pending", AMOUNT, [])

    tell(shop, refund, "succeeded")
    assert (refund.state, owed_to_buyers(), findings()) == ("succeeded", 0, [])
    assert state_of(order)[0] == "partly_refunded"

    tell(shop, refund, "failed", "refund.failed")
    assert (refund.state, owed_to_buyers(), findings()) == ("failed", AMOUNT, [])
    assert state_of(order)[0] == "refund_failed"
    assert staff_notices() == 1

    assert repayment.confirm_sent(refund, make_user(), "TRF-1")
    refund.refresh_from_db()
    assert (refund.state, owed_to_buyers(), findings()) == ("succeeded", 0, [])
    assert state_of(order)[0] == "partly_refunded"


def test_old_news_that_a_refund_was_sent_does_not_undo_that_it_came_back(shop, order):
    refund = decline(order)
    shop.sweep()
    refund.refresh_from_db()
    tell(shop, refund, "failed", "refund.failed")
    tell(shop, refund, "succeeded")
    tell(shop, refund, "pending")
    assert (refund.state, owed_to_buyers(), findings()) == ("failed", AMOUNT, [])


def test_news_in_the_wrong_order_ends_alike(shop, order):
    refund = decline(order)
    tell(shop, refund, "failed", "refund.failed", reference="re_early")
    tell(shop, refund, "succeeded", reference="re_early")
    tell(shop, refund, "pending", "refund.created", reference="re_early")
    assert (refund.state, owed_to_buyers(), findings()) == ("failed", AMOUNT, [])


def test_news_of_the_failure_after_staff_sent_it_by_hand_changes_nothing(shop, order):
    refund = decline(order)
    shop.sweep()
    refund.refresh_from_db()
    old = refund.reference
    tell(shop, refund, "failed", "refund.failed")
    repayment.confirm_sent(refund, make_user(), "TRF-2")
    tell(shop, refund, "failed", "refund.failed", reference=old)
    tell(shop, refund, "failed", "refund.updated", reference=old)
    assert (refund.state, refund.reference) == ("succeeded", "TRF-2")
    assert (owed_to_buyers(), findings()) == (0, [])


def test_money_sent_by_hand_leaves_the_bank_account_not_the_gateways(shop, order):
    refund = decline(order)
    refunds.mark_failed(refund, "closed card")
    repayment.confirm_sent(refund, make_user(), "TRF-3")
    sent = Posting.objects.get(kind="refund", key__startswith=f"refund:{refund.key}")
    assert sent.entries.get(amount__lt=0).account == Entry.Account.BANK


def test_what_the_gateway_is_still_sending_cannot_be_sent_by_hand_as_well(shop, order):
    refund = decline(order)
    assert repayment.confirm_sent(refund, make_user(), "TRF-4") is False
    shop.control.set_fault("refund_pending", seconds=3_600)
    shop.sweep()
    assert repayment.confirm_sent(refund, make_user(), "TRF-4") is False
    assert not Posting.objects.filter(key__contains="TRF-4").exists()


@pytest.mark.parametrize("dispute", ["before", "after"])
def test_a_dispute_around_a_refund_never_pays_the_buyer_back_twice(shop, order, dispute):
    charge = shop.stripe_books("charge")[0]["id"]
    if dispute == "before":
        shop.control.open_dispute(charge)
    refund = decline(order)
    shop.sweep()
    if dispute == "after":
        shop.control.open_dispute(charge)
    shop.deliver()
    refund.refresh_from_db()
    assert refund.state == ("failed" if dispute == "before" else "succeeded")
    assert staff_notices() == (1 if dispute == "before" else 0)
    assert Notice.objects.filter(message="payment.odd.staff").count() == 1
    assert disagreements(shop) == []


def test_a_refund_made_in_the_dashboard_is_told_to_staff(shop, order, stripe_client):
    intent = shop.stripe_books("charge")[0]["payment_intent"]
    stripe_client.v1.refunds.create({"payment_intent": intent, "amount": 500_000})
    shop.deliver()
    notice = Notice.objects.get(message="payment.odd.staff")
    assert order.number in str(notice.values)
    assert findings() == []


def test_a_refund_that_stripe_declines_is_for_staff_and_the_books_stay_right(shop, order, stripe_client):
    intent = shop.stripe_books("charge")[0]["payment_intent"]
    stripe_client.v1.refunds.create({"payment_intent": intent})
    refund = decline(order)
    shop.sweep()
    refund.refresh_from_db()
    assert refund.state == "failed"
    assert staff_notices() == 1
    assert (owed_to_buyers(), findings()) == (AMOUNT, [])


def test_sweeps_at_once_send_a_refund_once(shop, order):
    decline(order)
    at_once(*[repayment.send_due] * 4)
    relay.drain()
    sent = [c for c in shop.control.journal("request") if (c["method"], c["path"]) == ("POST", "/v1/refunds")]
    assert len(sent) == 1
    assert disagreements(shop) == []


def test_shops_that_decline_at_once_return_exactly_their_shares(shop, order):
    def act(number: str) -> Any:
        return lambda: decline(order, number)

    at_once(act("-1"), act("-2"), act("-3"), act("-2"))
    shop.live_on()
    assert Refund.objects.count() == 3
    assert Payment.objects.get(order=order).refunded == 200_000
    assert state_of(order) == ("refunded", "cancelled")
    assert disagreements(shop) == []
    assert [c["refunded"] for c in shop.stripe_books("charge")] == [True]


def test_a_refund_killed_after_it_was_sent_is_found_and_not_sent_again_two_days_later(shop, order, monkeypatch):
    """Stripe forgets keys after a day: only looking for it first keeps the second call from paying twice."""
    refund = decline(order)
    with monkeypatch.context() as killed:
        killed.setattr(repayment, "book_sent", lambda *given: 1 / 0)
        repayment.send_due()
    shop.control.set_fault("webhook_lost", times=None)
    shop.pass_time(days=2)
    repayment.send_due()
    refund.refresh_from_db()
    assert refund.state == "succeeded"
    assert len(shop.stripe_books("refund")) == 1
    assert disagreements(shop) == []


def test_a_refund_that_fails_weeks_later_without_a_webhook_is_noticed(shop, order):
    shop.control.set_fault("refund_fails_late", seconds=20 * 86_400)
    shop.control.set_fault("webhook_lost", times=None)
    refund = decline(order)
    shop.sweep()
    for _ in range(27):
        shop.pass_time(days=1)
        shop.sweep()
    refund.refresh_from_db()
    assert refund.state == "failed"
    assert disagreements(shop) == []


def test_refunds_that_cannot_be_sent_yet_do_not_keep_the_others_waiting(shop, order, monkeypatch):
    first, second = decline(order, "-1"), decline(order, "-2")
    monkeypatch.setattr(
        "marketplace.payments.stripe_checkout.StripeCheckout.send_refund",
        lambda self, refund: 1 / 0 if refund.pk == first.pk else pytest.fail("sent too early"),
    )
    assert repayment.send_due(limit=1) == 0
    monkeypatch.undo()
    assert repayment.send_due(limit=1) == 1
    second.refresh_from_db()
    assert second.state == "succeeded"
    Refund.objects.filter(pk=first.pk).update(retry_at=first.created_at - timedelta(1))
    assert repayment.send_due(limit=1) == 1


def test_more_than_came_in_never_goes_back(shop, order):
    vendor_order = VendorOrder.objects.get(order=order, number__endswith="-1")
    decline(order, "-1")
    with pytest.raises(refunds.OverRefund):
        refunds.plan_for_vendor_order(vendor_order)
    assert Refund.objects.count() == 1


@pytest.mark.parametrize("amount", [0, -5])
def test_nothing_received_is_no_payment(shop, amount):
    order = shop.place()
    with pytest.raises(ValueError, match="is no payment"):
        settlement.finalise(order.payment.pk, "pi_nothing", amount)
    assert state_of(order) == ("pending", "awaiting_payment")
