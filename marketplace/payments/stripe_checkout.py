"""Stripe Checkout: a hosted page, so card data never touches us. Facts and their sources: Stripe's documentation of 2026.

IDR has two decimals at Stripe: rupiah times 100. Every call carries our own idempotency key.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import stripe
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop as noop
from stripe.params import RefundCreateParams
from stripe.params.checkout import SessionCreateParams

from marketplace import money
from marketplace.payments import attempts
from marketplace.payments.gateway import Declined, Found, PageState, SentRefund, Stuck, Unavailable
from marketplace.payments.models import Payment, PaymentAttempt, Refund

log = logging.getLogger(__name__)

stripe.enable_telemetry = False
CURRENCY = "idr"
MOST_LINES = 100
# Seconds to connect and to read, tried twice: a page gives up after ten seconds, and a sweep asks again.
TIMEOUT = (3, 5)
# What an intent says whose delayed payment never came.
GIVEN_UP = ("requires_payment_method", "canceled")


@cache
def client() -> stripe.StripeClient:
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        base_addresses={"api": settings.STRIPE_API_BASE} if settings.STRIPE_API_BASE else {},
        max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=TIMEOUT),
    )


class StripeCheckout:
    def page_for(self, payment: Payment, return_url: str) -> str:
        attempt = attempts.current(payment.pk, lambda fresh: session_request(payment, fresh, return_url))
        if not attempt.url:
            self._create(attempt)
        return attempt.url

    def look_up(self, attempt: PaymentAttempt) -> Found:
        if _was_never_shown(attempt):
            return Found(PageState.CLOSED)
        session_id = self._session_of(attempt)
        with answers():
            session = client().v1.checkout.sessions.retrieve(session_id, {"expand": ["payment_intent"]})
        return found(session, attempt)

    def close(self, attempt: PaymentAttempt) -> Found:
        if _was_never_shown(attempt):
            return Found(PageState.CLOSED)
        session_id = self._session_of(attempt)
        try:
            with answers():
                return found(client().v1.checkout.sessions.expire(session_id), attempt)
        except Declined:
            # Only an open page can be expired: it was paid or has expired by itself.
            return self.look_up(attempt)

    def send_refund(self, refund: Refund) -> SentRefund:
        """Raises Declined when Stripe says no for good (already refunded, disputed)."""
        # Tried before: its answer may be lost and its key forgotten (after 24 hours), so a repeat could act again.
        if refund.retry_at and (known := self._known_refund(refund)):
            return known
        request: RefundCreateParams = {
            "payment_intent": refund.capture.reference,
            "amount": money.to_sen(int(refund.amount)),
            "metadata": {"key": refund.key},
        }
        with answers():
            sent = client().v1.refunds.create(request, {"idempotency_key": f"refund:{refund.key}"})
        return _sent(sent)

    def look_up_refund(self, refund: Refund) -> SentRefund:
        with answers():
            return _sent(client().v1.refunds.retrieve(refund.reference))

    def fee_sen(self, reference: str) -> int | None:
        with answers():
            intent = client().v1.payment_intents.retrieve(reference, {"expand": ["latest_charge.balance_transaction"]})
        charge = getattr(intent, "latest_charge", None)
        booked = getattr(charge, "balance_transaction", None)
        if booked is not None and booked.currency != CURRENCY:
            log.error("The fee of %s is in %s: book it by hand", reference, booked.currency)
            return None
        return getattr(booked, "fee", None)

    def _create(self, attempt: PaymentAttempt) -> None:
        try:
            with answers():
                session = client().v1.checkout.sessions.create(
                    _to_the_letter(attempt.request), {"idempotency_key": attempt.idempotency_key}
                )
        except (Declined, Stuck):
            # Nobody was shown a page of this attempt, so the next may ask for another under a new key.
            attempts.close(attempt)
            raise
        attempts.opened(attempt, session.id, session.url or "")

    def _session_of(self, attempt: PaymentAttempt) -> str:
        """An attempt whose answer got lost: the identical call under the same key returns the session it made."""
        if not attempt.session_id:
            self._create(attempt)
        return attempt.session_id or ""

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


def found(session: Any, attempt: PaymentAttempt) -> Found:
    """Read an attempt's Session, whether fetched or out of an event, with its intent expanded or not."""
    intent = session.payment_intent
    reference = getattr(intent, "id", intent) or ""
    if session.payment_status == "paid":
        if odd := _oddity(session, attempt):
            return Found(PageState.ODD, reference, why=odd)
        return Found(PageState.PAID, reference, money.from_sen(session.amount_total)[0])
    if session.status == "complete" and getattr(intent, "status", "") in GIVEN_UP:
        return Found(PageState.CLOSED)
    return Found({"open": PageState.OPEN, "expired": PageState.CLOSED}.get(session.status, PageState.UNDER_WAY))


def is_live() -> bool:
    return settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_"))


def _oddity(session: Any, attempt: PaymentAttempt) -> str:
    """What of a paid Session is not as we asked; nothing of it can be booked then."""
    if session.livemode is not is_live():
        return noop("Paid in test mode, or live while we are testing")
    if session.currency != CURRENCY or money.from_sen(session.amount_total)[1]:
        return noop("Paid in another currency or with a fraction of a rupiah")
    return (
        "" if session.client_reference_id == attempt.payment.order.number else noop("The payment names another order")
    )


def _to_the_letter(request: dict[str, Any]) -> SessionCreateParams:
    """In one order of names, since PostgreSQL returns a JSON column in an order of its own."""
    ordered: SessionCreateParams = json.loads(json.dumps(request, sort_keys=True))
    return ordered


def _was_never_shown(attempt: PaymentAttempt) -> bool:
    """Its id never reached us and its time is over: the page was handed to nobody and never will be."""
    return not attempt.session_id and attempt.expires_at <= timezone.now()


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
        stored = error.http_status == 500 and (error.headers or {}).get("Idempotent-Replayed") == "true"
        raise (Stuck if stored else Unavailable)(str(error)) from error


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
