"""What the pages of the catalogue ask of the database."""

import datetime as dt
from typing import Any

from django.db.models import BigIntegerField, Count, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.regions import directory
from marketplace.shop.catalogue import cards, pictures, visibility
from marketplace.statements import Given, Statement
from vendors import shipping
from vendors.models import Membership, Vendor

Product = get_model("catalogue", "Product")
ProductImage = get_model("catalogue", "ProductImage")
NEW_SHOP = dt.timedelta(days=90)
NEW_SHOPS_ON_HOME = 4
MORE_OF_SHOP = 4


def new_shops() -> list[dict[str, Any]]:
    """The shops that joined lately and sell something, the newest first: name, address, regency, portrait, tagline."""
    since = timezone.now() - NEW_SHOP
    joined = Vendor.objects.filter(status=Vendor.Status.OPEN, created_at__gte=since, pk__in=_sellers())
    return [
        {
            "name": vendor.name,
            "url": vendor.get_absolute_url(),
            "regency": cards.regency_of(vendor),
            "portrait": pictures.address(vendor.portrait.name, 200),
            "tagline": cards.in_reader_tongue(vendor.tagline, vendor.tagline_en),
        }
        for vendor in joined.select_related("district__parent").order_by("-created_at", "pk")[:NEW_SHOPS_ON_HOME]
    ]


def _sellers() -> QuerySet:
    return visibility.visible().order_by().values("listing__vendor")


def more_of(vendor: Vendor, product: Any) -> list[Any]:
    """What the cards of a few other goods of a shop show (`cards.drawn`)."""
    return _MORE.rows(vendor=vendor.pk, pk=product.pk, today=timezone.localdate())


def shops_per_regency() -> list[tuple[str, str, int]]:
    """(code, short name, number of open shops) of every regency that has shops, by name; one query."""
    counts = dict(_SHOPS.rows())
    names = directory.names_of(counts)
    return sorted(
        ((code, cards.short(names[code]), n) for code, n in counts.items() if code in names), key=lambda row: row[1]
    )


def product_with_all(pk: int) -> Any | None:
    """One product with price, stock, listing, shop, origin and least shipping in one query; None if there is none."""
    return next(iter(_PRODUCT.rows(pk=pk, today=timezone.localdate())), None)


def pictures_of(product: Any) -> list[Any]:
    """(stored name, caption) of a product's pictures in their order."""
    return _PICTURES.rows(pk=product.pk)


def _more() -> QuerySet:
    others = visibility.visible().filter(listing__vendor=Given("vendor", BigIntegerField())).exclude(pk=_PK)
    return cards.columns(others.order_by("-date_created", "-pk")[:MORE_OF_SHOP], cards.TODAY)


def _shops() -> QuerySet:
    open_shops = Vendor.objects.filter(status=Vendor.Status.OPEN).order_by()
    regency = Substr("district_id", 1, len("15.01"))
    return open_shops.annotate(regency=regency).values_list("regency").annotate(shops=Count("pk"))


def _product() -> QuerySet:
    products = cards.priced(Product.objects.filter(pk=_PK), cards.TODAY).annotate(
        branch=cards.first_branch("pk"),
        shipping_from=shipping.lowest_charge("listing__", "price"),
        pickup_name=shipping.pickup_place("listing__vendor", "name"),
        pickup_place=shipping.pickup_place("listing__vendor", "place"),
    )
    return products.select_related(
        "product_class", "score", "listing__vendor__district__parent", "listing__origin__parent__parent"
    )[:1]


def _pictures() -> QuerySet:
    images = ProductImage.objects.filter(product=_PK).order_by("display_order", "pk")
    return images.values_list("original", "caption")


_PK = Given("pk", BigIntegerField())
_MORE, _SHOPS = Statement(_more), Statement(_shops)
_PRODUCT, _PICTURES = Statement(_product), Statement(_pictures)


def may_preview(request: HttpRequest, vendor: Vendor) -> bool:
    """Whether the reader may see goods of this shop that are not on sale: its own people, and PLUT staff."""
    if not request.user.is_authenticated:
        return False
    return request.user.is_staff or Membership.objects.filter(vendor=vendor, user=request.user.pk).exists()
