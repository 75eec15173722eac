"""How many goods each filter would leave: two grouped queries count every option, whatever else is chosen."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Substr

from marketplace.regions import directory
from marketplace.shop.catalogue import cards, choices
from marketplace.shop.catalogue.categories import Node
from marketplace.shop.catalogue.choices import Choice

REGENCY_LENGTH = len("15.01")
CHEAP = 50_000  # rupiah: what a small gift costs


@dataclass(frozen=True)
class Option:
    value: str | int
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Group:
    """So many goods of one shop from one regency, with or without stock, of good rating or not, cheap or not."""

    shop: int
    shop_name: str
    region: str
    ready: bool
    rated: bool
    cheap: bool
    count: int


@dataclass(frozen=True)
class Facets:
    total: int
    shop_count: int
    regions: list[Option]
    shops: list[Option]
    categories: list[Option]
    ready: int
    rated: int
    cheap: int


def groups_in(products: QuerySet) -> QuerySet:
    """The rows of `Group` of priced products."""
    return (
        products.order_by()
        .annotate(
            made_in=Substr("listing__origin_id", 1, REGENCY_LENGTH),
            ready=Case(When(Q(free__gt=0, away=False), then=Value(True)), default=Value(False)),
            rated=Case(When(score__average__gte=choices.GOOD_RATING, then=Value(True)), default=Value(False)),
            cheap=Case(When(price__lte=CHEAP, then=Value(True)), default=Value(False)),
            shop_name=F("listing__vendor__name"),
        )
        .values_list("listing__vendor_id", "shop_name", "made_in", "ready", "rated", "cheap")
        .annotate(count=Count("pk"))
    )


def branches_in(products: QuerySet) -> QuerySet:
    """(path of a category, number of goods put into it) of products."""
    return products.order_by().values_list("productcategory__category__path").annotate(count=Count("pk", distinct=True))


def count(groups: list[Group], branches: list[tuple[str, int]], choice: Choice, options: list[Node]) -> Facets:
    """Counts of every option; `options` are the categories offered. A value that was chosen is listed even at none."""
    found = [group for group in groups if _fits(group, choice)]
    return Facets(
        total=sum(group.count for group in found),
        shop_count=len({group.shop for group in found}),
        regions=_region_options(groups, choice),
        shops=_shop_options(groups, choice),
        categories=_category_options(branches, choice, options),
        ready=sum(group.count for group in found if group.ready),
        rated=sum(group.count for group in found if group.rated),
        cheap=sum(group.count for group in found if group.cheap),
    )


def _fits(group: Group, choice: Choice, *, regions: bool = True, shops: bool = True) -> bool:
    return (
        (not regions or not choice.regions or group.region in choice.regions)
        and (not shops or not choice.shops or group.shop in choice.shops)
        and (not choice.ready or group.ready)
        and (not choice.rated or group.rated)
    )


def _region_options(groups: list[Group], choice: Choice) -> list[Option]:
    counts = Counter(dict.fromkeys(choice.regions, 0))
    for group in groups:
        if _fits(group, choice, regions=False):
            counts[group.region] += group.count
    names = directory.names_of(counts)
    options = [
        Option(code, cards.short(names[code]), n, code in choice.regions) for code, n in counts.items() if code in names
    ]
    return sorted(options, key=lambda option: option.name)


def _shop_options(groups: list[Group], choice: Choice) -> list[Option]:
    names = {group.shop: group.shop_name for group in groups}
    counts = Counter({pk: 0 for pk in choice.shops if pk in names})
    for group in groups:
        if _fits(group, choice, shops=False):
            counts[group.shop] += group.count
    return sorted(
        (Option(pk, names[pk], n, pk in choice.shops) for pk, n in counts.items()), key=lambda option: option.name
    )


def _category_options(branches: list[tuple[str, int]], choice: Choice, options: list[Node]) -> list[Option]:
    """Counts per category with every other filter on, the categories themselves off."""
    paths = [(path, n) for path, n in branches if path]
    counted = [(node, sum(n for path, n in paths if path.startswith(node.path))) for node in options]
    return [
        Option(node.pk, node.name, n, node.pk in choice.categories)
        for node, n in counted
        if n or node.pk in choice.categories
    ]
