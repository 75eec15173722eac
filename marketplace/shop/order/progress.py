"""The purchase's own status follows its vendor orders; nobody sets it by hand after payment."""

from collections.abc import Collection

from oscar.core.loading import get_model

from marketplace.shop.order.models import Purchase
from vendors.models import VendorOrder

Order = get_model("order", "Order")
OrderStatusChange = get_model("order", "OrderStatusChange")
Status = VendorOrder.Status


def follow(order_id: int) -> None:
    """Recompute one order's status from its vendor orders, and keep the step in Oscar's history when it changed.

    The order is locked first: of two shops that act at once, the second must see what the first did. Needs a transaction.
    """
    old = Order.objects.select_for_update(no_key=True).values_list("status", flat=True).get(pk=order_id)
    now = status_of(VendorOrder.objects.filter(order=order_id).values_list("status", flat=True))
    if old != now:
        Order.objects.filter(pk=order_id).update(status=now)
        OrderStatusChange.objects.create(order_id=order_id, old_status=old, new_status=now)


def status_of(parts: Collection[str]) -> str:
    """The status of a paid purchase whose vendor orders have these statuses."""
    states = set(parts)
    if states == {Status.CANCELLED}:
        return Purchase.Status.CANCELLED
    if states <= {Status.COMPLETED, Status.CANCELLED}:
        return Purchase.Status.COMPLETED
    if Status.CANCELLED in states:
        return Purchase.Status.PARTLY_CANCELLED
    if states == {Status.NEW}:
        return Purchase.Status.PAID
    return Purchase.Status.IN_PROGRESS
