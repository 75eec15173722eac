"""Money that goes back. Planned in the transaction that decides it, sent later under a stable key, booked when it has left."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from marketplace.events import outbox
from marketplace.payments import keys
from marketplace.payments.models import Capture, Payment, PaymentShare, Refund

Reason, State = Refund.Reason, Refund.State
REFUND_STATES = (Payment.State.REFUNDING, Payment.State.PARTLY_REFUNDED, Payment.State.REFUNDED)


class OverRefund(Exception):
    """More would go back than came in, for the payment or for one vendor's share."""


def plan_for_vendor_order(vendor_order: Any) -> Refund:
    """Plan to return a whole vendor order's share. Raises OverRefund; needs the caller's transaction."""
    amount = vendor_order.total
    share = PaymentShare.objects.filter(vendor_order=vendor_order, captured__gte=F("refunded") + amount)
    if not share.update(refunded=F("refunded") + amount):
        raise OverRefund(vendor_order.number)
    payment = Payment.objects.select_for_update(no_key=True).get(order=vendor_order.order_id)
    capture = Capture.objects.get(payment=payment, settles_order=True)
    refund = _plan(capture, f"cancel:{vendor_order.number}", amount, Reason.CANCELLED, vendor_order)
    _take_off(payment, int(amount))
    return refund


def plan_for_capture(capture: Capture, reason: str) -> Refund:
    """Plan to return money that pays no order: late, double, or the wrong amount."""
    return _plan(capture, keys.fitting(reason, capture.reference), capture.amount, reason, None)


def mark_pending(refund: Refund, reference: str) -> None:
    rows = Refund.objects.filter(pk=refund.pk, state=State.PLANNED)
    rows.update(state=State.PENDING, reference=reference)


@transaction.atomic
def mark_sent(refund: Refund, reference: str) -> bool:
    """The gateway says that the money has left us. True the first time; the caller books it in the same transaction.

    A late word of a refund that has failed since changes nothing: what came back under a reference stays back.
    """
    rows = Refund.objects.filter(pk=refund.pk).exclude(state=State.SUCCEEDED)
    return _mark_sent(rows.exclude(state=State.FAILED, reference=reference), refund, reference)


@transaction.atomic
def mark_sent_by_hand(refund: Refund, reference: str, actor: Any) -> bool:
    """Staff returned the money by bank; `reference` is the bank's. False while a gateway still does it by itself."""
    by_gateway = refund.capture.payment is not None and refund.capture.payment.method == Payment.Method.STRIPE
    rows = Refund.objects.filter(
        pk=refund.pk, state__in=[State.FAILED] if by_gateway else [State.PLANNED, State.FAILED]
    )
    return _mark_sent(rows, refund, reference, confirmed_by=actor)


@transaction.atomic
def mark_failed(refund: Refund, error: str, reference: str = "") -> str:
    """The gateway could not return it; staff must. Returns the state it was in before.

    Word of another `reference` than the one that counts, or after staff returned it by hand, changes nothing.
    """
    row = Refund.objects.select_for_update(no_key=True, of=("self",)).select_related("capture").get(pk=refund.pk)
    superseded = reference and row.reference not in ("", reference)
    if row.state == State.FAILED or row.confirmed_by_id or superseded:
        return State.FAILED
    Refund.objects.filter(pk=row.pk).update(
        state=State.FAILED, error=error[:300], done_at=None, reference=reference or row.reference
    )
    if row.capture.settles_order:
        Payment.objects.filter(captures=row.capture_id, state__in=REFUND_STATES).update(
            state=Payment.State.REFUND_FAILED
        )
    outbox.record("refund.failed", key=keys.fitting("refund.failed", row.key, reference), refund_id=row.pk)
    return row.state


def _mark_sent(rows: Any, refund: Refund, reference: str, **also: Any) -> bool:
    if not rows.update(state=State.SUCCEEDED, reference=reference, done_at=timezone.now(), **also):
        return False
    _settle_payment_state(refund.capture.payment_id)
    outbox.record("refund.succeeded", key=keys.fitting("refund.succeeded", refund.key, reference), refund_id=refund.pk)
    return True


def _plan(capture: Capture, key: str, amount: Any, reason: str, vendor_order: Any) -> Refund:
    refund = Refund.objects.create(capture=capture, vendor_order=vendor_order, key=key, amount=amount, reason=reason)
    outbox.record("refund.planned", key=keys.fitting("refund.planned", key), refund_id=refund.pk)
    return refund


def _take_off(payment: Payment, amount: int) -> None:
    """Raises OverRefund when more would go back than came in; the CHECK on the table says the same."""
    rows = Payment.objects.filter(pk=payment.pk, captured__gte=F("refunded") + amount)
    if not rows.update(refunded=F("refunded") + amount, state=Payment.State.REFUNDING):
        raise OverRefund(str(payment))


def _settle_payment_state(payment_id: int | None) -> None:
    """Once nothing is on its way any more, a payment is partly or wholly refunded."""
    payment = Payment.objects.filter(pk=payment_id or 0, captured__gt=0).first()
    under_way = Refund.objects.filter(capture__payment=payment_id, capture__settles_order=True).exclude(
        state=State.SUCCEEDED
    )
    if payment and payment.refunded and not under_way.exists():
        whole = payment.captured - payment.unique_code <= payment.refunded
        state = Payment.State.REFUNDED if whole else Payment.State.PARTLY_REFUNDED
        Payment.objects.filter(pk=payment.pk).update(state=state)
