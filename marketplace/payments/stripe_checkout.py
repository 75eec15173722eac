"""Stripe Checkout: a hosted page, so card data never touches us. Facts and their sources: Stripe's documentation of 2026.

IDR has two decimals at Stripe: rupiah times 100. Every call carries our own idempotency key.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import Any

import stripe
from django.conf import settings
from django.utils import timezone

from marketplace import money
from marketplace.payments import attempts
from marketplace.payments.gateway import (
    Declined,
    Found,
    PageState,
    SentRefund,
    Unavailable,
)
from marketplace.payments.models import Payment, PaymentAttempt, Refund

log = logging.getLogger(__name__)

stripe.enable_telemetry = False
CURRENCY = "idr"
MOST_LINES = 100
TIMEOUT = (3, 10)
# Stripe keeps an idempotency key for 24 hours at least; after that a repeated call would act again.
KEY_LIFE = timedelta(hours=23)


@cache
def client() -> stripe.StripeClient:
    base = {"base_addresses": {"api": settings.STRIPE_API_BASE}} if settings.STRIPE_API_BASE else {}
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY, max_network_retries=2, http_client=stripe.RequestsClient(timeout=TIMEOUT), **base
    )


class StripeCheckout:
    def page_for(self, payment: Payment, return_url: str) -> str:
        attempt = attempts.current(payment.pk, lambda fresh: session_request(payment, fresh, return_url))
        if not attempt.url:
            self._create(attempt)
        return attempt.url

    def look_up(self, attempt: PaymentAttempt) -> Found:
        self._know_session(attempt)
        with answers():
            return found(client().v1.checkout.sessions.retrieve(attempt.session_id))

    def close(self, attempt: PaymentAttempt) -> Found:
        self._know_session(attempt)
        try:
            with answers():
                return found(client().v1.checkout.sessions.expire(attempt.session_id))
        except Declined:
            # Only an open page can be expired: it was paid or has expired by itself.
            return self.look_up(attempt)

    def send_refund(self, refund: Refund) -> SentRefund:
        """Raises Declined when Stripe says no for good (already refunded, disputed)."""
        if timezone.now() - refund.created_at > KEY_LIFE and (known := self._known_refund(refund)):
            return known
        request = {
            "payment_intent": refund.capture.reference,
            "amount": money.to_sen(int(refund.amount)),
            "metadata": {"key": refund.key},
        }
        with answers():
            sent = client().v1.refunds.create(request, {"idempotency_key": f"refund:{refund.key}"})
        return _sent(sent)

    def fee_sen(self, reference: str) -> int | None:
        with answers():
            intent = client().v1.payment_intents.retrieve(reference, {"expand": ["latest_charge.balance_transaction"]})
        charge = getattr(intent, "latest_charge", None)
        booked = getattr(charge, "balance_transaction", None)
        return getattr(booked, "fee", None)

    def _create(self, attempt: PaymentAttempt) -> None:
        try:
            with answers():
                session = client().v1.checkout.sessions.create(
                    attempt.request, {"idempotency_key": attempt.idempotency_key}
                )
        except Declined:
            attempts.close(attempt)
            raise
        attempts.opened(attempt, session.id, session.url or "")

    def _know_session(self, attempt: PaymentAttempt) -> None:
        """An attempt whose answer got lost: the identical call under the same key returns the session it made."""
        if not attempt.session_id:
            self._create(attempt)

    def _known_refund(self, refund: Refund) -> SentRefund | None:
        with answers():
            made = client().v1.refunds.list({"payment_intent": refund.capture.reference, "limit": 100})
        for one in made.auto_paging_iter():
            if one.metadata and "key" in one.metadata and one.metadata["key"] == refund.key:
                return _sent(one)
        return None


def session_request(payment: Payment, attempt: PaymentAttempt, return_url: str) -> dict[str, Any]:
    """What is sent for a page. `expires_at` comes from the attempt's row, so that a retry is identical."""
    order = payment.order
    ids = {"order": order.number, "attempt": str(attempt.number)}
    return {
        "mode": "payment",
        "locale": "id" if order.purchase.language == "id" else "en",
        "line_items": line_items(order),
        "client_reference_id": order.number,
        "customer_email": order.purchase.email,
        "expires_at": int(attempt.expires_at.timestamp()),
        "success_url": f"{return_url}?session_id={{CHECKOUT_SESSION_ID}}",
        "cancel_url": return_url,
        "adaptive_pricing": {"enabled": False},
        "metadata": ids,
        "payment_intent_data": {"metadata": ids, "transfer_group": order.number},
    }


def line_items(order: Any) -> list[dict[str, Any]]:
    """Every good and every vendor's shipping as a line; they sum to the order. Past Stripe's 100, one line per vendor.

    Raises ValueError when they do not sum to the order's total.
    """
    vendor_orders = list(order.vendor_orders.select_related("vendor").prefetch_related("lines__line"))
    items = [item for vendor_order in vendor_orders for item in _items_of(vendor_order)]
    if len(items) > MOST_LINES:
        items = [_item(v.number, str(v.vendor), int(v.total)) for v in vendor_orders]
    total = sum(item["quantity"] * item["price_data"]["unit_amount"] for item in items)
    if total != money.to_sen(int(order.total_incl_tax)):
        raise ValueError(f"the lines of {order.number} do not sum to its total")
    return items


def found(session: Any) -> Found:
    """Read a Session, whether fetched or out of an event."""
    if session.payment_status == "paid":
        rupiah, sen = money.from_sen(session.amount_total)
        if session.currency != CURRENCY or sen:
            raise Unavailable(f"session {session.id} was paid in {session.currency} {session.amount_total}")
        return Found(PageState.PAID, session.payment_intent, rupiah)
    states = {"open": PageState.OPEN, "expired": PageState.CLOSED, "complete": PageState.UNDER_WAY}
    return Found(states[session.status])


@contextmanager
def answers() -> Iterator[None]:
    """Stripe's many errors as our two: worth another try, or a clear no."""
    try:
        yield
    except (stripe.InvalidRequestError, stripe.CardError, stripe.IdempotencyError) as error:
        log.warning("Stripe refused: %s (request %s)", error.user_message or error, error.request_id)
        raise Declined(str(error)) from error
    except stripe.StripeError as error:
        log.warning("Stripe did not answer: %s (request %s)", type(error).__name__, error.request_id)
        raise Unavailable(str(error)) from error


def _items_of(vendor_order: Any) -> list[dict[str, Any]]:
    goods = [
        _item(vendor_order.number, one.line.title, int(one.line.unit_price_incl_tax), one.line.quantity)
        for one in vendor_order.lines.all()
    ]
    if vendor_order.shipping_charge:
        name = f"Ongkir {vendor_order.vendor} ({vendor_order.shipping_name})"
        goods.append(_item(vendor_order.number, name, int(vendor_order.shipping_charge)))
    return goods


def _item(vendor_order: str, name: str, rupiah: int, quantity: int = 1) -> dict[str, Any]:
    return {
        "quantity": quantity,
        "price_data": {
            "currency": CURRENCY,
            "unit_amount": money.to_sen(rupiah),
            "product_data": {"name": name[:250], "metadata": {"vendor_order": vendor_order}},
        },
    }


def _sent(refund: Any) -> SentRefund:
    if refund.status in ("failed", "canceled"):
        raise Declined(f"refund {refund.id} is {refund.status}")
    return SentRefund(refund.id, done=refund.status == "succeeded")
