"""Every row of the simulator's dial: after it no charge without an order or a refund, and no order paid without a charge."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext

from marketplace.payments.models import PaymentAttempt, Refund
from marketplace.payments.simulator import faults
from marketplace.shop.order import fulfilment
from tests.payments.shop import Shop, disagreements, session_of, state_of
from tests.payments.site import Visitor, is_ours
from vendors.models import VendorOrder

SESSIONS, REFUNDS = {"path": "/v1/checkout/sessions*"}, {"path": "/v1/refunds*"}
LOOK = {"method": "GET", "path": "/v1/checkout/sessions/*"}
EXPIRE = {"path": "/v1/checkout/sessions/*/expire"}
COMPLETED = {"event": "checkout.session.completed"}

AWAY = "The payment page does not answer. Your order is kept, try again shortly."


@dataclass(frozen=True)
class Row:
    """One fault, and where it bites: `at` opening the page, paying it, closing it or refunding. What becomes of the order."""

    kind: str
    at: str = "open"
    scope: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    times: int | None = 1
    ends: str = "paid"
    note: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.kind, "at", self.at, self.note)))


ROWS = [
    *(Row(kind, "open", SESSIONS) for kind in ("drop_before", "drop_after")),
    *(Row(kind, "open", SESSIONS, times=9, note="for long") for kind in ("drop_before", "drop_after")),
    Row("latency", "open", SESSIONS, {"seconds": 0.2}),
    *(Row(kind, "open", SESSIONS, {"seconds": 1.3}) for kind in ("sleep_before", "sleep_after")),
    *(Row(kind, "open", SESSIONS) for kind in ("error_before", "error_after")),
    *(Row("conflict", "open", SESSIONS, {"should_retry": retry}, note=f"retry {retry}") for retry in (True, False)),
    Row("rate_limit", "open", SESSIONS, {"should_retry": True}),
    Row("rate_limit", "open", SESSIONS, {"should_retry": False}, note="no retry"),
    Row("rate_limit", "open", SESSIONS, {"code": "lock_timeout"}, note="lock timeout"),
    Row("unavailable", "open", SESSIONS),
    Row("unavailable", "open", SESSIONS, {"should_retry": False}, note="no retry"),
    Row("down", "open", times=None),
    Row("down", "pay", times=None),
    *(Row(kind, "look", LOOK) for kind in ("drop_before", "error_before", "unavailable")),
    *(Row(kind, "pay", COMPLETED) for kind in ("webhook_doubled", "webhook_second_event", "webhook_two_v1")),
    Row("webhook_late", "pay", COMPLETED, {"seconds": 7_200}),
    Row("webhook_late", "pay", {}, {"seconds": 40_000}, times=None, note="all"),
    Row("webhook_lost", "pay", {}, times=None, note="for good"),
    Row("webhook_lost", "pay", COMPLETED, times=3),
    Row("webhook_shuffled", "pay", {}, {"order": "reverse"}, times=None),
    Row("webhook_shuffled", "pay", {}, {"order": "random"}, times=None, note="random"),
    *(
        Row(f"webhook_{name}", "pay", {}, times=None)
        for name in ("wrong_secret", "non_ascii", "altered_body", "old_api_version")
    ),
    Row("webhook_stale_t", "pay", {}, {"seconds": 400}, times=None),
    Row("amount_differs", "pay", ends="expired"),
    Row("amount_differs", "pay", options={"by": 5_000}, ends="expired", note="more"),
    Row("amount_differs", "pay", options={"by": -50}, ends="odd", note="by sen"),
    Row("currency_differs", "pay", ends="odd"),
    Row("livemode_differs", "pay", ends="odd"),
    Row("late_balance_transaction", "pay"),
    Row("late_balance_transaction", "pay", options={"seconds": 600}, note="a little"),
    Row("fee_with_sen", "pay"),
    *(Row(kind, "close", EXPIRE, ends="expired") for kind in ("drop_after", "error_before", "error_after", "conflict")),
    Row("webhook_before_reply", "close", EXPIRE, ends="expired"),
    *(Row(kind, "refund", REFUNDS) for kind in ("drop_before", "drop_after", "error_after", "conflict", "unavailable")),
    Row("error_before", "refund", REFUNDS),
    Row("drop_after", "refund", REFUNDS, times=9, note="for long"),
    Row("page_size", "refund", times=None),
    Row("webhook_before_reply", "refund", REFUNDS),
    Row("refund_pending", "refund", options={"seconds": 600}),
    Row("refund_fails_late", "refund", options={"seconds": 600}, ends="refund failed"),
    Row("refund_requires_action", "refund", ends="refund pending"),
]
# Variants of a row (those with a note) are for the long run.
EACH_KIND_ONCE = [pytest.param(row, marks=pytest.mark.slow) if row.note else row for row in ROWS]
# Search and connected accounts are not used: nothing of ours could notice.
NOT_USED = {"search_lag", "country_refused"}


def test_the_table_holds_every_row_of_the_dial():
    assert {row.kind for row in ROWS if not row.note} | NOT_USED == set(faults.KINDS)


@pytest.mark.parametrize("row", EACH_KIND_ONCE, ids=str)
def test_no_charge_without_an_order_or_a_refund_and_no_order_paid_without_a_charge(shop, row):
    story = {"close": abandon, "refund": pay_and_decline_one_part}.get(row.at, pay)
    order = story(shop, row)
    disturb(shop, row, "later")
    shop.live_on()
    assert disagreements(shop) == []
    assert outcome(order) == row.ends
    assert not PaymentAttempt.objects.filter(state__in=["creating", "open"]).exists()


@pytest.mark.slow
@pytest.mark.parametrize("row", [row for row in ROWS if row.at in ("open", "close", "refund")], ids=str)
def test_the_same_holds_when_every_webhook_is_lost(shop, row):
    shop.control.set_fault("webhook_lost", times=None)
    story = {"close": abandon, "refund": pay_and_decline_one_part}.get(row.at, pay)
    order = story(shop, row)
    disturb(shop, row, "later")
    shop.live_on(webhooks=False)
    assert disagreements(shop) == []
    assert outcome(order) == row.ends


def disturb(shop: Shop, row: Row, moment: str) -> None:
    """Turn the dial at its moment; what lasts until cleared ends when life goes on."""
    if moment == row.at:
        shop.control.set_fault(row.kind, times=row.times, scope=row.scope, **row.options)
    elif moment == "later" and row.kind == "down":
        shop.control.clear_faults()


def pay(shop: Shop, row: Row) -> Any:
    """The shopper keeps pressing until there is a page, pays there and closes the browser; returns only to a slow API."""
    order = shop.place()
    shopper = Visitor(shop.site, order)
    disturb(shop, row, "open")
    address = press_until_there_is_a_page(shop, shopper)
    disturb(shop, row, "pay")
    if row.kind == "down" and row.at == "pay":
        shop.pass_time(minutes=3)
        shop.sweep()
        shop.control.clear_faults()
    shop.control.pay(session_of(address))
    shop.deliver()
    disturb(shop, row, "look")
    if row.at == "look":
        assert shopper.come_back().status_code == 200
    return order


def press_until_there_is_a_page(shop: Shop, shopper: Visitor) -> str:
    for press in range(8):
        address = shopper.press_pay()
        if not is_ours(address):
            return address
        assert gettext(AWAY) in shopper.get(address).text
        if press == 1:
            disturb(shop, Row("down"), "later")
    raise AssertionError("no page after eight presses")


def abandon(shop: Shop, row: Row) -> Any:
    order = shop.place()
    shop.open_page(order)
    disturb(shop, row, "close")
    return order


def pay_and_decline_one_part(shop: Shop, row: Row) -> Any:
    order = shop.place()
    shopper = Visitor(shop.site, order)
    shop.control.pay(session_of(shopper.press_pay()))
    shopper.come_back()
    disturb(shop, row, "refund")
    fulfilment.decline(VendorOrder.objects.get(order=order, number__endswith="-2"), None, "habis")
    return order


def outcome(order: Any) -> str:
    payment, status = state_of(order)
    try:
        refund = Refund.objects.get(capture__payment__order=order, vendor_order__isnull=False)
    except ObjectDoesNotExist:
        if status == "expired" and order.payment.captures.count() == 0 and order.payment.attempts.filter(state="paid"):
            return "odd"
        return status
    assert payment == {"failed": "refund_failed", "pending": "refunding"}.get(refund.state, "partly_refunded")
    return "paid" if refund.state == "succeeded" else f"refund {refund.state}"
