"""The hosted pages of one payment: at most one is open, and what was sent for it is kept so that a retry is identical."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from marketplace.payments.models import Payment, PaymentAttempt

State = PaymentAttempt.State
OPEN = (State.CREATING, State.OPEN)
# Stripe wants at least 30 minutes by its own clock; two more forgive a slow line and a clock that is off.
PAGE_LIFE = timedelta(minutes=32)
FIRST_POLL = timedelta(minutes=2)


class NotPayable(Exception):
    """The payment is settled or its time is over; no page may be opened."""


class Outdated(Exception):
    """The last page is over by our clock. It must be closed at the gateway before another: else both can be paid."""

    def __init__(self, attempt: PaymentAttempt) -> None:
        self.attempt = attempt
        super().__init__(attempt.idempotency_key)


@transaction.atomic
def current(payment_id: int, make_request: Callable[[PaymentAttempt], dict[str, Any]]) -> PaymentAttempt:
    """The open attempt, or a new one whose request is written down before anything is sent.

    Raises NotPayable, and Outdated when the last page has to be closed first.
    """
    payment = lock(payment_id)
    now = timezone.now()
    if payment.state not in (Payment.State.PENDING, Payment.State.FAILED) or payment.expires_at <= now:
        raise NotPayable
    attempt = payment.attempts.filter(state__in=OPEN).first()
    if attempt and attempt.expires_at <= now:
        raise Outdated(attempt)
    return attempt or _begin(payment, now, make_request)


def _begin(payment: Payment, now: datetime, make_request: Callable[[PaymentAttempt], dict[str, Any]]) -> PaymentAttempt:
    number = payment.attempts.count() + 1
    attempt = PaymentAttempt(
        payment=payment, number=number, idempotency_key=key_of(payment.order.number, number), expires_at=now + PAGE_LIFE
    )
    attempt.request = make_request(attempt)
    attempt.save()
    Payment.objects.filter(pk=payment.pk).update(next_poll_at=now + FIRST_POLL, polls=0)
    return attempt


def key_of(order_number: str, number: int | str) -> str:
    return f"order:{order_number}:attempt:{number}"


def opened(attempt: PaymentAttempt, session_id: str, url: str) -> None:
    """The gateway answered with a page."""
    rows = PaymentAttempt.objects.filter(pk=attempt.pk, state=State.CREATING)
    rows.update(session_id=session_id, url=url, state=State.OPEN)
    attempt.session_id, attempt.url = session_id, url


@transaction.atomic
def adopt(session_id: str, key: str) -> PaymentAttempt | None:
    """The attempt behind a session, also when its answer has not reached us: the session carries the attempt's key."""
    mine = Q(session_id=session_id) | Q(session_id=None, idempotency_key=key)
    attempt = PaymentAttempt.objects.filter(mine).select_related("payment__order").first()
    if attempt and not attempt.session_id:
        lock(attempt.payment_id)
        PaymentAttempt.objects.filter(pk=attempt.pk, session_id=None).update(session_id=session_id)
    return attempt


def lock(payment_id: int) -> Payment:
    """The payment, locked until the transaction ends. Whoever changes its attempts or its state does this first."""
    return Payment.objects.select_for_update(no_key=True).get(pk=payment_id)


def close(attempt: PaymentAttempt) -> bool:
    """The page can no longer be paid. False when it was closed or paid before."""
    return bool(PaymentAttempt.objects.filter(pk=attempt.pk, state__in=OPEN).update(state=State.CLOSED))


def mark_paid(attempt: PaymentAttempt) -> None:
    """Money came in by this page, whatever we thought of it before."""
    PaymentAttempt.objects.filter(pk=attempt.pk).update(state=State.PAID)
