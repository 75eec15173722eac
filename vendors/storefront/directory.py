"""Open shops and what a list of them says of each."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from marketplace.shop.catalogue import cards, pictures, visibility
from vendors.models import Vendor


@dataclass(frozen=True)
class Entry:
    """One shop in a list."""

    name: str
    url: str
    regency: str
    tagline: str
    portrait: str
    goods: int
    on_holiday: bool


def open_shops(regency: str) -> QuerySet[Vendor]:
    """Open shops by name with `goods`, the number of products a shopper sees; in one regency when its code is given."""
    shops = Vendor.objects.filter(status=Vendor.Status.OPEN).select_related("district__parent").order_by("name", "pk")
    visible = visibility.visible().filter(listing__vendor=OuterRef("pk")).order_by().values("listing__vendor")
    goods = Subquery(visible.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    shops = shops.annotate(goods=Coalesce(goods, 0))
    return shops.filter(district__code__startswith=f"{regency}.") if regency else shops


def open_shop(slug: str) -> Vendor | None:
    shops = Vendor.objects.filter(slug=slug, status=Vendor.Status.OPEN)
    return shops.select_related("district__parent", "rating").first()


def goods_of(vendor: Vendor) -> QuerySet:
    return visibility.visible().filter(listing__vendor=vendor).order_by("-date_created", "-pk")


def entry(vendor: Vendor) -> Entry:
    """What the list says of a vendor loaded by `open_shops`."""
    return Entry(
        name=vendor.name,
        url=vendor.get_absolute_url(),
        regency=cards.regency_of(vendor),
        tagline=cards.in_reader_tongue(vendor.tagline, vendor.tagline_en),
        portrait=pictures.address(vendor.portrait.name, 200),
        goods=vendor.goods,  # type: ignore[attr-defined]
        on_holiday=vendor.is_on_holiday,
    )
