"""What is said of a line in the basket, in the reader's language."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace import money
from marketplace.front import formats
from marketplace.shop.catalogue import cards, visibility
from vendors.models import Vendor


def name_of(product: Any) -> str:
    """A product's name in the reader's language."""
    listing = visibility.listing_of(product)
    return cards.in_reader_tongue(product.get_title(), listing.name_en if listing else "")


def on_holiday(vendor: Vendor) -> str:
    return _("{shop} is on holiday until {date}.").format(
        shop=vendor.name, date=formats.day(vendor.holiday_until or timezone.localdate())
    )


def problem_of(line: Any, info: Any) -> str:
    """Why a line cannot be ordered now; empty when it can."""
    listing = visibility.listing_of(line.product)
    if listing is None or not visibility.may_be_seen(line.product) or not info.price.exists:
        return _("No longer on sale. Remove it, the rest can be ordered.")
    if listing.vendor.is_on_holiday:
        return on_holiday(listing.vendor)
    left = max(line.stockrecord.net_stock_level, 0)
    if left == 0:
        return _("Sold out. Remove it, the rest can be ordered.")
    if line.quantity > left:
        return ngettext(
            "Only {left} piece left. Change the quantity.", "Only {left} pieces left. Change the quantity.", left
        ).format(left=left)
    return ""


def price_change(line: Any, price: int) -> str:
    """What the price did since the shopper put this into the basket."""
    seen = money.whole(line.price_incl_tax) if line.price_incl_tax is not None else price
    if not price or seen == price:
        return ""
    said = _("Price went down from {price}.") if price < seen else _("Price went up from {price}.")
    return said.format(price=money.shown(seen))
