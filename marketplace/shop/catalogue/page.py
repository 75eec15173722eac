"""What the product page says: price, stock in words, permits, facts of the label and of its maker, other goods of the shop."""

from typing import Any

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace import money
from marketplace.freshness.watched import FEW
from marketplace.front import formats
from marketplace.regions.models import Region
from marketplace.shop.catalogue import arrival, cards, described, pictures, queries, shared, spans
from marketplace.shop.catalogue.categories import Tree
from marketplace.shop.reviews import page as reviews_page
from vendors import permits
from vendors.models import Listing, Permit, Vendor

LONGEST_IN_HEADING = 40
STORY_WORDS = 34


def of(product: Any, tree: Tree, on_sale: bool) -> dict[str, Any]:
    """The context of a product's page; five queries with the one that loaded it, six where there are reviews."""
    listing: Listing = product.listing
    vendor, line = listing.vendor, tree.line(product.branch or "")
    name = cards.in_reader_tongue(product.title, listing.name_en)
    shown = permits.shown_with(product.pk, vendor.pk)
    context = {
        "product": product,
        "listing": listing,
        "vendor": vendor,
        "name": name,
        "about": about(name),
        "description": cards.in_reader_tongue(product.description, listing.description_en),
        "trail": [(one.name, one.url) for one in line] + [(name, "")],
        "ground": tree.cloth(product.branch or "")[0],
        "pictures": [pictures.Picture(*row) for row in queries.pictures_of(product)],
        "stock": stock_state(product.free or 0),
        "shipping": shipping_title(product),
        "arrival": arrival.address(product.pk, part="line"),
        "sellable": on_sale and not vendor.is_on_holiday and (product.free or 0) > 0 and product.price is not None,
        "on_sale": on_sale,
        "most": settings.OSCAR_MAX_BASKET_QUANTITY_THRESHOLD,
        "permits": [one for one in shown if one.kind != Permit.Kind.NIB],
        "nib": next((one for one in shown if one.kind == Permit.Kind.NIB), None),
        "facts": facts(listing, is_craft=bool(line) and line[0].slug == "kriya"),
        "reviews": reviews_page.for_product(product),
        "question": question(vendor.name, name, settings.SITE_URL + product.get_absolute_url()),
        "more": cards.drawn(queries.more_of(vendor, product), tree, shops=False) if on_sale else [],
    }
    return {**context, **maker(vendor), **of_link(product, context)}


def maker(vendor: Vendor) -> dict[str, str]:
    """The seller's panel: portrait, where, and the beginning of the story."""
    return {
        "tagline": cards.in_reader_tongue(vendor.tagline, vendor.tagline_en),
        "story": Truncator(cards.in_reader_tongue(vendor.story, vendor.story_en)).words(STORY_WORDS, truncate=" …"),
        "portrait": pictures.address(vendor.portrait.name, 200),
        "shop_regency": cards.regency_of(vendor),
    }


def of_link(product: Any, context: dict[str, Any]) -> dict[str, Any]:
    """What chat programs and search engines read: picture, address and the description of the goods."""
    first = context["pictures"][0].name if context["pictures"] else ""
    return {
        "page_url": settings.SITE_URL + product.get_absolute_url(),
        "share_picture": settings.SITE_URL + shared.address_of_product(product, first),
        "structured_data": described.product(product, context),
    }


def about(name: str) -> str:
    """The heading over the description; a long name would fill the screen twice."""
    return _("About {product}").format(product=name) if len(name) <= LONGEST_IN_HEADING else _("About this product")


def stock_state(free: int) -> dict[str, str]:
    """The stock in words and its tone; a band, not a figure, so that the page changes only at its edges."""
    if free <= 0:
        return {"tone": "bad", "word": _("Sold out"), "icon": "package-x"}
    if free <= FEW:
        return {"tone": "wait", "word": _("Few left"), "icon": "package-minus"}
    return {"tone": "good", "word": _("In stock"), "icon": "package-check"}


def shipping_title(product: Any) -> str:
    """What sending one piece costs at least, before the reader's district is known; empty when nothing is sent."""
    if product.shipping_from is None:
        return ""
    lowest = int(product.shipping_from)
    return _("Shipping from {price}").format(price=money.shown(lowest)) if lowest else _("Free shipping")


def facts(listing: Listing, *, is_craft: bool) -> list[tuple[str, str]]:
    """(label, value) of what is known; what is not known is not listed."""
    size = f"{listing.length_cm} × {listing.width_cm} × {listing.height_cm}{formats.NBSP}cm"
    rows = [
        (
            _("Material") if is_craft else _("Ingredients"),
            cards.in_reader_tongue(listing.material, listing.material_en),
        ),
        (_("Contents"), cards.in_reader_tongue(listing.unit, listing.unit_en)),
        (_("Shelf life"), spans.said(listing.shelf_life)),
        (_("Storage"), cards.in_reader_tongue(listing.storage, listing.storage_en)),
        (pgettext("craft", "Maker") if is_craft else _("Maker"), listing.maker),
        (_("Origin"), origin(listing)),
        (_("Parcel"), f"{formats.weight(listing.weight_grams)}, {size}"),
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
