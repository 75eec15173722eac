"""Putting goods into a basket, changing how many, taking them out. A refusal says why in the reader's language."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from oscar.core.loading import get_model

from marketplace.shop.basket import quantities, words
from marketplace.shop.basket.quantities import Refused
from marketplace.shop.catalogue import visibility

Basket = get_model("basket", "Basket")
Line = get_model("basket", "Line")
Product = get_model("catalogue", "Product")

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
    product = _on_sale(product_id)
    info = basket.strategy.fetch_for_product(product)
    with transaction.atomic():
        _hold(basket)
        line = basket.lines.filter(product=product, stockrecord=info.stockrecord).first() if info.stockrecord else None
        if line and line.quantity >= wanted and timezone.now() - line.date_updated < DOUBLE_PRESS:
            return line
        _refuse_more_than_stock(product, info, wanted, line.quantity if line else 0)
        _refuse_too_many(basket, wanted)
        line, _created = basket.add_product(product, wanted)
        _price(line, info)
        return line


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
        _refuse_too_many(basket, wanted - line.quantity)
        line.quantity = wanted
        line.save(update_fields=["quantity", "date_updated"])
        _price(line, info)
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


def _on_sale(product_id: int) -> Any:
    """A product that may be bought now, stock aside. Unknown, hidden and foreign ones are refused alike."""
    products = Product.objects.select_related(
        "product_class", "parent__product_class", "listing__vendor", "parent__listing__vendor"
    )
    product = products.filter(pk=product_id).first()
    listing = visibility.listing_of(product) if product else None
    if listing is None or not visibility.may_be_seen(product):
        raise Refused(_("This product is no longer on sale."))
    if listing.vendor.is_on_holiday:
        raise Refused(words.on_holiday(listing.vendor))
    return product


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


def _refuse_too_many(basket: Any, more: int) -> None:
    """One order stays within the limit of pieces, whatever the number of lines."""
    held = basket.lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0
    if more > 0 and held + more > quantities.MOST:
        raise Refused(_("You can order at most {n} pieces at once.").format(n=quantities.MOST))


def _price(line: Any, info: Any) -> None:
    """Remember the price that the shopper saw when asking for this."""
    Line.objects.filter(pk=line.pk).update(price_excl_tax=info.price.excl_tax, price_incl_tax=info.price.incl_tax)
