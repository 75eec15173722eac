"""Send planned refunds, and book what left us. Network calls happen outside any transaction; each step may be repeated."""

import logging
from typing import Any

from django.db import transaction

from marketplace import money
from marketplace.payments import gateway, refunds
from marketplace.payments.models import Refund
from marketplace.shop.checkout.settlement import HELD_IN
from vendors import ledger

log = logging.getLogger(__name__)


def send_due(limit: int = 50) -> int:
    """Sweep: hand planned refunds to their gateway. Returns how many were sent. By-hand ones wait for staff."""
    due = Refund.objects.filter(state=Refund.State.PLANNED, capture__payment__method="stripe").order_by("pk")[:limit]
    return sum(send(refund) for refund in due.select_related("capture__payment__order"))


def send(refund: Refund) -> bool:
    """Send one refund. False when the gateway is away (a later sweep tries again) or said no (staff are told)."""
    try:
        sent = gateway.for_method(refund.capture.payment.method).send_refund(refund)
    except gateway.Unavailable:
        return False
    except gateway.Declined as no:
        book_failed(refund, str(no))
        return False
    if sent is None:
        return False
    if sent.done:
        book_sent(refund, sent.reference)
    else:
        refunds.mark_pending(refund, sent.reference)
    return True


def confirm_sent(refund: Refund, actor: Any, reference: str) -> bool:
    """Staff returned the money by bank; `reference` is the bank's. False when somebody did so before."""
    return book_sent(refund, reference, actor)


@transaction.atomic
def book_sent(refund: Refund, reference: str, actor: Any = None) -> bool:
    if not refunds.mark_sent(refund, reference, actor):
        return False
    ledger.record_refund_sent(f"{refund.key}:{reference}", money.whole(refund.amount), **_about(refund))
    return True


@transaction.atomic
def book_failed(refund: Refund, why: str) -> None:
    """A refund that had left already and came back puts the money on our side again."""
    was = refunds.mark_failed(refund, why)
    if was == Refund.State.SUCCEEDED:
        refund.refresh_from_db()
        ledger.record_refund_returned(f"{refund.key}:{refund.reference}", money.whole(refund.amount), **_about(refund))


def _about(refund: Refund) -> dict[str, Any]:
    payment = refund.capture.payment
    return {"order": payment.order, "vendor_order": refund.vendor_order, "held_in": HELD_IN[payment.method]}
