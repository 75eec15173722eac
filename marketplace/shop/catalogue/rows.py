"""Rows of a few goods for the home page and for pages that found nothing: two queries for all rows together."""

import datetime as dt
from collections import defaultdict

from django.db.models import Q, QuerySet, Sum, Value
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.front.goods import Card
from marketplace.shop.catalogue import cards, narrowing, seasons, visibility
from marketplace.shop.catalogue.categories import Tree

OrderLine = get_model("order", "Line")
Product = get_model("catalogue", "Product")

A_ROW = 4
LATELY = dt.timedelta(days=90)
GIFTS = "hampers"
_NEWEST = ("-date_created", "-pk")


def home(tree: Tree) -> dict[str, list[Card]]:
    """`season`, `best`, `gifts` and `newest`, each as cards; a row without goods is left out."""
    gifts = [node.path for node in tree.nodes.values() if node.slug == GIFTS]
    visible = visibility.visible()
    rows = {
        "season": in_season(timezone.localdate()).order_by(*_NEWEST)[:A_ROW],
        "best": visible.filter(pk__in=_best_selling()),
        "newest": visible.order_by(*_NEWEST)[: 2 * A_ROW],
    }
    if gifts:
        rows["gifts"] = narrowing.within(visible, gifts).order_by(*_NEWEST)[:A_ROW]
    return _filled(rows, tree)


def popular(tree: Tree) -> list[Card]:
    """The goods that sold best lately, where a page has nothing else to show; one query."""
    return _by_sales(cards.of(visibility.visible().filter(pk__in=_best_selling()), tree))


def from_regency(code: str, tree: Tree) -> list[Card]:
    """The newest goods made in a regency; one query."""
    made = Q(listing__origin_id=code) | Q(listing__origin__code__startswith=f"{code}.")
    return cards.of(visibility.visible().filter(made).order_by(*_NEWEST)[:A_ROW], tree)


def in_season(day: dt.date) -> QuerySet:
    """Visible goods of the seasons of a day."""
    return visibility.visible().filter(seasons.goods_of(seasons.on(day)))


def _best_selling() -> QuerySet:
    """The ids of the goods of which the most pieces were sold lately, as a subquery."""
    since = timezone.now() - LATELY
    lines = OrderLine.objects.filter(order__date_placed__gte=since, vendor_line__vendor_order__status__in=cards.SOLD)
    shown = lines.filter(product__in=visibility.visible().order_by().values("pk")).order_by()
    counted = shown.values("product").annotate(pieces=Sum("quantity"))
    return counted.order_by("-pieces", "product").values("product")[:A_ROW]


def _filled(rows: dict[str, QuerySet], tree: Tree) -> dict[str, list[Card]]:
    """One query for the ids of all rows, one for their cards."""
    parts = [
        Product.objects.filter(pk__in=goods.values("pk"))
        .order_by()
        .annotate(row=Value(name))
        .values_list("row", "pk", "date_created")
        for name, goods in rows.items()
    ]
    members: dict[str, set[int]] = defaultdict(set)
    dates: dict[int, dt.datetime] = {}
    for name, pk, created in parts[0].union(*parts[1:], all=True):
        members[name].add(pk)
        dates[pk] = created
    if not dates:
        return {}
    newest_first = sorted(dates, key=lambda pk: (dates[pk], pk), reverse=True)
    goods = cards.of(Product.objects.filter(pk__in=dates).order_by(*_NEWEST), tree)
    shown = list(zip(newest_first, goods, strict=True))
    filled = {name: [card for pk, card in shown if pk in members[name]] for name in rows if members[name]}
    return filled | ({"best": _by_sales(filled["best"])} if "best" in filled else {})


def _by_sales(found: list[Card]) -> list[Card]:
    return sorted(found, key=lambda card: -card.sold)
