"""One basket, seen as the parcels its vendors will send."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from marketplace import money
from marketplace.shop.catalogue.visibility import listing_of
from vendors.models import Listing, Vendor
from vendors.shipping import Parcel


@dataclass(frozen=True)
class Packed:
    """One vendor's lines and what their parcel weighs (grams), measures (cm3) and costs (rupiah)."""

    vendor: Vendor
    lines: list[Any]
    parcel: Parcel


def pack(lines: Iterable[Any], prices: dict[int, int]) -> list[Packed]:
    """Lines grouped by vendor, in the order of the vendors' ids. `prices` maps stock record ids to rupiah a piece."""
    by_vendor: dict[Vendor, list[Any]] = {}
    for line in lines:
        by_vendor.setdefault(_listing(line).vendor, []).append(line)
    return [
        Packed(vendor, own, _parcel(vendor, own, prices))
        for vendor, own in sorted(by_vendor.items(), key=lambda item: item[0].pk)
    ]


def current_prices(lines: Iterable[Any]) -> dict[int, int]:
    """Rupiah a piece, by stock record id, as loaded with the lines."""
    return {line.stockrecord_id: money.whole(line.stockrecord.price) for line in lines if line.stockrecord}


def _parcel(vendor: Vendor, lines: list[Any], prices: dict[int, int]) -> Parcel:
    return Parcel(
        vendor=vendor,
        goods_total=sum(prices[line.stockrecord_id] * line.quantity for line in lines),
        weight_grams=sum(_listing(line).weight_grams * line.quantity for line in lines),
        volume_cm3=sum(_listing(line).volume_cm3 * line.quantity for line in lines),
    )


def _listing(line: Any) -> Listing:
    """What can be ordered has one: `quoting.can_be_ordered` asks for it."""
    listing = listing_of(line.product)
    assert listing
    return listing
