"""Open shops and what a list of them says of each."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Page
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from oscar.core.loading import get_model

from marketplace.shop.catalogue import cards, narrowing, pictures, visibility
from marketplace.shop.catalogue.categories import Node, Tree
from marketplace.shop.catalogue.choices import GOOD_RATING
from vendors import hours
from vendors.models import Vendor, VendorOrderLine

Product = get_model("catalogue", "Product")
NAME, NEWEST, MOST_GOODS, BEST = "name", "newest", "goods", "rating"
ORDERS: dict[str, Promise] = {
    NAME: gettext_lazy("Name"),
    NEWEST: gettext_lazy("Newest"),
    MOST_GOODS: gettext_lazy("Most goods"),
    BEST: gettext_lazy("Top rated"),
}
_SORTING: dict[str, tuple[Any, ...]] = {
    NAME: ("name", "pk"),
    NEWEST: ("-created_at", "pk"),
    MOST_GOODS: ("-goods", "name", "pk"),
    BEST: (F("rating__average").desc(nulls_last=True), "name", "pk"),
}
# The parameters of an address that the directory reads.
NAMES = ("region", "category", "rating", "open", "sort", "page")


@dataclass(frozen=True)
class Choice:
    """What the reader asked of the directory: the code of a regency, the id of a top category."""

    region: str = ""
    category: int = 0
    rated: bool = False
    open_now: bool = False
    sort: str = NAME

    @property
    def count(self) -> int:
        return bool(self.region) + bool(self.category) + self.rated + self.open_now

    @property
    def url(self) -> str:
        pairs: list[tuple[str, object]] = [("region", self.region)] if self.region else []
        pairs += [("category", self.category)] if self.category else []
        pairs += [("rating", GOOD_RATING)] if self.rated else []
        pairs += [("open", 1)] if self.open_now else []
        pairs += [("sort", self.sort)] if self.sort != NAME else []
        return reverse("storefront:index") + (f"?{urlencode(pairs)}" if pairs else "")


@dataclass(frozen=True)
class Entry:
    """One shop in a list. `rating` is None while nobody has rated it."""

    name: str
    url: str
    regency: str
    tagline: str
    portrait: str
    goods: int
    on_holiday: bool
    back_on: dt.date | None
    rating: Any = None


def read(params: QueryDict, regions: set[str], tree: Tree) -> Choice:
    """The choice an address states; `regions` are the codes that have shops."""
    region, category, sort = (params.get(name, "") for name in ("region", "category", "sort"))
    number = int(category) if category.isascii() and category.isdecimal() and len(category) < 10 else 0
    return Choice(
        region=region if region in regions else "",
        category=number if number in {node.pk for node in tree.tops} else 0,
        rated=params.get("rating") == str(GOOD_RATING),
        open_now=params.get("open") == "1",
        sort=sort if sort in ORDERS else NAME,
    )


def open_shops(regency: str = "") -> QuerySet[Vendor]:
    """Open shops by name with `goods`, the number of products a shopper sees; in one regency when its code is given."""
    shops = Vendor.objects.filter(status=Vendor.Status.OPEN).select_related("district__parent").order_by("name", "pk")
    visible = visibility.visible().filter(listing__vendor=OuterRef("pk")).order_by().values("listing__vendor")
    goods = Subquery(visible.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    shops = shops.annotate(goods=Coalesce(goods, 0))
    shops = shops.select_related("rating")
    return shops.filter(district__code__startswith=f"{regency}.") if regency else shops


def arranged(choice: Choice, tree: Tree, now: dt.datetime) -> QuerySet[Vendor]:
    """The shops that fit the choice, in its order; "open now" is reckoned for `now`."""
    shops = open_shops(choice.region)
    if choice.category:
        goods = narrowing.within(visibility.visible(), [tree.by_pk[choice.category].path])
        shops = shops.filter(pk__in=goods.order_by().values("listing__vendor"))
    if choice.rated:
        shops = shops.filter(rating__average__gte=GOOD_RATING)
    if choice.open_now:
        shops = shops.filter(hours.open_now(now))
    return shops.order_by(*_SORTING[choice.sort])


def page(choice: Choice, regencies: list[tuple[str, str, int]], tree: Tree, page: Page) -> dict[str, Any]:
    """What the directory shows beside its shops: what may be chosen, what was, and the way back."""
    chosen = next((row for row in regencies if row[0] == choice.region), None)
    return {
        "choice": choice,
        "regencies": regencies,
        "chosen": chosen,
        "all_shops": sum(n for _code, _name, n in regencies),
        "tops": tree.tops,
        "orders": [(value, str(name), value == choice.sort) for value, name in ORDERS.items()],
        "chips": _chips(choice, chosen, tree),
        "trail": _trail(chosen),
        "page": page,
        "shops": [entry(vendor) for vendor in page],
    }


def open_shop(slug: str) -> Vendor | None:
    """An open shop with `sold`, the pieces it has sold."""
    lines = VendorOrderLine.objects.filter(vendor_order__vendor=OuterRef("pk"), vendor_order__status__in=cards.SOLD)
    pieces = lines.order_by().values("vendor_order__vendor").annotate(n=Sum("line__quantity")).values("n")
    shops = Vendor.objects.filter(slug=slug, status=Vendor.Status.OPEN).select_related("district__parent")
    return shops.select_related("rating").annotate(sold=Coalesce(Subquery(pieces), 0)).first()


def goods_of(vendor: Vendor, paths: list[str] | None = None) -> QuerySet:
    """The shop's goods, newest first; those whose first category has one of these paths when they are given."""
    goods = visibility.visible().filter(listing__vendor=vendor).order_by("-date_created", "-pk")
    return goods if paths is None else goods.annotate(shelf=cards.first_branch("pk")).filter(_on(paths))


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
        back_on=vendor.holiday_until,
        rating=_rating(vendor),
    )


def _on(paths: list[str]) -> Q:
    named = [path for path in paths if path]
    return Q(shelf__in=named) if len(named) == len(paths) else Q(shelf__in=named) | Q(shelf__isnull=True)


def _rating(vendor: Vendor) -> Any:
    try:
        return vendor.rating.average  # type: ignore[attr-defined]
    except ObjectDoesNotExist:
        return None


def _trail(chosen: tuple[str, str, int] | None) -> list[tuple[str, str]]:
    if chosen is None:
        return [(_("All shops"), "")]
    return [(_("All shops"), reverse("storefront:index")), (chosen[1], "")]


def _chips(choice: Choice, chosen: tuple[str, str, int] | None, tree: Tree) -> list[tuple[str, str]]:
    """(label, address without it) of every filter that is on."""
    chips = [(chosen[1], replace(choice, region="").url)] if chosen else []
    node: Node | None = tree.by_pk.get(choice.category)
    chips += [(node.name, replace(choice, category=0).url)] if node else []
    chips += [(_("Rating 4 and up"), replace(choice, rated=False).url)] if choice.rated else []
    chips += [(_("Open now"), replace(choice, open_now=False).url)] if choice.open_now else []
    return chips
