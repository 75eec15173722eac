"""What a basket costs at this moment, to this district, with these ways of shipping. The page shows it, placement repeats it."""

from dataclasses import dataclass, field
from typing import Any

from marketplace.regions.models import Region
from marketplace.shop.catalogue import visibility
from marketplace.shop.checkout.parcels import Packed, current_prices, pack
from vendors import shipping
from vendors.models import Vendor
from vendors.shipping import Quote


@dataclass(frozen=True)
class Group:
    """One shop of the basket: its lines, what it offers, and what is chosen (or None while nothing can be)."""

    packed: Packed
    options: list[Quote]
    chosen: Quote | None

    @property
    def vendor(self) -> Vendor:
        return self.packed.vendor

    @property
    def goods_total(self) -> int:
        return self.packed.parcel.goods_total

    @property
    def shipping(self) -> int:
        return self.chosen.charge if self.chosen else 0

    @property
    def total(self) -> int:
        return self.goods_total + self.shipping


@dataclass(frozen=True)
class BasketQuote:
    """Rupiah of the whole basket. `complete` when every shop has a way of shipping."""

    groups: list[Group]
    left_out: list[Any]
    destination: Region | None = None
    methods: shipping.Methods = field(default_factory=dict)

    @property
    def pieces(self) -> int:
        return sum(line.quantity for group in self.groups for line in group.packed.lines)

    @property
    def goods_total(self) -> int:
        return sum(group.goods_total for group in self.groups)

    @property
    def shipping_total(self) -> int:
        return sum(group.shipping for group in self.groups)

    @property
    def total(self) -> int:
        return self.goods_total + self.shipping_total

    @property
    def complete(self) -> bool:
        return bool(self.groups) and all(group.chosen for group in self.groups)


def quote(basket: Any, destination: Region | None, choices: dict[int, str]) -> BasketQuote:
    """Quote a basket. A shop without a valid choice gets its cheapest available way; lines not on sale are left out."""
    lines = list(basket.all_lines())
    sold = [line for line in lines if can_be_ordered(line)]
    packed = pack(sold, current_prices(sold))
    methods = shipping.methods_of(p.vendor for p in packed)
    quotes = shipping.quotes_for([p.parcel for p in packed], destination, methods)
    groups = [Group(p, quotes[p.vendor.pk], _choose(quotes[p.vendor.pk], choices.get(p.vendor.pk))) for p in packed]
    return BasketQuote(groups, [line for line in lines if line not in sold], destination, methods)


def can_be_ordered(line: Any) -> bool:
    """On sale, priced, and enough of it on the shelf."""
    record = line.stockrecord
    return bool(
        record
        and record.price is not None
        and visibility.may_be_sold(line.product)
        and record.net_stock_level >= line.quantity
    )


def _choose(options: list[Quote], code: str | None) -> Quote | None:
    available = [option for option in options if option.available]
    wanted = next((option for option in available if option.code == code), None)
    # A pick-up is never chosen for the shopper, who would have to travel, unless the shop offers nothing else at all.
    sent = [option for option in options if option.kind != "pickup"]
    usable = [option for option in sent if option.available] if sent else available
    return wanted or min(usable, key=lambda option: option.charge, default=None)
