"""What the product page says: price, stock in words, facts of the parcel and its maker, other goods of the shop."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace.front import formats
from marketplace.regions.models import Region
from marketplace.shop.catalogue import cards, pictures, queries, shipping_hints
from marketplace.shop.catalogue.categories import Tree
from marketplace.shop.reviews import page as reviews_page
from vendors.models import Listing

FEW = 5


def of(product: Any, tree: Tree, on_sale: bool) -> dict[str, Any]:
    """The context of a product's page; five queries with the one that loaded it, six where there are reviews."""
    listing: Listing = product.listing
    vendor, line = listing.vendor, tree.line(product.branch or "")
    name = cards.in_reader_tongue(product.title, listing.name_en)
    return {
        "product": product,
        "listing": listing,
        "vendor": vendor,
        "name": name,
        "description": cards.in_reader_tongue(product.description, listing.description_en),
        "trail": [(one.name, one.url) for one in line] + [(name, "")],
        "ground": tree.cloth(product.branch or "")[0],
        "pictures": [pictures.Picture(*row) for row in queries.pictures_of(product)],
        "stock": stock_state(product.free or 0),
        "place": origin(listing),
        "tagline": cards.in_reader_tongue(vendor.tagline, vendor.tagline_en),
        "portrait": pictures.address(vendor.portrait.name, 200),
        "shipping": shipping_hints.of([vendor.pk]).get(vendor.pk, ""),
        "sellable": on_sale and not vendor.is_on_holiday and (product.free or 0) > 0 and product.price is not None,
        "on_sale": on_sale,
        "most": min(product.free or 0, settings.OSCAR_MAX_BASKET_QUANTITY_THRESHOLD),
        "facts": facts(listing, is_craft=bool(line) and line[0].slug == "kriya"),
        "shop_regency": cards.regency_of(vendor),
        "reviews": reviews_page.for_product(product),
        "question": question(vendor.name, name, settings.SITE_URL + product.get_absolute_url()),
        "more": cards.drawn(queries.more_of(vendor, product), tree, shops=False) if on_sale else [],
    }


def stock_state(free: int) -> dict[str, str]:
    """The stock in words and its tone; a band, not a figure, so that the page changes only at its edges."""
    if free <= 0:
        return {"tone": "bad", "word": _("Sold out"), "icon": "package-x"}
    if free <= FEW:
        return {"tone": "wait", "word": _("Few left"), "icon": "package-minus"}
    return {"tone": "good", "word": _("In stock"), "icon": "package-check"}


def facts(listing: Listing, *, is_craft: bool) -> list[tuple[str, str]]:
    """(label, value) of what is known; what is not known is not listed."""
    size = f"{listing.length_cm} × {listing.width_cm} × {listing.height_cm}{formats.NBSP}cm"
    rows = [
        (_("Contents"), listing.unit),
        (_("Material") if is_craft else _("Ingredients"), listing.material),
        (_("Origin"), origin(listing)),
        (pgettext("craft", "Maker") if is_craft else _("Maker"), listing.maker),
        (_("Shelf life"), listing.shelf_life),
        (_("Storage"), listing.storage),
        (_("Weight, packed"), formats.weight(listing.weight_grams)),
        (_("Parcel size (L × W × H)"), size),
    ]
    return [(label, value) for label, value in rows if value]


def origin(listing: Listing) -> str:
    """Village, district and regency as far as they are known: `Lubuk Nagodang, Siulak, Kab. Kerinci`."""
    places = [listing.origin_village]
    region: Region | None = listing.origin
    while region is not None and region.level != region.Level.PROVINCE:
        places.append(cards.short(region.name))
        region = region.parent
    return ", ".join(place for place in places if place)


def question(shop: str, product: str, url: str) -> str:
    """The first message of a chat with the seller."""
    return _("Hello {shop}, I have a question about {product}: {url}").format(shop=shop, product=product, url=url)
