"""Find out what became of open payments: asked by the return page, and by sweeps that catch every lost webhook."""

import logging
from datetime import timedelta

from django.utils import timezone

from marketplace.payments import attempts, gateway
from marketplace.payments.gateway import Found, PageState
from marketplace.payments.models import Capture, Payment, PaymentAttempt
from marketplace.shop.checkout import settlement
from vendors import ledger

log = logging.getLogger(__name__)

POLLS = tuple(timedelta(minutes=minutes) for minutes in (10, 30, 120))
FEES_FOR = timedelta(days=3)
OPEN = (PaymentAttempt.State.CREATING, PaymentAttempt.State.OPEN)


def check(payment: Payment) -> None:
    """Ask the gateway about a payment's open pages and settle what was paid. Raises gateway.Unavailable."""
    for attempt in payment.attempts.filter(state__in=OPEN):
        _act_on(attempt, gateway.for_method(payment.method).look_up(attempt))


def poll_open_payments(limit: int = 100) -> int:
    """Sweep: ask about pages whose webhook may be lost, 2, 10, 30 and 120 minutes after they were made."""
    now = timezone.now()
    due = Payment.objects.filter(next_poll_at__lte=now, attempts__state__in=OPEN).distinct()[:limit]
    for payment in due:
        following = now + POLLS[payment.polls] if payment.polls < len(POLLS) else None
        Payment.objects.filter(pk=payment.pk).update(next_poll_at=following, polls=payment.polls + 1)
        _quietly(check, payment)
    return len(due)


def expire_overdue(limit: int = 100) -> int:
    """Sweep: close the pages of unpaid orders whose time is over, and only then free their stock. Returns how many."""
    overdue = settlement.overdue(timezone.now()).order_by("expires_at")[:limit]
    return sum(bool(_quietly(_give_up, payment)) for payment in overdue)


def collect_fees(limit: int = 50) -> int:
    """Sweep: book what the gateway kept of each capture, once it says so. Returns how many were booked."""
    since = timezone.now() - FEES_FOR
    unknown = Capture.objects.filter(fee_sen__isnull=True, at__gte=since, payment__method=Payment.Method.STRIPE)
    return sum(bool(_quietly(_collect_fee, capture)) for capture in unknown.select_related("payment__order")[:limit])


def _give_up(payment: Payment) -> bool:
    provider = gateway.for_method(payment.method)
    for attempt in payment.attempts.filter(state__in=OPEN):
        page = provider.close(attempt)
        _act_on(attempt, page)
        if page.state is not PageState.CLOSED:
            return False
    return settlement.expire(payment.pk)


def _act_on(attempt: PaymentAttempt, page: Found) -> None:
    if page.state is PageState.PAID:
        settlement.finalise(attempt.payment_id, page.reference, page.amount)
        attempts.close(attempt, PaymentAttempt.State.PAID)
    elif page.state is PageState.CLOSED:
        attempts.close(attempt)


def _collect_fee(capture: Capture) -> bool:
    fee = gateway.for_method(capture.payment.method).fee_sen(capture.reference)
    if fee is None:
        return False
    ledger.record_gateway_fee(capture.reference, fee, order=capture.payment.order)
    return bool(Capture.objects.filter(pk=capture.pk, fee_sen__isnull=True).update(fee_sen=fee))


def _quietly(act, row):
    """One row's trouble must not keep a sweep from the others; it is tried again next time."""
    try:
        return act(row)
    except (gateway.Unavailable, gateway.Declined) as error:
        log.warning("%s of %s waits: %s", act.__name__, row, error)
        return None
