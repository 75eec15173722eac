"""A shop's sales by day, and how much of its balance is still waiting."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from vendors import ledger
from vendors.models import Vendor, VendorOrder
from vendors.portal import desk

DAYS = 7
_CHART_HEIGHT = 78  # units of the picture's viewBox
_CHART_BASE = 106


@dataclass(frozen=True)
class Day:
    date: dt.date
    rupiah: int
    orders: int
    x: int = 0
    height: int = 0

    @property
    def top(self) -> int:
        return _CHART_BASE - self.height

    @property
    def middle(self) -> int:
        return self.x + 17

    @property
    def above(self) -> int:
        return self.top - 6


@dataclass(frozen=True)
class Sales:
    """Goods sold in the last seven days, today included, by the day the order was made; and the seven days before."""

    days: list[Day]
    before: int

    @property
    def today(self) -> Day:
        return self.days[-1]

    @property
    def rupiah(self) -> int:
        return sum(day.rupiah for day in self.days)

    @property
    def orders(self) -> int:
        return sum(day.orders for day in self.days)

    @property
    def best(self) -> Day:
        return max(self.days, key=lambda day: day.rupiah)


def sales(vendor: Vendor) -> Sales:
    """Paid orders that were not cancelled, in rupiah of goods."""
    today = timezone.localdate()
    first = today - dt.timedelta(days=2 * DAYS - 1)
    start = timezone.make_aware(dt.datetime.combine(first, dt.time.min))
    rows = (
        desk.mine(vendor)
        .exclude(status=VendorOrder.Status.CANCELLED)
        .filter(created_at__gte=start)
        .order_by()
        .annotate(day=TruncDate("created_at"))
        .values("day")
        .annotate(rupiah=Sum("goods_total"), orders=Count("pk"))
    )
    sold = {row["day"]: (int(row["rupiah"]), row["orders"]) for row in rows}
    dates = [first + dt.timedelta(days=n) for n in range(2 * DAYS)]
    week = [Day(date, *sold.get(date, (0, 0))) for date in dates[DAYS:]]
    return Sales(days=_drawn(week), before=sum(sold.get(date, (0, 0))[0] for date in dates[:DAYS]))


def _drawn(days: list[Day]) -> list[Day]:
    most = max(day.rupiah for day in days) or 1
    return [
        Day(day.date, day.rupiah, day.orders, x=2 + 43 * place, height=round(day.rupiah * _CHART_HEIGHT / most))
        for place, day in enumerate(days)
    ]


@dataclass(frozen=True)
class Balance:
    """Rupiah: what we owe the shop, and the part of it whose orders are not completed yet."""

    total: int
    pending: int

    @property
    def available(self) -> int:
        return self.total - self.pending


def balance(vendor: Vendor) -> Balance:
    over = (VendorOrder.Status.COMPLETED, VendorOrder.Status.CANCELLED)
    open_order = Q(posting__vendor_order__isnull=False) & ~Q(posting__vendor_order__status__in=over)
    sums = ledger.statement(vendor).order_by().aggregate(total=Sum("amount"), pending=Sum("amount", filter=open_order))
    return Balance(total=-int(sums["total"] or 0), pending=-int(sums["pending"] or 0))
