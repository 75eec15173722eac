"""The basket as the shopper sees it: lines per shop, sub-totals, what changed since, and what can be ordered now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from oscar.core.loading import get_model

from marketplace import money
from marketplace.shop.basket import quantities, words
from marketplace.shop.catalogue import cards, pictures, shipping_hints, visibility
from marketplace.statements import Given, Statement
from vendors.models import Vendor

Line = get_model("basket", "Line")
# All that a page says of a line, and of its shop and regency.
JOINED = (
    "product__listing__vendor__district__parent",
    "product__parent__listing__vendor__district__parent",
    "product__parent__product_class",
    "product__product_class",
    "stockrecord",
)


@dataclass
class Row:
    """One line. `told` is what the shopper should know; a line with `problem` stays, but is not ordered."""

    line: Any
    name: str
    url: str
    picture: pictures.Picture | None
    price: int
    quantity: int
    most: int
    problem: str = ""
    told: str = ""
    error: str = ""
    typed: str = ""

    @property
    def total(self) -> int:
        return self.price * self.quantity

    @property
    def field(self) -> str:
        return f"quantity-{self.line.pk}"

    @property
    def shown_quantity(self) -> str:
        """What stands in the figure's field: what was typed, if it was refused."""
        return self.typed if self.error else str(self.quantity)


@dataclass
class Group:
    """The lines of one shop."""

    vendor: Vendor | None
    regency: str
    rows: list[Row] = field(default_factory=list)
    shipping: str = ""
    note: str = ""
    parcel: int = 0

    @property
    def subtotal(self) -> int:
        return sum(row.total for row in self.rows if not row.problem)

    @property
    def can_order(self) -> bool:
        return any(not row.problem for row in self.rows)


@dataclass
class Page:
    groups: list[Group]

    @property
    def total(self) -> int:
        """Rupiah of everything that can be ordered now, without shipping."""
        return sum(group.subtotal for group in self.groups)

    @property
    def pieces(self) -> int:
        return sum(row.quantity for group in self.groups for row in group.rows if not row.problem)

    @property
    def parcels(self) -> int:
        return sum(group.can_order for group in self.groups)

    @property
    def left_out(self) -> int:
        return sum(bool(row.problem) for group in self.groups for row in group.rows)


def of(basket: Any, notes: Mapping[int, str], errors: Mapping[int, tuple[str, str]] | None = None) -> Page:
    """The whole basket in two queries. `errors` holds (typed, message) of refused quantities by line."""
    groups: dict[int | None, Group] = {}
    for line in lines_of(basket):
        row, vendor = _row(basket, line), _vendor(line)
        row.typed, row.error = (errors or {}).get(line.pk, ("", ""))
        key = vendor.pk if vendor else None
        if key not in groups:
            groups[key] = Group(vendor, cards.regency_of(vendor) if vendor else "")
        groups[key].rows.append(row)
    hints = shipping_hints.of([key for key in groups if key])
    for key, group in groups.items():
        group.shipping, group.note = hints.get(key or 0, ""), notes.get(key or 0, "")
    for number, group in enumerate((group for group in groups.values() if group.can_order), start=1):
        group.parcel = number
    return Page(list(groups.values()))


def lines_of(basket: Any) -> list[Any]:
    """The lines with product, shop, regency, stock and first picture, in one query."""
    if basket.pk is None:
        return []
    return _LINES.rows(basket=basket.pk)


def _lines() -> QuerySet:
    lines = Line.objects.filter(basket=Given("basket", BigIntegerField())).order_by("pk")
    return lines.select_related(*JOINED).annotate(picture=cards.first_picture("product_id"))


_LINES = Statement(_lines)


def _row(basket: Any, line: Any) -> Row:
    info = basket.strategy.fetch_for_line(line)
    product = line.product
    price = money.whole(info.price.incl_tax) if info.price.exists else 0
    return Row(
        line=line,
        name=words.name_of(product),
        url=cards.address(product.slug, product.pk) if visibility.may_be_seen(product) else "",
        picture=pictures.Picture(line.picture) if line.picture else None,
        price=price,
        quantity=line.quantity,
        most=max(min(line.stockrecord.net_stock_level, quantities.MOST), line.quantity, 1),
        problem=words.problem_of(line, info),
        told=words.price_change(line, price),
    )


def _vendor(line: Any) -> Vendor | None:
    listing = visibility.listing_of(line.product)
    return listing.vendor if listing else None
