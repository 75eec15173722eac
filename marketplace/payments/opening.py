"""Open the one payment of an order: which method, how much, until when, and each vendor order's share. Rupiah."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from marketplace import money
from marketplace.payments.models import Payment, PaymentShare

# Stripe's least is USD 0.50, its most Rp 9.999.999,99 for some cards (domain/stripe.md, IDR).
CARD_LEAST, CARD_MOST = 10_000, 9_999_999
# A card page of Stripe lives 30 minutes at the least; stock is held a little longer, and freed when it is closed.
CARD_WINDOW = timedelta(minutes=37)
TRANSFER_WINDOW = timedelta(hours=24)
UNIQUE_CODES = 999


class CannotPayBy(Exception):
    """A card cannot take this amount. `str()` is the message to show."""


class NoCodeLeft(Exception):
    """All 999 amounts above this total are waiting for a transfer already."""


def check_method(method: str, total: int) -> None:
    """Raises CannotPayBy when this total (rupiah) cannot be paid that way."""
    if method == Payment.Method.STRIPE and not CARD_LEAST <= total <= CARD_MOST:
        raise CannotPayBy(
            _("Cards take orders from %(least)s to %(most)s. Choose bank transfer.")
            % {"least": money.shown(CARD_LEAST), "most": money.shown(CARD_MOST)}
        )


def open_payment(order: Any, method: str, total: int, now: datetime) -> Payment:
    """The open payment of an order that costs `total` rupiah. A transfer asks for a unique code on top."""
    by_transfer = method == Payment.Method.BANK_TRANSFER
    code = _unique_code(total) if by_transfer else 0
    return Payment.objects.create(
        order=order,
        method=method,
        amount=total + code,
        unique_code=code,
        expires_at=now + (TRANSFER_WINDOW if by_transfer else CARD_WINDOW),
    )


def open_shares(payment: Payment, vendor_orders: Iterable[Any]) -> None:
    PaymentShare.objects.bulk_create(
        [PaymentShare(payment=payment, vendor_order=v, authorised=v.total) for v in vendor_orders]
    )


def _unique_code(total: int) -> int:
    """1 to 999 so that no other open transfer asks for the same amount; the partial unique index has the last word."""
    taken = Payment.objects.filter(
        method=Payment.Method.BANK_TRANSFER,
        state__in=[Payment.State.PENDING, Payment.State.PROOF_RECEIVED, Payment.State.MISMATCH],
        amount__range=(total + 1, total + UNIQUE_CODES),
    ).values_list("amount", flat=True)
    free = sorted(set(range(1, UNIQUE_CODES + 1)) - {int(amount) - total for amount in taken})
    if not free:
        raise NoCodeLeft
    return secrets.choice(free)
