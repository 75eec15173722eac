"""What a stored Stripe event means for an order. Any order, any number of times: every effect below happens once."""

from typing import Any

import stripe
from django.utils import timezone

from marketplace.payments import attempts, stripe_checkout
from marketplace.payments.gateway import PageState, Unavailable
from marketplace.payments.models import Payment, PaymentAttempt, Refund, WebhookEvent
from marketplace.shop.checkout import repayment, settlement

PAID = {"checkout.session.completed", "checkout.session.async_payment_succeeded"}
REFUND = {"refund.created", "refund.updated", "refund.failed"}


def process(row: WebhookEvent) -> str:
    """Apply one event and write down what came of it."""
    outcome = _apply(row.kind, row.body["data"]["object"])
    WebhookEvent.objects.filter(pk=row.pk).update(processed_at=timezone.now(), outcome=outcome[:120])
    return outcome


def _apply(kind: str, body: dict[str, Any]) -> str:
    if kind in PAID:
        return _session_paid(body)
    if kind == "checkout.session.async_payment_failed":
        return _session_failed(body)
    if kind == "checkout.session.expired":
        PaymentAttempt.objects.filter(session_id=body["id"]).update(state=PaymentAttempt.State.CLOSED)
        return "page closed"
    if kind in REFUND:
        return _refund_moved(body)
    return "nothing to do"


def _session_paid(body: dict[str, Any]) -> str:
    attempt = PaymentAttempt.objects.filter(session_id=body["id"]).select_related("payment__order").first()
    if attempt is None:
        return _await_our_own_row(body)
    try:
        page = stripe_checkout.found(stripe.checkout.Session.construct_from(body, None))
    except Unavailable as odd:
        return _alarm(attempt.payment, str(odd))
    if body["client_reference_id"] != attempt.payment.order.number:
        return _alarm(attempt.payment, "names another order")
    if page.state is not PageState.PAID:
        return _under_way(attempt.payment)
    attempts.close(attempt, PaymentAttempt.State.PAID)
    return settlement.finalise(attempt.payment_id, page.reference, page.amount).value


def _await_our_own_row(body: dict[str, Any]) -> str:
    """The event may be faster than our own commit of the session's id: come back to it. Orders that are not ours stay odd."""
    open_attempt = PaymentAttempt.objects.filter(
        payment__order__number=body.get("client_reference_id") or "", state=PaymentAttempt.State.CREATING
    )
    if open_attempt.exists():
        raise LookupError("the session is not known yet")
    return "unknown session"


def _session_failed(body: dict[str, Any]) -> str:
    Payment.objects.filter(attempts__session_id=body["id"], state=Payment.State.PROCESSING).update(
        state=Payment.State.FAILED
    )
    return "payment failed"


def _under_way(payment: Payment) -> str:
    Payment.objects.filter(pk=payment.pk, state=Payment.State.PENDING).update(state=Payment.State.PROCESSING)
    return "under way"


def _refund_moved(body: dict[str, Any]) -> str:
    refund = Refund.objects.filter(key=(body.get("metadata") or {}).get("key", "")).select_related("capture").first()
    if refund is None:
        return "unknown refund"
    if body["status"] == "succeeded":
        repayment.book_sent(refund, body["id"])
    elif body["status"] in ("failed", "canceled"):
        repayment.book_failed(refund, body.get("failure_reason") or body["status"])
    return f"refund {body['status']}"


def _alarm(payment: Payment, why: str) -> str:
    settlement.report_mismatch(payment, why)
    return f"refused: {why}"
