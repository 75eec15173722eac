"""Goods that arrived and have no review of their buyer yet, on the account page."""

from typing import Any

from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.shop.order import visiting
from marketplace.shop.reviews.writing import ARRIVED

Line = get_model("order", "Line")
MOST = 3


def of(user: User) -> dict[str, Any] | None:
    """The latest of them; None when there are none. One query."""
    own = visiting.of_account(user).values("pk")
    arrived = Line.objects.filter(order__in=own, vendor_line__vendor_order__status__in=ARRIVED)
    not_theirs = arrived.exclude(vendor_line__vendor_order__vendor__memberships__user=user)
    lines = list(not_theirs.filter(review=None, product__isnull=False).order_by("-pk")[:MOST])
    return {"lines": lines} if lines else None
