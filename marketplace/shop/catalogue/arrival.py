"""What sending one piece of a product to a kecamatan costs, and when it would be there; told before anybody orders."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as dateformat
from django.utils.translation import gettext as _

from marketplace import money
from marketplace.front import formats
from marketplace.regions.models import Region
from vendors import shipping
from vendors.models import ShippingMethod, Vendor

# Days from the order until the courier has the parcel. A shop may take longer to answer; this is an estimate, no promise.
DAYS_TO_HAND_OVER = 1
COOKIE = "district"
COOKIE_AGE = dt.timedelta(days=365)


@dataclass(frozen=True)
class Way:
    """One way to get a piece: rupiah, and the first and last day of its arrival. A pick-up has a place and no days."""

    kind: str
    name: str
    charge: int
    first: dt.date
    last: dt.date
    place: str

    @property
    def cost(self) -> str:
        return money.shown(self.charge) if self.charge else _("Free")

    @property
    def days(self) -> str:
        return span(self.first, self.last)

    @property
    def is_pickup(self) -> bool:
        return self.kind == ShippingMethod.Kind.PICKUP


@dataclass(frozen=True)
class Estimate:
    """The ways to one district: those that are sent, cheapest first, and the places to fetch it from."""

    district: Region
    sent: list[Way]
    fetched: list[Way]

    @property
    def cheapest(self) -> Way | None:
        return self.sent[0] if self.sent else None

    @property
    def others(self) -> list[Way]:
        return self.sent[1:]

    @property
    def where(self) -> str:
        return said(self.district)

    @property
    def title(self) -> str:
        """`Ongkir mulai Rp 11.000`; without `mulai` when there is one way only."""
        if self.cheapest is None:
            return _("Not sent to {district}").format(district=self.where)
        if not self.cheapest.charge:
            return _("Free shipping")
        words = _("Shipping from {price}") if self.others else _("Shipping {price}")
        return words.format(price=self.cheapest.cost)


def to(product: Any, district: Region, today: dt.date | None = None) -> Estimate:
    """The estimate for one piece of a product loaded with `price`, listing and vendor; two queries.

    Charges are those of checkout for a basket with this one piece (`vendors.shipping`). A shop on holiday starts after it.
    """
    listing = product.listing
    parcel = shipping.Parcel(listing.vendor, int(product.price or 0), listing.weight_grams, listing.volume_cm3)
    start = _start(listing.vendor, today or timezone.localdate())
    offered = [_way(q, start) for q in shipping.quotes_for([parcel], district)[listing.vendor.pk] if q.available]
    sent = sorted((way for way in offered if not way.is_pickup), key=lambda way: (way.charge, way.last))
    return Estimate(district, sent, [way for way in offered if way.is_pickup])


def said(district: Region) -> str:
    """`Kec. Telanaipura`."""
    return _("Kec. {district}").format(district=district.name)


def span(first: dt.date, last: dt.date) -> str:
    """`26–27 Nov`, `30 Nov–2 Des`, or one day."""
    if first == last:
        return dateformat(last, f"j{formats.NBSP}M")
    start = dateformat(first, "j" if (first.year, first.month) == (last.year, last.month) else f"j{formats.NBSP}M")
    return f"{start}–{dateformat(last, f'j{formats.NBSP}M')}"


def address(product_id: int, district: str = "", *, part: str = "") -> str:
    """Where the estimate stands: the whole page, or `line` and `choice` of it for a page that shows them inside."""
    name = f"catalogue:arrival-{part}" if part else "catalogue:arrival"
    return f"{reverse(name)}?product={product_id}" + (f"&district={district}" if district else "")


def _start(vendor: Vendor, today: dt.date) -> dt.date:
    """The day the parcel leaves the shop."""
    day = today + dt.timedelta(days=DAYS_TO_HAND_OVER)
    away = vendor.holiday_until if vendor.is_on_holiday else None
    return max(day, away + dt.timedelta(days=DAYS_TO_HAND_OVER)) if away else day


def _way(quote: shipping.Quote, start: dt.date) -> Way:
    first, last = (start + dt.timedelta(days=days) for days in (quote.days_min, max(quote.days_min, quote.days_max)))
    return Way(quote.kind, quote.name, quote.charge, first, last, quote.place)
