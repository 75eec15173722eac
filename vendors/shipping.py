"""What it costs to send one vendor's parcel: fee by zone, own delivery, pick-up. Grams, cm and rupiah throughout."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import BigIntegerField, Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Greatest
from django.utils.translation import gettext as _

from marketplace import statements
from marketplace.fields import RupiahField
from marketplace.regions.models import Region
from marketplace.statements import Statement, holding
from vendors.models import ShippingMethod, ShippingZone, Vendor
from vendors.models.shipping import way_said

# Couriers charge by space when a parcel is light: cm3 / 6000 is its weight in kg, and the first 300 g over a full
# kilogram are free (domain/indonesia.md 5.2, JNE's rule).
CM3_PER_KG = 6000
TOLERANCE_GRAMS = 300

Methods = Mapping[int, list[ShippingMethod]]


@dataclass(frozen=True)
class Parcel:
    """What one vendor sends in one purchase."""

    vendor: Vendor
    goods_total: int
    weight_grams: int
    volume_cm3: int


@dataclass(frozen=True)
class Quote:
    """One way to get a parcel, with its price; when it is not `available`, `reason` says why in the reader's language."""

    code: str
    kind: str
    name: str
    charge: int
    days_min: int
    days_max: int
    place: str
    available: bool = True
    reason: str = ""

    @property
    def said(self) -> str:
        """Its name in the reader's language."""
        return way_said(self.kind, self.name)


def billable_kg(weight_grams: int, volume_cm3: int) -> int:
    """Whole kilograms a courier charges: the heavier of weight and volumetric weight, at least one."""
    grams = max(weight_grams, math.ceil(volume_cm3 * 1000 / CM3_PER_KG))
    return max(1, math.ceil((grams - TOLERANCE_GRAMS) / 1000))


def lowest_charge(listing: str, price: str) -> Subquery:
    """The least rupiah for which any zone of the seller gets one piece; for an annotation, with `billable_kg`'s rule in SQL.

    `listing` is the path from the row to its listing, `price` the column with the piece's price. None: nothing is sent.
    """
    length, width, height, weight = (
        Cast(OuterRef(f"{listing}{name}"), IntegerField())
        for name in ("length_cm", "width_cm", "height_cm", "weight_grams")
    )
    # Whole numbers only: databases differ in how they divide others. 1000 / CM3_PER_KG is a sixth.
    grams = Greatest(weight, (length * width * height + 5) / 6)
    kilograms = Greatest(Value(1), (grams - TOLERANCE_GRAMS + 999) / 1000)
    fee = F("first_kg") + F("next_kg") * (kilograms - 1)
    free = Q(method__free_above__isnull=False, method__free_above__lte=OuterRef(price))
    zones = ShippingZone.objects.filter(method__vendor=OuterRef(f"{listing}vendor"), method__is_active=True)
    charges = zones.exclude(method__kind=ShippingMethod.Kind.PICKUP).annotate(
        charge=Case(When(free, then=Value(0)), default=fee, output_field=RupiahField())
    )
    return Subquery(charges.order_by("charge").values("charge")[:1])


def pickup_place(vendor: str, column: str) -> Subquery:
    """The `name` or `place` of the first pick-up of a seller; `vendor` is the column with the seller's id."""
    places = ShippingMethod.objects.filter(vendor=OuterRef(vendor), is_active=True, kind=ShippingMethod.Kind.PICKUP)
    return Subquery(places.order_by("pk").values(column)[:1])


def methods_of(vendors: Iterable[Vendor]) -> dict[int, list[ShippingMethod]]:
    """The active ways of shipping with their zones, by vendor id: two queries whatever the number of vendors."""
    ids = sorted({vendor.pk for vendor in vendors})
    if not ids:
        return {}
    given = {f"v{n}": pk for n, pk in enumerate(ids)}
    methods, zones = _statements(len(ids))
    by_method: dict[int, list[ShippingZone]] = {}
    for zone in zones.rows(**given):
        by_method.setdefault(zone.method_id, []).append(zone)
    by_vendor: dict[int, list[ShippingMethod]] = {}
    for method in methods.rows(**given):
        method._prefetched_objects_cache = {"zones": holding(ShippingZone.objects.all(), by_method.get(method.pk, []))}
        by_vendor.setdefault(method.vendor_id, []).append(method)
    return by_vendor


@lru_cache(maxsize=64)
def _statements(vendors: int) -> tuple[Statement, Statement]:
    """The questions for the ways of so many vendors, and for the zones of these."""
    names = [f"v{n}" for n in range(vendors)]
    return Statement(lambda: _methods(names)), Statement(lambda: _zones(names))


def _methods(names: list[str]) -> QuerySet:
    whose = statements.one_of("vendor", names, BigIntegerField())
    return ShippingMethod.objects.filter(whose, is_active=True).order_by("vendor_id", "pk")


def _zones(names: list[str]) -> QuerySet:
    whose = statements.one_of("method__vendor", names, BigIntegerField())
    return ShippingZone.objects.filter(whose, method__is_active=True)


def quotes_for(
    parcels: Iterable[Parcel], destination: Region | None, methods: Methods | None = None
) -> dict[int, list[Quote]]:
    """What each vendor's ways of shipping cost, by vendor id. `methods` as read by `methods_of`, read now when not given."""
    parcels = list(parcels)
    known = methods_of(p.vendor for p in parcels) if methods is None else methods
    return {p.vendor.pk: [_quote(m, p, destination) for m in known.get(p.vendor.pk, [])] for p in parcels}


def _quote(method: ShippingMethod, parcel: Parcel, destination: Region | None) -> Quote:
    zone = _zone_of(method, destination.code) if destination else None
    reason = _why_not(method, parcel, destination, zone)
    return Quote(
        code=method.code,
        kind=method.kind,
        name=method.name,
        charge=0 if reason else _charge(method, parcel, zone),
        days_min=zone.days_min if zone and zone.days_min else method.days_min,
        days_max=zone.days_max if zone and zone.days_max else method.days_max,
        place=method.place,
        available=not reason,
        reason=reason,
    )


def _why_not(method: ShippingMethod, parcel: Parcel, destination: Region | None, zone: ShippingZone | None) -> str:
    if zone or method.kind == ShippingMethod.Kind.PICKUP:
        return ""
    if destination is None:
        return _("Choose your district first.")
    return _("%(shop)s does not ship to %(district)s.") % {"shop": parcel.vendor, "district": destination}


def _charge(method: ShippingMethod, parcel: Parcel, zone: ShippingZone | None) -> int:
    """Rupiah; a pick-up has no zone and costs nothing."""
    free = method.free_above is not None and parcel.goods_total >= method.free_above
    if zone is None or free:
        return 0
    kilograms = billable_kg(parcel.weight_grams, parcel.volume_cm3)
    return int(zone.first_kg + zone.next_kg * (kilograms - 1))


def _zone_of(method: ShippingMethod, code: str) -> ShippingZone | None:
    """The zone with the longest prefix of a region code; `15.7` is no prefix of `15.71`, only whole parts count."""
    fitting = [z for z in method.zones.all() if not z.prefix or f"{code}.".startswith(f"{z.prefix}.")]
    return max(fitting, key=lambda z: len(z.prefix), default=None)
