"""Product cards straight from one query: no model instances, no query per card."""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import Case, DateField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.front.goods import Card
from marketplace.shop.catalogue import pictures
from marketplace.shop.catalogue.categories import Tree
from marketplace.statements import Given
from vendors.models import Vendor, VendorOrder

OrderLine = get_model("order", "Line")
ProductCategory = get_model("catalogue", "ProductCategory")
ProductImage = get_model("catalogue", "ProductImage")

SOLD = [
    VendorOrder.Status.NEW,
    VendorOrder.Status.ACCEPTED,
    VendorOrder.Status.READY_FOR_PICKUP,
    VendorOrder.Status.SHIPPED,
    VendorOrder.Status.DELIVERED,
    VendorOrder.Status.COMPLETED,
]
NEW_FOR = dt.timedelta(days=14)
# In a statement that is written once, the day is named when it is run.
TODAY = Given("today", DateField())
_VENDOR = "listing__vendor__"
_COLUMNS = (
    "pk",
    "slug",
    "title",
    "listing__name_en",
    "price",
    "free",
    "picture",
    "branch",
    "sold",
    "shop",
    "regency",
    "away",
    "stars",
    "date_created",
)


def priced(products: QuerySet, today: Any = None) -> QuerySet:
    """Products with `price` in rupiah, `free` (pieces nobody has reserved) and `away` (their shop is on holiday)."""
    today = today or timezone.localdate()
    holiday = Q(listing__vendor__holiday_from__lte=today, listing__vendor__holiday_until__gte=today)
    return products.annotate(
        price=F("stockrecords__price"),
        free=F("stockrecords__num_in_stock") - Coalesce(F("stockrecords__num_allocated"), 0),
        away=Case(When(holiday, then=Value(True)), default=Value(False)),
    )


def of(products: QuerySet, tree: Tree, *, shops: bool = True) -> list[Card]:
    """The cards of some products in the order given, in one query. Leave the shops out in a shop's own page."""
    return drawn(columns(products), tree, shops=shops)


def columns(products: QuerySet, today: Any = None) -> QuerySet:
    """What cards ask of products, as rows; `today` may be `TODAY`, in a statement."""
    rows = priced(products, today).annotate(
        picture=first_picture("pk"),
        branch=first_branch("pk"),
        sold=sold(),
        shop=F(f"{_VENDOR}name"),
        regency=F(f"{_VENDOR}district__parent__name"),
        stars=F("score__average"),
    )
    return rows.values_list(*_COLUMNS)


def drawn(rows: Iterable[tuple[Any, ...]], tree: Tree, *, shops: bool = True) -> list[Card]:
    """Cards of the rows of `columns`."""
    return [_card(dict(zip(_COLUMNS, row, strict=True)), tree, shops) for row in rows]


@cache
def first_picture(product: str) -> Subquery:
    """The stored name of a product's first picture; `product` names the column that holds the product's id."""
    pictures_of = ProductImage.objects.filter(product=OuterRef(product)).order_by("display_order", "pk")
    return Subquery(pictures_of.values("original")[:1])


@cache
def first_branch(product: str) -> Subquery:
    """The path of the first category a product was put in."""
    return Subquery(
        ProductCategory.objects.filter(product=OuterRef(product)).order_by("pk").values("category__path")[:1]
    )


def address(slug: str, pk: int) -> str:
    """The path of a product's page in the reader's language. Reversing the URL map for each card is dear."""
    return _address_pattern(get_language()).format(slug=slug, pk=pk)


@cache
def _address_pattern(language: str | None) -> str:
    path = reverse("catalogue:detail", kwargs={"product_slug": "SLUG", "pk": 0})
    return path.replace("{", "{{").replace("}", "}}").replace("SLUG_0", "{slug}_{pk}")


def short(region: str | None) -> str:
    """A regency's name where there is little room: `Kab. Kerinci`."""
    return (region or "").replace("Kabupaten ", "Kab. ", 1)


def regency_of(vendor: Vendor) -> str:
    """Where a shop is, from its district's regency, loaded with it."""
    return short(vendor.district.parent.name if vendor.district.parent else "")


def in_reader_tongue(own: str, english: str) -> str:
    """The English text where the reader reads English and there is one, else the vendor's own."""
    return english if english and (get_language() or "id").startswith("en") else own


@cache
def sold() -> Coalesce:
    """Pieces sold in orders that were paid and not cancelled."""
    lines = OrderLine.objects.filter(product=OuterRef("pk"), vendor_line__vendor_order__status__in=SOLD)
    pieces = lines.order_by().values("product").annotate(pieces=Sum("quantity")).values("pieces")
    return Coalesce(Subquery(pieces), 0)


def _card(row: dict[str, Any], tree: Tree, shops: bool) -> Card:
    return Card(
        url=address(row["slug"], row["pk"]),
        name=in_reader_tongue(row["title"], row["listing__name_en"]),
        price=row["price"],
        picture=pictures.address(row["picture"], 400),
        srcset=pictures.srcset(row["picture"], (200, 400, 800)),
        whole=True,
        ground=tree.cloth(row["branch"] or "")[0],
        shop=row["shop"] if shops else "",
        regency=short(row["regency"]) if shops else "",
        rating=row["stars"],
        sold=row["sold"],
        ribbon=_("On holiday") if row["away"] else "",
        ribbon_tone="n" if row["away"] else "",
        sold_out=(row["free"] or 0) <= 0,
        new=row["date_created"] > timezone.now() - NEW_FOR,
    )
