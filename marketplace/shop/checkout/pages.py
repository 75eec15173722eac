"""What the gateway says of a payment page, applied: the one way for webhook, return page and sweeps."""

from django.db import transaction
from django.db.models import QuerySet

from marketplace.payments import attempts
from marketplace.payments.gateway import Found, PageState
from marketplace.payments.models import Payment, PaymentAttempt
from marketplace.shop.checkout import settlement

PState = Payment.State


@transaction.atomic
def apply(attempt: PaymentAttempt, page: Found) -> str:
    """Any number of times, in any order, and an older word after a newer one. Returns what came of it."""
    attempts.lock(attempt.payment_id)
    if page.state is PageState.PAID:
        return _paid(attempt, page)
    if page.state is PageState.ODD:
        return _odd(attempt, page)
    if page.state is PageState.CLOSED:
        return _closed(attempt)
    return _under_way(attempt) if page.state is PageState.UNDER_WAY else "open"


def _paid(attempt: PaymentAttempt, page: Found) -> str:
    outcome = settlement.finalise(attempt.payment_id, page.reference, page.amount)
    attempts.mark_paid(attempt)
    return outcome.value


def _odd(attempt: PaymentAttempt, page: Found) -> str:
    attempts.mark_paid(attempt)
    settlement.report(attempt.payment, page.reference, page.why)
    return f"refused: {page.why}"


def _closed(attempt: PaymentAttempt) -> str:
    if attempts.close(attempt):
        _of(attempt, PState.PROCESSING).update(state=PState.FAILED)
    return "page closed"


def _under_way(attempt: PaymentAttempt) -> str:
    """The form is done and the money may be days away; news of a page that is settled already is old."""
    if PaymentAttempt.objects.filter(pk=attempt.pk, state__in=attempts.OPEN).exists():
        _of(attempt, PState.PENDING, PState.FAILED).update(state=PState.PROCESSING)
    return "under way"


def _of(attempt: PaymentAttempt, *states: str) -> QuerySet[Payment]:
    return Payment.objects.filter(pk=attempt.payment_id, state__in=states)
