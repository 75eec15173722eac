"""A shop's orders as its desk sees them: by tab, with deadlines. Unpaid orders are not the shop's yet and never show."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from vendors.models import Vendor, VendorOrder, VendorOrderLine

Status = VendorOrder.Status


@dataclass(frozen=True)
class Tab:
    code: str
    label: str | Promise
    statuses: tuple[str, ...]


TABS = (
    Tab("new", pgettext_lazy("tab of orders", "New"), (Status.NEW,)),
    Tab("to_ship", pgettext_lazy("tab of orders", "To ship"), (Status.ACCEPTED,)),
    Tab(
        "shipped",
        pgettext_lazy("tab of orders", "Shipped"),
        (Status.READY_FOR_PICKUP, Status.SHIPPED, Status.DELIVERED),
    ),
    Tab("done", pgettext_lazy("tab of orders", "Completed"), (Status.COMPLETED,)),
    Tab("cancelled", pgettext_lazy("tab of orders", "Cancelled"), (Status.CANCELLED,)),
)


@dataclass(frozen=True)
class Counts:
    """How many orders stand in each status, and the nearest deadlines of those that wait."""

    by_status: dict[str, int]
    answer_by: dt.datetime | None
    ship_by: dt.datetime | None

    @property
    def waiting(self) -> int:
        return self.of(TABS[0]) + self.of(TABS[1])

    def of(self, tab: Tab) -> int:
        return sum(self.by_status.get(status, 0) for status in tab.statuses)

    def in_status(self, status: str) -> int:
        return self.by_status.get(status, 0)


def mine(vendor: Vendor) -> QuerySet[VendorOrder]:
    """The orders this shop has to do with: its own, once they are paid."""
    return VendorOrder.objects.filter(vendor=vendor).exclude(
        Q(status=Status.AWAITING_PAYMENT) | Q(cancel_reason=VendorOrder.CancelReason.UNPAID)
    )


def counts(vendor: Vendor) -> Counts:
    rows = list(
        mine(vendor).order_by().values("status").annotate(n=Count("pk"), answer=Min("answer_by"), ship=Min("ship_by"))
    )
    found: dict[str, Any] = {row["status"]: row for row in rows}
    return Counts(
        by_status={status: row["n"] for status, row in found.items()},
        answer_by=found.get(Status.NEW, {}).get("answer"),
        ship_by=found.get(Status.ACCEPTED, {}).get("ship"),
    )


def tab_named(code: str | None, fallback: Tab = TABS[0]) -> Tab:
    return next((tab for tab in TABS if tab.code == code), fallback)


def in_tab(vendor: Vendor, tab: Tab) -> QuerySet[VendorOrder]:
    """A tab's orders with all a list shows of them; what is due first comes first, what is over newest first."""
    due = {"new": ("answer_by", "pk"), "to_ship": ("ship_by", "pk")}.get(tab.code, ("-pk",))
    return with_lines(mine(vendor).filter(status__in=tab.statuses)).order_by(*due)


def with_lines(orders: QuerySet[VendorOrder]) -> QuerySet[VendorOrder]:
    """Orders with buyer's address, their own lines and the pictures of the goods, in a fixed number of queries."""
    lines = VendorOrderLine.objects.select_related("line__product").prefetch_related("line__product__images")
    return orders.select_related("order__shipping_address", "order__purchase").prefetch_related(
        Prefetch("lines", lines)
    )


def search(orders: QuerySet[VendorOrder], words: str) -> QuerySet[VendorOrder]:
    """Orders whose number or buyer's name holds the words."""
    if not words:
        return orders
    return orders.filter(Q(number__icontains=words) | Q(order__shipping_address__first_name__icontains=words))


def recent(vendor: Vendor, most: int = 5) -> list[Any]:
    return list(mine(vendor).select_related("order__shipping_address").order_by("-pk")[:most])
