"""What a stored Stripe event means for an order. Any order, any number of times: every effect below happens once."""

from typing import Any

import stripe
from django.utils import timezone
from django.utils.translation import gettext_noop as noop

from marketplace.payments import attempts, stripe_checkout
from marketplace.payments.gateway import Found, PageState
from marketplace.payments.models import Capture, Payment, PaymentAttempt, Refund, WebhookEvent
from marketplace.shop.checkout import pages, repayment, settlement

PAID = {"checkout.session.completed", "checkout.session.async_payment_succeeded"}
OVER = {"checkout.session.async_payment_failed", "checkout.session.expired"}
REFUND = {"refund.created", "refund.updated", "refund.failed"}


def process(row: WebhookEvent) -> str:
    """Apply one event and write down what came of it."""
    outcome = _apply(row.kind, row.body["data"]["object"])
    WebhookEvent.objects.filter(pk=row.pk).update(processed_at=timezone.now(), outcome=outcome[:120])
    return outcome


def _apply(kind: str, body: dict[str, Any]) -> str:
    if kind in PAID:
        return _session_done(body)
    if kind in OVER:
        attempt = _attempt_of(body)
        return pages.apply(attempt, Found(PageState.CLOSED)) if attempt else "unknown session"
    if kind in REFUND:
        return _refund_moved(body)
    if kind == "charge.dispute.created":
        return _disputed(body)
    return "nothing to do"


def _session_done(body: dict[str, Any]) -> str:
    attempt = _attempt_of(body)
    if attempt is None:
        return _unknown_session(body)
    session = stripe.checkout.Session.construct_from(body, None)
    return pages.apply(attempt, stripe_checkout.found(session, attempt))


def _attempt_of(body: dict[str, Any]) -> PaymentAttempt | None:
    """An event may be faster than our own commit of the session's id, or the only word of it that ever reaches us."""
    ids = body.get("metadata") or {}
    return attempts.adopt(body["id"], attempts.key_of(ids.get("order", ""), ids.get("attempt", "")))


def _unknown_session(body: dict[str, Any]) -> str:
    """Not a page of ours. One that names an order of ours all the same (made in the Dashboard?) is for staff to judge."""
    payment = Payment.objects.filter(order__number=body.get("client_reference_id") or "").first()
    if payment and body.get("payment_status") == "paid":
        reference = body.get("payment_intent") or body["id"]
        settlement.report(payment, reference, noop("Paid on a page that is not ours"))
    return "unknown session"


def _refund_moved(body: dict[str, Any]) -> str:
    refund = (
        Refund.objects.filter(key=(body.get("metadata") or {}).get("key", ""))
        .select_related("capture__payment")
        .first()
    )
    if refund is None:
        return _unknown_refund(body)
    if body["status"] == "succeeded":
        repayment.book_sent(refund, body["id"])
    elif body["status"] in ("failed", "canceled"):
        repayment.book_failed(refund, body.get("failure_reason") or body["status"], body["id"])
    return f"refund {body['status']}"


def _unknown_refund(body: dict[str, Any]) -> str:
    """Somebody refunded in the Dashboard: our books do not know of it, and whoever may correct them must."""
    payment = _payment_of(body)
    if payment:
        settlement.report(payment, body["id"], noop("Refunded outside the marketplace"))
    return "unknown refund"


def _disputed(body: dict[str, Any]) -> str:
    payment = _payment_of(body)
    if payment is None:
        return "unknown dispute"
    settlement.report(payment, body["id"], noop("The buyer disputes the payment"))
    return "disputed"


def _payment_of(body: dict[str, Any]) -> Payment | None:
    capture = (
        Capture.objects.filter(reference=body.get("payment_intent") or "").select_related("payment__order").first()
    )
    return capture.payment if capture else None
