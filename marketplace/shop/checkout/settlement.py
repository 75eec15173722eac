"""Finalise: money has come in. One transaction, called by webhook, return page, sweep and staff; twice changes nothing.

Every capture ends in one of two ways: it pays its order, or it is planned to go back (reliability.md I4).
"""

import logging
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace import money, states
from marketplace.events import outbox
from marketplace.payments import attempts, keys, refunds
from marketplace.payments.models import Capture, Payment, PaymentShare, Refund
from marketplace.shop.order import fulfilment
from marketplace.shop.order.models import Purchase
from marketplace.shop.partner import stock
from vendors import ledger
from vendors.models import Entry, VendorOrder, VendorOrderChange

log = logging.getLogger(__name__)

Line = get_model("order", "Line")
Order = get_model("order", "Order")
OrderStatusChange = get_model("order", "OrderStatusChange")

PState, VStatus = Payment.State, VendorOrder.Status
UNPAID = (PState.PENDING, PState.PROOF_RECEIVED, PState.PROCESSING, PState.FAILED, PState.MISMATCH)
# A proof that waits for staff keeps the order: they look at the bank statement first.
GIVES_UP = tuple(state for state in UNPAID if state != PState.PROOF_RECEIVED)
HELD_IN = {Payment.Method.STRIPE: Entry.Account.GATEWAY, Payment.Method.BANK_TRANSFER: Entry.Account.BANK}


class Outcome(Enum):
    PAID = "paid"
    KNOWN = "known already"
    LATE = "late, goes back"
    DOUBLE = "double, goes back"
    MISMATCH = "another amount, goes back"


@transaction.atomic
def finalise(payment_id: int, reference: str, amount: int, actor: Any = None) -> Outcome:
    """`amount` rupiah came in under the gateway's `reference`. Safe to call any number of times, in any order.

    Raises ValueError when nothing came in.
    """
    if amount <= 0:
        raise ValueError(f"{amount} rupiah is no payment")
    payment = Payment.objects.select_for_update(no_key=True).get(pk=payment_id)
    capture, fresh = Capture.objects.get_or_create(reference=reference, defaults={"payment": payment, "amount": amount})
    if not fresh:
        return Outcome.KNOWN
    if payment.captured:
        return _send_back(payment, capture, Refund.Reason.DOUBLE, Outcome.DOUBLE)
    if amount != payment.amount:
        Payment.objects.filter(pk=payment.pk, state__in=UNPAID).update(state=PState.MISMATCH)
        return _send_back(payment, capture, Refund.Reason.MISMATCH, Outcome.MISMATCH)
    if payment.state in UNPAID or _revive(payment):
        _pay(payment, capture, actor)
        return Outcome.PAID
    return _send_back(payment, capture, Refund.Reason.LATE, Outcome.LATE)


@transaction.atomic
def expire(payment_id: int) -> bool:
    """Give up waiting for an order's money and free its stock. The payment page must be confirmed closed before.

    False when it was paid, a proof of transfer waits for staff, or a page was opened in the meantime.
    """
    payment = Payment.objects.select_for_update(no_key=True).get(pk=payment_id)
    if payment.state not in GIVES_UP or payment.attempts.filter(state__in=attempts.OPEN).exists():
        return False
    Payment.objects.filter(pk=payment.pk).update(state=PState.EXPIRED)
    vendor_orders = list(VendorOrder.objects.filter(order=payment.order_id))
    wanted = fulfilment.reserved_by(vendor_orders)
    stock.lock(wanted)
    stock.release(wanted)
    Line.objects.filter(order=payment.order_id).update(num_allocated=0, status=VStatus.CANCELLED)
    _move_all(vendor_orders, VStatus.CANCELLED, cancel_reason=VendorOrder.CancelReason.UNPAID)
    _move_order(payment.order, Purchase.Status.EXPIRED)
    outbox.record("order.expired", key=f"order.expired:{payment.order.number}", order_id=payment.order_id)
    return True


def _pay(payment: Payment, capture: Capture, actor: Any) -> None:
    now = timezone.now()
    capture.settles_order = True
    capture.save(update_fields=["settles_order"])
    Payment.objects.filter(pk=payment.pk).update(
        state=PState.PAID, captured=capture.amount, reference=capture.reference, paid_at=now, confirmed_by=actor
    )
    order = payment.order
    vendor_orders = list(VendorOrder.objects.filter(order=order).select_related("vendor").order_by("pk"))
    PaymentShare.objects.filter(payment=payment).update(captured=F("authorised"))
    _move_all(vendor_orders, VStatus.NEW, answer_by=now + fulfilment.TIME_TO_ANSWER, cancel_reason="")
    Line.objects.filter(order=order).update(status=VStatus.NEW)
    _move_order(order, Purchase.Status.PAID)
    ledger.record_sale(order, vendor_orders, held_in=held_in(payment), surcharge=payment.unique_code)
    outbox.record("order.paid", key=f"order.paid:{order.number}", order_id=order.pk)


def _revive(payment: Payment) -> bool:
    """Paid after the order expired: if every piece can still be had, the order lives on."""
    lines = list(Line.objects.filter(order=payment.order_id))
    wanted = {line.stockrecord_id: line.quantity for line in lines}
    if payment.state != PState.EXPIRED or None in wanted:
        return False
    try:
        with transaction.atomic():
            stock.lock(wanted)
            stock.reserve(wanted)
    except stock.SoldOut:
        return False
    for line in lines:
        line.num_allocated = line.quantity
    Line.objects.bulk_update(lines, ["num_allocated"])
    return True


def _send_back(payment: Payment, capture: Capture, reason: str, outcome: Outcome) -> Outcome:
    ledger.record_unmatched(
        keys.fitting(capture.reference, longest=100),
        money.whole(capture.amount),
        order=payment.order,
        held_in=held_in(payment),
    )
    refunds.plan_for_capture(capture, reason)
    event = "payment.mismatch" if reason == Refund.Reason.MISMATCH else "payment.late"
    outbox.record(event, key=keys.fitting(event, capture.reference), capture_id=capture.pk, payment_id=payment.pk)
    return outcome


def _move_all(vendor_orders: list[VendorOrder], to: str, **also: Any) -> None:
    changes: list[VendorOrderChange] = []
    for vendor_order in vendor_orders:
        if to not in fulfilment.MOVES[vendor_order.status]:
            raise states.Stale(f"{vendor_order.number} cannot move from {vendor_order.status} to {to}")
        old, vendor_order.status = vendor_order.status, to
        changes.append(fulfilment.record_change(vendor_order, old, None))
    VendorOrder.objects.filter(pk__in=[v.pk for v in vendor_orders]).update(status=to, **also)
    VendorOrderChange.objects.bulk_create(changes)


def _move_order(order: Any, to: str) -> None:
    OrderStatusChange.objects.create(order=order, old_status=order.status, new_status=to)
    Order.objects.filter(pk=order.pk).update(status=to)
    order.status = to


def held_in(payment: Payment) -> str:
    """The ledger's account that this payment's money lies in."""
    return HELD_IN[Payment.Method(payment.method)]


def confirm_transfer(payment: Payment, actor: Any, amount: int) -> Outcome:
    """Staff saw `amount` rupiah on the bank statement. The same amount confirmed twice is one transfer.

    Another amount than asked for is kept, planned to go back, and the buyer may transfer again.
    """
    return finalise(payment.pk, f"transfer:{payment.order.number}:{amount}", amount, actor)


@transaction.atomic
def report(payment: Payment, reference: str, why: str) -> None:
    """Something about an order's money that no rule here may settle: nothing is booked, staff must look.

    Once per `reference` of the gateway; `why` is a msgid.
    """
    log.error("Order %s, %s: %s", payment.order.number, reference, why)
    key = keys.fitting("payment.odd", payment.pk, reference)
    outbox.record("payment.odd", key=key, payment_id=payment.pk, reference=reference, why=why)
