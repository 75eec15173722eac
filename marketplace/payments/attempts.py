"""The hosted pages of one payment: at most one is open, and what was sent for it is kept so that a retry is identical."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from marketplace.payments.models import Payment, PaymentAttempt

State = PaymentAttempt.State
# Stripe wants at least 30 minutes by its own clock; two more forgive a slow line and a clock that is off.
PAGE_LIFE = timedelta(minutes=32)
FIRST_POLL = timedelta(minutes=2)


class NotPayable(Exception):
    """The payment is settled or its time is over; no page may be opened."""


@transaction.atomic
def current(payment_id: int, make_request: Callable[[PaymentAttempt], dict[str, Any]]) -> PaymentAttempt:
    """The open attempt, or a new one whose request is written down before anything is sent. Raises NotPayable."""
    payment = Payment.objects.select_for_update(no_key=True).get(pk=payment_id)
    now = timezone.now()
    attempt = payment.attempts.filter(state__in=[State.CREATING, State.OPEN]).first()
    if attempt and attempt.expires_at > now:
        return attempt
    if payment.state not in (Payment.State.PENDING, Payment.State.FAILED) or payment.expires_at <= now:
        raise NotPayable
    if attempt:
        close(attempt)
    number = payment.attempts.count() + 1
    attempt = PaymentAttempt(
        payment=payment,
        number=number,
        idempotency_key=f"order:{payment.order.number}:attempt:{number}",
        expires_at=now + PAGE_LIFE,
    )
    attempt.request = make_request(attempt)
    attempt.save()
    Payment.objects.filter(pk=payment.pk).update(next_poll_at=now + FIRST_POLL, polls=0)
    return attempt


def opened(attempt: PaymentAttempt, session_id: str, url: str) -> None:
    """The gateway answered with a page."""
    rows = PaymentAttempt.objects.filter(pk=attempt.pk, state=State.CREATING)
    rows.update(session_id=session_id, url=url, state=State.OPEN)
    attempt.session_id, attempt.url = session_id, url


def close(attempt: PaymentAttempt, state: str = State.CLOSED) -> None:
    PaymentAttempt.objects.filter(pk=attempt.pk, state__in=[State.CREATING, State.OPEN]).update(state=state)
