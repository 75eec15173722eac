"""Find out what became of open payments: asked by the return page, and by sweeps that catch every lost webhook."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from marketplace.payments import attempts, gateway, keys, patience
from marketplace.payments.gateway import PageState
from marketplace.payments.models import Capture, Payment, PaymentAttempt
from marketplace.shop.checkout import pages, settlement, sweeping
from vendors import ledger

# After the first look, two minutes after a page was made: at 10, 30 and 120 minutes.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (8, 20, 90))
FEES_FOR = timedelta(days=30)


def page_for(payment: Payment, return_url: str) -> str:
    """Where the shopper pays. A page whose time is over is closed first, since two open ones could both be paid.

    Raises attempts.NotPayable, gateway.Unavailable, gateway.Declined.
    """
    provider = gateway.for_method(payment.method)
    try:
        return provider.page_for(payment, return_url)
    except attempts.Outdated as old:
        _close(payment, old.attempt)
        return provider.page_for(payment, return_url)


def check(payment: Payment) -> bool:
    """Ask the gateway about a payment's open pages and settle what was paid. Raises gateway.Unavailable, Declined."""
    provider = gateway.for_method(payment.method)
    for attempt in _open(payment):
        pages.apply(attempt, provider.look_up(attempt))
    return True


def poll_open_payments(limit: int = 100) -> int:
    """Sweep: ask about pages whose webhook may be lost, 2, 10, 30 and 120 minutes after they were made."""
    now = timezone.now()
    due = Payment.objects.filter(next_poll_at__lte=now, attempts__state__in=attempts.OPEN).distinct()
    return sweeping.each(due.order_by("next_poll_at")[:limit], check, lambda payment: _claim_poll(payment, now))


def expire_overdue(limit: int = 100) -> int:
    """Sweep: close the pages of unpaid orders whose time is over, and only then free their stock.

    Pages still open for a payment that is settled by now are closed too. Returns how many orders expired.
    """
    now = timezone.now()
    left_open = Q(attempts__state__in=attempts.OPEN) & ~Q(state__in=settlement.UNPAID)
    overdue = Q(state__in=settlement.GIVES_UP, expires_at__lte=now)
    rows = Payment.objects.filter(patience.due(now), overdue | left_open).distinct().order_by("expires_at")[:limit]
    return sweeping.each(rows, _give_up, lambda payment: patience.claim(payment, payment.expires_at, now))


def collect_fees(limit: int = 50) -> int:
    """Sweep: book what the gateway kept of each capture, once it says so. Returns how many were booked."""
    now = timezone.now()
    unknown = Capture.objects.filter(
        patience.due(now), fee_sen__isnull=True, at__gte=now - FEES_FOR, payment__method=Payment.Method.STRIPE
    )
    rows = unknown.select_related("payment__order").order_by("retry_at", "pk")[:limit]
    return sweeping.each(rows, _collect_fee, lambda capture: patience.claim(capture, capture.at, now))


def _claim_poll(payment: Payment, now: Any) -> bool:
    following = now + PAUSES[payment.polls] if payment.polls < len(PAUSES) else None
    rows = Payment.objects.filter(pk=payment.pk, polls=payment.polls, next_poll_at=payment.next_poll_at)
    return bool(rows.update(next_poll_at=following, polls=payment.polls + 1))


def _give_up(payment: Payment) -> bool:
    """False while a page cannot be confirmed closed."""
    closed = [_close(payment, attempt) for attempt in _open(payment)]
    return all(closed) and settlement.expire(payment.pk)


def _close(payment: Payment, attempt: PaymentAttempt) -> bool:
    page = gateway.for_method(payment.method).close(attempt)
    pages.apply(attempt, page)
    return page.state in (PageState.CLOSED, PageState.ODD)


def _open(payment: Payment) -> Any:
    return payment.attempts.filter(state__in=attempts.OPEN).select_related("payment__order")


def _collect_fee(capture: Capture) -> bool:
    payment = capture.payment
    fee = gateway.for_method(payment.method).fee_sen(capture.reference) if payment else None
    if payment is None or fee is None:
        return False
    ledger.record_gateway_fee(keys.fitting(capture.reference, longest=100), fee, order=payment.order)
    return bool(Capture.objects.filter(pk=capture.pk, fee_sen__isnull=True).update(fee_sen=fee))
