"""Money that goes back. Planned in the transaction that decides it, sent later under a stable key, booked when it has left."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from marketplace.events import outbox
from marketplace.payments.models import Capture, Payment, PaymentShare, Refund

Reason, State = Refund.Reason, Refund.State
SENDABLE = (State.PLANNED, State.PENDING)


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
    return _plan(capture, f"{reason}:{capture.reference}", capture.amount, reason, None)


def mark_pending(refund: Refund, reference: str) -> None:
    Refund.objects.filter(pk=refund.pk, state=State.PLANNED).update(state=State.PENDING, reference=reference)


@transaction.atomic
def mark_sent(refund: Refund, reference: str, actor: Any = None) -> bool:
    """The money has left us. True the first time; the caller books it in the same transaction."""
    moved = Refund.objects.filter(pk=refund.pk).exclude(state=State.SUCCEEDED)
    if not moved.update(state=State.SUCCEEDED, reference=reference, done_at=timezone.now(), confirmed_by=actor):
        return False
    _settle_payment_state(refund.capture.payment_id)
    outbox.record("refund.succeeded", key=f"refund.succeeded:{refund.key}:{reference}", refund_id=refund.pk)
    return True


@transaction.atomic
def mark_failed(refund: Refund, error: str) -> str:
    """The gateway could not return it; staff must. Returns the state it was in before."""
    row = Refund.objects.select_for_update(no_key=True).get(pk=refund.pk)
    old = row.state
    if old == State.FAILED:
        return old
    Refund.objects.filter(pk=row.pk).update(state=State.FAILED, error=error[:300], done_at=None)
    if row.capture.payment_id:
        Payment.objects.filter(pk=row.capture.payment_id, state__in=[Payment.State.REFUNDING, Payment.State.REFUNDED]).update(
            state=Payment.State.REFUND_FAILED
        )
    outbox.record("refund.failed", key=f"refund.failed:{row.key}:{row.reference}", refund_id=row.pk)
    return old


def _plan(capture: Capture, key: str, amount: Any, reason: str, vendor_order: Any) -> Refund:
    refund = Refund.objects.create(
        capture=capture, vendor_order=vendor_order, key=key, amount=amount, reason=reason
    )
    outbox.record("refund.planned", key=f"refund.planned:{key}", refund_id=refund.pk)
    return refund


def _take_off(payment: Payment, amount: int) -> None:
    """Raises OverRefund when more would go back than came in; the CHECK on the table says the same."""
    rows = Payment.objects.filter(pk=payment.pk, captured__gte=F("refunded") + amount)
    if not rows.update(refunded=F("refunded") + amount, state=Payment.State.REFUNDING):
        raise OverRefund(str(payment))


def _settle_payment_state(payment_id: int | None) -> None:
    """Once nothing is on its way any more, a payment is partly or wholly refunded."""
    payment = Payment.objects.filter(pk=payment_id, captured__gt=0).first()
    under_way = Refund.objects.filter(capture__payment=payment_id, capture__settles_order=True).exclude(
        state=State.SUCCEEDED
    )
    if payment and payment.refunded and not under_way.exists():
        whole = payment.captured - payment.unique_code <= payment.refunded
        state = Payment.State.REFUNDED if whole else Payment.State.PARTLY_REFUNDED
        Payment.objects.filter(pk=payment.pk).update(state=state)
