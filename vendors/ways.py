"""The ways in which a shop hands over its goods: courier, own delivery, pick-up, each changed by the shop itself (H01-H03).

Fees count for orders placed from now on; an order keeps the way and the fee it was placed with. Rupiah throughout.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from marketplace.regions.models import Region
from vendors.models import ShippingMethod, ShippingZone, Vendor

MOST_WAYS = 12
MOST_ZONES = 60
_CODES = {
    ShippingMethod.Kind.COURIER: "kurir",
    ShippingMethod.Kind.OWN_DELIVERY: "antar",
    ShippingMethod.Kind.PICKUP: "ambil",
}
_ZONED = {ShippingMethod.Kind.COURIER, ShippingMethod.Kind.OWN_DELIVERY}


class Refused(Exception):
    """Nothing was changed. `str(error)` is the message for the shop."""


class ZoneTaken(Refused):
    def __str__(self) -> str:
        return _("This area has a fee already. Change that one.")


class TooMany(Refused):
    def __str__(self) -> str:
        return _("There is no room for more. Remove one first.")


class NoZone(Refused):
    def __str__(self) -> str:
        return _("Keep at least one area, or switch this way off.")


@dataclass(frozen=True)
class Terms:
    """What holds for a way wherever it leads. `days_*` from hand-over; `free_above` is a sum of goods in rupiah."""

    name: str
    place: str = ""
    days_min: int = 1
    days_max: int = 3
    free_above: int | None = None


@dataclass(frozen=True)
class Fee:
    """What one area costs. `prefix` is the beginning of Kemendagri codes: empty for everywhere, `15` a province, `15.71` a
    regency, `15.71.01` a kecamatan. The longest prefix wins."""

    prefix: str
    first_kg: int
    next_kg: int = 0
    days_min: int | None = None
    days_max: int | None = None


def of(vendor: Vendor) -> list[ShippingMethod]:
    """All ways of a shop with their zones, the ones in use first."""
    return list(vendor.shipping_methods.prefetch_related("zones").order_by("-is_active", "pk"))


def has_zones(kind: str) -> bool:
    return kind in _ZONED


@transaction.atomic
def add(vendor: Vendor, kind: str, terms: Terms, first: Fee | None = None) -> ShippingMethod:
    """A new way, in use at once. A courier or own delivery begins with one area. Raises TooMany, NoZone."""
    held = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    if held.shipping_methods.count() >= MOST_WAYS:
        raise TooMany
    if has_zones(kind) and first is None:
        raise NoZone
    method = ShippingMethod.objects.create(vendor=held, kind=kind, code=_free_code(held, kind), **vars(terms))
    if first is not None:
        _add_zone(method, first)
    return method


@transaction.atomic
def change(
    method: ShippingMethod,
    terms: Terms,
    fees: Mapping[int, Fee] | None = None,
    *,
    removed: Collection[int] = (),
    new: Fee | None = None,
) -> None:
    """Write a way's terms and the fees of its areas by zone id, take areas away, add one.

    Raises NoZone when none would be left, TooMany, and ZoneTaken when the new area has a fee already.
    """
    ShippingMethod.objects.select_for_update(no_key=True).get(pk=method.pk)
    ShippingMethod.objects.filter(pk=method.pk).update(**vars(terms))
    method.zones.filter(pk__in=removed).delete()
    for pk, fee in (fees or {}).items():
        method.zones.filter(pk=pk).update(**vars(fee))
    if new is not None:
        _add_zone(method, new)
    left = method.zones.count()
    if has_zones(method.kind) and not left:
        raise NoZone
    if left > MOST_ZONES:
        raise TooMany


def turn(method: ShippingMethod, *, on: bool) -> None:
    """Offer a way, or stop offering it. Shoppers who have chosen it are asked again at checkout."""
    ShippingMethod.objects.filter(pk=method.pk).update(is_active=on)


def area(prefix: str, names: dict[str, str]) -> str:
    """The name of a zone's area; `names` are those of `names_of`."""
    return names.get(prefix, prefix) if prefix else _("All of Indonesia")


def names_of(prefixes: Collection[str]) -> dict[str, str]:
    """Area names by code: a province, a regency, or `Kec. Telanaipura, Kota Jambi`. One query."""
    rows = Region.objects.filter(code__in=prefixes).select_related("parent")
    return {row.code: _named(row) for row in rows}


def _named(region: Region) -> str:
    if region.level == Region.Level.DISTRICT and region.parent:
        return _("Kec. {name}").format(name=f"{region.name}, {region.parent.name}")
    return region.name


def _add_zone(method: ShippingMethod, fee: Fee) -> None:
    try:
        with transaction.atomic():
            ShippingZone.objects.create(method=method, **vars(fee))
    except IntegrityError as error:
        raise ZoneTaken from error


def _free_code(vendor: Vendor, kind: str) -> str:
    """`kurir`, then `kurir-2`: the name by which a basket remembers the choice."""
    base = _CODES[ShippingMethod.Kind(kind)]
    taken = set(vendor.shipping_methods.values_list("code", flat=True))
    return next(code for n in range(1, MOST_WAYS + 2) if (code := base if n == 1 else f"{base}-{n}") not in taken)
