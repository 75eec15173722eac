"""Putting goods into a basket, changing how many, taking them out. A refusal says why in the reader's language."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from oscar.core.loading import get_model

from marketplace.shop.basket import quantities, words
from marketplace.shop.basket.quantities import Refused
from marketplace.shop.catalogue import visibility
from marketplace.statements import Given, Statement

Basket = get_model("basket", "Basket")
Line = get_model("basket", "Line")
Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")

# Two presses of one button: the second within this time is the same wish, not another piece.
DOUBLE_PRESS = dt.timedelta(seconds=2)


@dataclass(frozen=True)
class Removed:
    """What is needed to put a line back."""

    product_id: int
    name: str
    quantity: int


def add(basket: Any, product_id: int, typed: str) -> Any:
    """Put pieces of a product on sale into an open basket and return the line. Raises Refused."""
    wanted = quantities.read(typed)
    product, record = _on_sale(product_id)
    info = basket.strategy.fetch_for_product(product, record)
    with transaction.atomic():
        _hold(basket)
        lines = _HELD.rows(basket=basket.pk)
        line = next((one for one in lines if record and one.stockrecord_id == record.pk), None)
        if line and line.quantity >= wanted and timezone.now() - line.date_updated < DOUBLE_PRESS:
            return _of(line, product)
        _refuse_more_than_stock(product, info, wanted, line.quantity if line else 0)
        _refuse_too_many(sum(one.quantity for one in lines), wanted)
        line = line or _new_line(basket, product, record)
        line.quantity += wanted
        _price(line, info)
        line.save()
        basket.reset_offer_applications()
        basket._lines = None
        return _of(line, product)


def change(basket: Any, line_id: int, typed: str) -> None:
    """Set how many pieces of a line are wanted. Raises Refused; the same figure again is no change."""
    with transaction.atomic():
        _hold(basket)
        line = _line(basket, line_id)
        if typed.strip() == str(line.quantity):
            return
        wanted = quantities.read(typed)
        info = basket.strategy.fetch_for_line(line)
        _refuse_more_than_stock(line.product, info, wanted, 0)
        held = basket.lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0
        _refuse_too_many(held, wanted - line.quantity)
        line.quantity = wanted
        _price(line, info)
        line.save(update_fields=["quantity", "price_excl_tax", "price_incl_tax", "date_updated"])
        basket.reset_offer_applications()


def remove(basket: Any, line_id: int) -> Removed:
    """Take a line out. Raises Refused when it is not, or no longer, in this basket."""
    with transaction.atomic():
        _hold(basket)
        line = _line(basket, line_id)
        removed = Removed(line.product_id, words.name_of(line.product), line.quantity)
        line.delete()
        basket.reset_offer_applications()
        return removed


def _on_sale(product_id: int) -> tuple[Any, Any]:
    """A product that may be bought now, stock aside, and its stock record or None. Unknown, hidden and foreign ones are
    refused alike."""
    record = next(iter(_RECORD.rows(product=product_id)), None)
    product = record.product if record else Product.objects.filter(pk=product_id).first()
    listing = visibility.listing_of(product) if product else None
    if listing is None or not visibility.may_be_seen(product):
        raise Refused(_("This product is no longer on sale."))
    if listing.vendor.is_on_holiday:
        raise Refused(words.on_holiday(listing.vendor))
    return product, record


def _record() -> QuerySet:
    records = StockRecord.objects.filter(product=Given("product", BigIntegerField())).order_by("pk")
    return records.select_related(
        "product__product_class",
        "product__parent__product_class",
        "product__listing__vendor",
        "product__parent__listing__vendor",
    )[:1]


def _held() -> QuerySet:
    return Line.objects.filter(basket=Given("basket", BigIntegerField())).order_by("pk")


_RECORD, _HELD = Statement(_record), Statement(_held)


def _hold(basket: Any) -> None:
    """Lock the basket against a second tab; one that was ordered meanwhile takes nothing more."""
    if basket.pk is None:
        basket.save()
    elif not Basket.objects.select_for_update(no_key=True).filter(pk=basket.pk, status=Basket.OPEN).exists():
        raise Refused(_("This basket was ordered just now. Open the basket again to start a new one."))


def _line(basket: Any, line_id: int) -> Any:
    lines = basket.lines.select_related("product__product_class", "product__parent__product_class", "stockrecord")
    line = (
        lines.select_related("product__listing__vendor", "product__parent__listing__vendor").filter(pk=line_id).first()
    )
    if line is None:
        raise Refused(_("This product is no longer in your basket."))
    return line


def _refuse_more_than_stock(product: Any, info: Any, wanted: int, already: int) -> None:
    """Raises Refused when stock and basket together cannot serve `wanted` more pieces."""
    if not info.price.exists or not info.availability.is_available_to_buy:
        raise Refused(_("{product} is sold out.").format(product=words.name_of(product)))
    if info.availability.is_purchase_permitted(wanted + already)[0]:
        return
    left = info.stockrecord.net_stock_level
    if already:
        raise Refused(
            _("Only {left} left of {product}, and {already} are in your basket.").format(
                left=left, product=words.name_of(product), already=already
            )
        )
    raise Refused(ngettext("Only {left} piece left.", "Only {left} pieces left.", left).format(left=left))


def _refuse_too_many(held: int, more: int) -> None:
    """One order stays within the limit of pieces, whatever the number of lines."""
    if more > 0 and held + more > quantities.MOST:
        raise Refused(_("You can order at most {n} pieces at once.").format(n=quantities.MOST))


def _new_line(basket: Any, product: Any, record: Any) -> Any:
    return Line(
        basket=basket,
        product=product,
        stockrecord=record,
        line_reference=f"{product.pk}_{record.pk}",
        price_currency=record.price_currency,
        quantity=0,
    )


def _price(line: Any, info: Any) -> None:
    """Remember the price that the shopper saw when asking for this."""
    line.price_excl_tax, line.price_incl_tax = info.price.excl_tax, info.price.incl_tax


def _of(line: Any, product: Any) -> Any:
    """The line with its product, which is at hand."""
    line.product = product
    return line
