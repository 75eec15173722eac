"""Prepare: turn a basket into an order, its vendor orders and an open payment, in one transaction (design decision 3).

Nothing the client sends is trusted for money. Prices are read from the locked stock records, shipping from the vendors'
zones, and the total must be the one the shopper saw. The order of locks is always basket, then stock by id.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import BigIntegerField, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace import money
from marketplace.events import outbox
from marketplace.payments import opening
from marketplace.regions.models import Region
from marketplace.shop.basket.models import JOINED
from marketplace.shop.catalogue import visibility
from marketplace.shop.checkout import quoting, refusals
from marketplace.shop.checkout.parcels import Packed, current_prices, pack
from marketplace.shop.order import records
from marketplace.shop.order.models import Purchase
from marketplace.shop.partner import stock
from marketplace.statements import Given, Statement
from vendors import commission, shipping
from vendors.shipping import Quote

Basket = get_model("basket", "Basket")
BasketLine = get_model("basket", "Line")

# Rupiah that Oscar's columns of an order can hold.
MOST = 9_999_999_999


@dataclass(frozen=True)
class Address:
    """Where parcels go. One name, since many Indonesians have one."""

    name: str
    phone: str
    street: str
    postcode: str
    district: Region
    landmark: str = ""


@dataclass(frozen=True)
class Wish:
    """What the shopper sent. `key` is the form's own, so that sending it twice is one order; `seen_total` is in rupiah.

    `buyer_*` are filled for a gift, whose address is the recipient's.
    """

    key: str
    seen_total: int
    email: str
    address: Address
    method: str
    choices: dict[int, str]
    notes: dict[int, str] = field(default_factory=dict)
    language: str = "id"
    user: Any = None
    buyer_name: str = ""
    buyer_phone: str = ""


@dataclass(frozen=True)
class Part:
    """One vendor's part of the order to be: its lines, the chosen shipping and the commission percent. Rupiah."""

    packed: Packed
    quote: Quote
    percent: Decimal

    @property
    def total(self) -> int:
        return self.packed.parcel.goods_total + self.quote.charge


def place(basket_id: int, wish: Wish, methods: shipping.Methods | None = None) -> Any:
    """Place a basket once and return its order, or the one already placed from this basket or form.

    `methods` are the ways of shipping that this request has read already (`shipping.methods_of`). A new order carries
    `left_basket`: the open basket with what could not be ordered, or None.
    Raises refusals.Refused (nothing is written then): empty, sold out, not on sale, no shipping, total changed, busy.
    """
    tries_left = 3
    while True:
        try:
            with transaction.atomic():
                return _place(basket_id, wish, methods)
        except OperationalError as error:
            raise refusals.Busy from error
        except IntegrityError as error:
            # Two transfers drew the same unique code, or the form's key has made an order of another basket.
            placed = _placed(basket_id, wish.key)
            if placed:
                return placed
            tries_left -= 1
            if not tries_left:
                raise refusals.Busy from error


def key_of(basket: Any) -> str:
    """The key of this basket's form: two tabs send the same one, and whoever comes late is led to the order it made."""
    return salted_hmac("checkout", str(basket.pk)).hexdigest()[:32]


def _place(basket_id: int, wish: Wish, methods: shipping.Methods | None) -> Any:
    now = timezone.now()
    if not _take(basket_id, now):
        placed = _placed(basket_id, wish.key)
        if placed is None:
            raise refusals.Empty
        return placed
    basket = Basket(pk=basket_id)
    lines, left_out = _lines_of(basket)
    prices = _reserve(lines)
    parts = _parts(lines, prices, wish, methods, now)
    total = sum(part.total for part in parts)
    if total != wish.seen_total:
        raise _why_total_changed(left_out, wish.seen_total, total)
    order = _write(basket, parts, prices, total, wish, now)
    order.left_basket = _keep_for_later(basket, left_out)
    return order


def _take(basket_id: int, now: datetime) -> bool:
    """Close an open basket. Of two requests the first has it, the other waits here until that one is through."""
    taken = Basket.objects.filter(pk=basket_id, status=Basket.OPEN)
    return bool(taken.update(status=Basket.SUBMITTED, date_submitted=now))


def _placed(basket_id: int, key: str) -> Any:
    """The order made of this basket or form, or None."""
    purchase = Purchase.objects.filter(Q(basket=basket_id) | Q(key=key)).select_related("order").first()
    return purchase and purchase.order


def _hold_lines(basket: Any) -> list[Any]:
    """The basket's lines with their stock records, locked in the order of the records' ids and freshly read."""
    return sorted(_HELD.rows(basket=basket.pk), key=lambda line: line.pk)


def _held() -> QuerySet:
    lines = BasketLine.objects.filter(basket=Given("basket", BigIntegerField())).select_related(*JOINED)
    return lines.select_for_update(no_key=True, of=("stockrecord",)).order_by("stockrecord_id")


_HELD = Statement(_held)


def _lines_of(basket: Any) -> tuple[list[Any], list[Any]]:
    """(what can be ordered, what the page said stays in the basket)."""
    lines = _hold_lines(basket)
    if not lines:
        raise refusals.Empty
    ordered = [line for line in lines if quoting.can_be_ordered(line)]
    left_out = [line for line in lines if line not in ordered]
    if not ordered:
        raise _why_left_out(left_out)
    return ordered, left_out


def _why_total_changed(left_out: list[Any], seen: int, now: int) -> refusals.Refused:
    return _why_left_out(left_out) if left_out else refusals.TotalChanged(seen, now)


def _why_left_out(lines: list[Any]) -> refusals.Refused:
    short = {
        line.product.title: max(line.stockrecord.net_stock_level, 0)
        for line in lines
        if line.stockrecord and visibility.may_be_sold(line.product)
    }
    return refusals.SoldOut(short) if short else refusals.NotOnSale([line.product.title for line in lines])


def _keep_for_later(basket: Any, left_out: list[Any]) -> Any:
    """What could not be ordered moves to a new open basket of the same owner, which is returned; None for nothing."""
    if not left_out:
        return None
    owner = Basket.objects.values_list("owner", flat=True).get(pk=basket.pk)
    later = Basket.objects.create(owner_id=owner)
    BasketLine.objects.filter(pk__in=[line.pk for line in left_out]).update(basket=later)
    return later


def _reserve(lines: list[Any]) -> dict[int, int]:
    """Promise the pieces, and return the prices read under the lock, in rupiah."""
    wanted = {line.stockrecord_id: line.quantity for line in lines}
    try:
        stock.reserve(wanted)
    except stock.SoldOut as short:
        titles = {line.stockrecord_id: line.product.title for line in lines}
        raise refusals.SoldOut({titles[pk]: left for pk, left in short.free.items()}) from short
    return current_prices(lines)


def _parts(
    lines: list[Any], prices: dict[int, int], wish: Wish, methods: shipping.Methods | None, now: datetime
) -> list[Part]:
    packed = pack(lines, prices)
    quotes = shipping.quotes_for([p.parcel for p in packed], wish.address.district, methods)
    percents = commission.percents_for([p.vendor for p in packed], now)
    return [Part(p, _chosen(quotes[p.vendor.pk], wish, p.vendor), percents[p.vendor.pk]) for p in packed]


def _chosen(quotes: list[Quote], wish: Wish, vendor: Any) -> Quote:
    code = wish.choices.get(vendor.pk)
    for quote in quotes:
        if quote.code == code and quote.available:
            return quote
    raise refusals.NoShipping(vendor.name)


def _write(basket: Any, parts: list[Part], prices: dict[int, int], total: int, wish: Wish, now: datetime) -> Any:
    _check_method(wish.method, total)
    order = records.write_order(basket, parts, total, wish, now)
    lines = records.write_lines(order, parts, prices)
    vendor_orders = records.write_vendor_orders(order, parts, lines, wish, now)
    payment = _open_payment(order, wish.method, total, now)
    opening.open_shares(payment, vendor_orders)
    outbox.record("order.placed", key=f"order.placed:{order.number}", order_id=order.pk)
    order.payment = payment
    return order


def _open_payment(order: Any, method: str, total: int, now: datetime) -> Any:
    try:
        return opening.open_payment(order, method, total, now)
    except opening.NoCodeLeft as full:
        raise refusals.Busy from full


def _check_method(method: str, total: int) -> None:
    if total > MOST:
        raise refusals.Refused(
            _("One order can be at most %(most)s. Please order in parts.") % {"most": money.shown(MOST)}
        )
    try:
        opening.check_method(method, total)
    except opening.CannotPayBy as error:
        raise refusals.Refused(str(error)) from error
