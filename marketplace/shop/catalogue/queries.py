"""What the pages of the catalogue ask of the database."""

from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest
from oscar.core.loading import get_model

from marketplace.regions.models import Region
from marketplace.shop.catalogue import cards, visibility
from vendors import shipping
from vendors.models import Membership, Vendor

Product = get_model("catalogue", "Product")
NEWEST_ON_HOME = 8
MORE_OF_SHOP = 4


def newest() -> QuerySet:
    return visibility.visible().order_by("-date_created", "-pk")[:NEWEST_ON_HOME]


def more_of(vendor: Vendor, product: Any) -> QuerySet:
    """A few other goods of a shop."""
    others = visibility.visible().filter(listing__vendor=vendor).exclude(pk=product.pk)
    return others.order_by("-date_created", "-pk")[:MORE_OF_SHOP]


def shops_per_regency() -> list[tuple[str, str, int]]:
    """(code, short name, number of open shops) of every regency that has shops, by name; two queries."""
    open_shops = Vendor.objects.filter(status=Vendor.Status.OPEN).order_by()
    rows = open_shops.annotate(regency=Substr("district_id", 1, 5)).values_list("regency").annotate(shops=Count("pk"))
    counts = dict(rows)
    names = Region.objects.filter(code__in=list(counts)).values_list("code", "name")
    return sorted(((code, cards.short(name), counts[code]) for code, name in names), key=lambda row: row[1])


def product_with_all(pk: int) -> Any | None:
    """One product with price, stock, listing, shop, origin and least shipping in one query; None if there is none."""
    products = cards.priced(Product.objects.filter(pk=pk)).annotate(
        branch=cards.first_branch("pk"),
        shipping_from=shipping.lowest_charge("listing__", "price"),
        pickup_name=shipping.pickup_place("listing__vendor", "name"),
        pickup_place=shipping.pickup_place("listing__vendor", "place"),
    )
    return products.select_related(
        "product_class", "listing__vendor__district__parent", "listing__origin__parent__parent"
    ).first()


def may_preview(request: HttpRequest, vendor: Vendor) -> bool:
    """Whether the reader may see goods of this shop that are not on sale: its own people, and PLUT staff."""
    if not request.user.is_authenticated:
        return False
    return request.user.is_staff or Membership.objects.filter(vendor=vendor, user=request.user.pk).exists()
