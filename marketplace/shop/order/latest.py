"""The latest order on the account page, with its state."""

from typing import Any

from marketplace.accounts.models import User
from marketplace.shop.order import page, visiting
from vendors.models import VendorOrder


def of(user: User) -> dict[str, Any] | None:
    """Two queries; None for a person without orders."""
    orders = visiting.of_account(user).select_related("payment")
    order = orders.order_by("-pk").first()
    if order is None:
        return None
    parts = list(VendorOrder.objects.filter(order=order).select_related("vendor").order_by("number"))
    return {"order": order, "state": page.headline(order, parts), "shops": [part.vendor.name for part in parts]}
