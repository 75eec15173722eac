"""The goods a mail lists: one block a shop, with its shipping and its sum. Whole rupiah."""

from collections.abc import Iterable
from dataclasses import dataclass

from marketplace import money
from marketplace.notices.values import Bilingual, clean
from marketplace.shop.order import titles
from vendors.models import VendorOrder, VendorOrderLine


@dataclass(frozen=True)
class Row:
    quantity: int
    title: str
    amount: str


@dataclass(frozen=True)
class Parcel:
    number: str
    shop: str
    rows: tuple[Row, ...]
    shipping: str
    charge: str
    place: str
    note: str
    total: str


@dataclass(frozen=True)
class Receipt:
    """The parcels of a purchase, and what the unique code of a transfer adds to them."""

    parcels: tuple[Parcel, ...]
    unique_code: str
    total: str


def parcel(vendor_order: VendorOrder) -> Parcel:
    rows = (
        Row(sold.line.quantity, clean(titles.in_reader_tongue(sold.line)), money.shown(sold.goods))
        for sold in lines_of(vendor_order)
    )
    return Parcel(
        number=vendor_order.number,
        shop=clean(vendor_order.vendor.name),
        rows=tuple(rows),
        shipping=clean(vendor_order.shipping_said),
        charge=money.shown(vendor_order.shipping_charge),
        place=clean(vendor_order.pickup_place),
        note=clean(vendor_order.buyer_note),
        total=money.shown(vendor_order.total),
    )


def receipt(vendor_orders: Iterable[VendorOrder], unique_code: int = 0) -> Receipt:
    """All parcels of one purchase, in the active language. `unique_code` is in rupiah, 0 for a payment without one."""
    listed = list(vendor_orders)
    total = sum(int(one.total) for one in listed) + unique_code
    code = money.shown(unique_code) if unique_code else ""
    return Receipt(tuple(parcel(one) for one in listed), code, money.shown(total))


def items(vendor_order: VendorOrder) -> Bilingual:
    """`2 × Dodol Kentang Kerinci, 1 × Kopi Liberika`"""
    sold = list(lines_of(vendor_order))
    own = ", ".join(f"{one.line.quantity} × {one.line.title}" for one in sold)
    return Bilingual(
        own, ", ".join(f"{one.line.quantity} × {titles.english(one.line) or one.line.title}" for one in sold)
    )


def lines_of(vendor_order: VendorOrder) -> Iterable[VendorOrderLine]:
    return vendor_order.lines.select_related("line__product__listing")
