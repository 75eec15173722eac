"""Send planned refunds, and book what left us. Network calls happen outside any transaction; each step may be repeated."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from marketplace import money
from marketplace.payments import gateway, keys, patience, refunds
from marketplace.payments.models import Payment, Refund
from marketplace.shop.checkout import settlement, sweeping
from vendors import ledger
from vendors.models import Entry

State = Refund.State
# A bank may send a refund back up to 30 days later (domain/stripe.md, Refund).
MAY_COME_BACK = timedelta(days=30)


def send_due(limit: int = 50) -> int:
    """Sweep: hand planned refunds to their gateway. Returns how many were sent. By-hand ones wait for staff."""
    now = timezone.now()
    due = _by_gateway().filter(patience.due(now), state=State.PLANNED).order_by("retry_at", "pk")[:limit]
    return sweeping.each(due, send, lambda refund: patience.claim(refund, refund.created_at, now))


def follow_sent(limit: int = 50) -> int:
    """Sweep: ask about refunds under way, and about sent ones that may yet come back, in case a webhook got lost."""
    now = timezone.now()
    unsure = Q(state=State.PENDING) | Q(state=State.SUCCEEDED, done_at__gte=now - MAY_COME_BACK, confirmed_by=None)
    rows = _by_gateway().filter(patience.due(now), unsure).order_by("retry_at", "pk")[:limit]
    return sweeping.each(
        rows, _look_up, lambda refund: patience.claim(refund, refund.created_at, now, timedelta(days=1))
    )


def send(refund: Refund) -> bool:
    """Send one refund. False when it goes by hand or the gateway said no (staff are told). Raises gateway.Unavailable."""
    return _book(refund, gateway.for_method(_payment(refund).method).send_refund)


def confirm_sent(refund: Refund, actor: Any, reference: str) -> bool:
    """Staff returned the money by bank; `reference` is the bank's. False when somebody did so before."""
    with transaction.atomic():
        if not refunds.mark_sent_by_hand(refund, reference, actor):
            return False
        _record_sent(refund, reference, Entry.Account.BANK)
    return True


@transaction.atomic
def book_sent(refund: Refund, reference: str) -> bool:
    if not refunds.mark_sent(refund, reference):
        return False
    _record_sent(refund, reference, settlement.held_in(_payment(refund)))
    return True


@transaction.atomic
def book_failed(refund: Refund, why: str, reference: str = "") -> None:
    """A refund that had left already and came back puts the money on our side again."""
    if refunds.mark_failed(refund, why, reference) == State.SUCCEEDED:
        refund.refresh_from_db()
        held_in = settlement.held_in(_payment(refund))
        ledger.record_refund_returned(
            _key(refund, refund.reference), _amount(refund), held_in=held_in, **_about(refund)
        )


def _look_up(refund: Refund) -> bool:
    return _book(refund, gateway.for_method(_payment(refund).method).look_up_refund)


def _book(refund: Refund, ask: Any) -> bool:
    try:
        sent = ask(refund)
    except gateway.Declined as no:
        book_failed(refund, str(no), refund.reference)
        return False
    if sent is None:
        return False
    if sent.done:
        book_sent(refund, sent.reference)
    else:
        refunds.mark_pending(refund, sent.reference)
    return True


def _by_gateway() -> Any:
    rows = Refund.objects.filter(capture__payment__method=Payment.Method.STRIPE)
    return rows.select_related("capture__payment__order", "vendor_order")


def _record_sent(refund: Refund, reference: str, held_in: str) -> None:
    ledger.record_refund_sent(_key(refund, reference), _amount(refund), held_in=held_in, **_about(refund))


def _key(refund: Refund, reference: str) -> str:
    return keys.fitting(refund.key, reference, longest=100)


def _amount(refund: Refund) -> int:
    return money.whole(refund.amount)


def _about(refund: Refund) -> dict[str, Any]:
    return {"order": _payment(refund).order, "vendor_order": refund.vendor_order}


def _payment(refund: Refund) -> Payment:
    payment = refund.capture.payment
    assert payment is not None, "money without a payment is planned by nobody"
    return payment
