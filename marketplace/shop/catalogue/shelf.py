"""A list of goods as a page shows it: cards, counts, filters with what each would leave, chips, links to more."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace import money
from marketplace.front import formats
from marketplace.front.goods import Card
from marketplace.shop.catalogue import cards, choices, facets, narrowing, rows
from marketplace.shop.catalogue.categories import Node, Tree
from marketplace.shop.catalogue.choices import Choice
from marketplace.statements import Statement

PER_PAGE = 24
MOST_TOGETHER = 10
MOST_PROMOTED = 3
# Three questions for each list: some hundred categories, and the first pages of the large ones.
MOST_KEPT = 512
_KEPT: dict[tuple[str, str], Statement] = {}
_SORTING: dict[str, tuple[Any, ...]] = {
    choices.NEWEST: ("-date_created", "-pk"),
    choices.CHEAPEST: ("price", "-pk"),
    choices.DEAREST: ("-price", "-pk"),
    choices.SELLING: ("-sold", "-date_created", "-pk"),
    choices.RATED: (F("score__average").desc(nulls_last=True), "-pk"),
    choices.BEST: ("rank", "-date_created", "-pk"),
}


@dataclass(frozen=True)
class Chip:
    """One filter that is on, and the address of the same list without it."""

    label: str
    url: str
    count: int | None = None


@dataclass(frozen=True)
class Shelf:
    cards: list[Card]
    facets: facets.Facets
    choice: Choice
    chips: list[Chip]
    orders: list[tuple[str, str, bool]]
    pages: int
    path: str
    promoted: list[Chip] = field(default_factory=list)
    popular: list[Card] = field(default_factory=list)

    @property
    def page(self) -> int:
        return self.choice.page

    @property
    def first_shown(self) -> int:
        return 1 if self.choice.together else (self.page - 1) * PER_PAGE + 1

    @property
    def last_shown(self) -> int:
        return self.first_shown + len(self.cards) - 1

    @property
    def next_url(self) -> str:
        return self.path + self.choice.turned_to(self.page + 1).query if self.page < self.pages else ""

    @property
    def grown_url(self) -> str:
        """The address of this list with the next page added: where "Load more" leaves the reader."""
        return self.path + self.choice.grown_to(self.page + 1).query

    @property
    def previous_url(self) -> str:
        return (
            self.path + self.choice.turned_to(self.page - 1).query if self.page > 1 and not self.choice.together else ""
        )

    @property
    def clear_url(self) -> str:
        return self.path + self.choice.cleared().query

    @property
    def goods_said(self) -> str:
        total = self.facets.total
        return ngettext("{n} product", "{n} products", total).format(n=formats.number(total))

    @property
    def shops_said(self) -> str:
        shops = self.facets.shop_count
        return ngettext("from {n} shop", "from {n} shops", shops).format(n=formats.number(shops))


def arrange(
    products: QuerySet, choice: Choice, tree: Tree, path: str, options: list[Node], *, kept_as: str = ""
) -> Shelf:
    """The shelf of visible `products` at `path`, in four queries at most. A page beyond the last is the last.

    `kept_as` names a set of products that is always asked for alike: the SQL of its lists without filters is kept.
    """
    ask = _Asking(products, choice, tree, "" if choice.count or choice.text else kept_as)
    counted = facets.count(ask.groups(), ask.branches() if options else [], choice, options)
    pages = max(1, -(-counted.total // PER_PAGE))
    choice = replace(choice, page=min(choice.page, pages, MOST_TOGETHER if choice.together else pages))
    return Shelf(
        cards=cards.drawn(ask.cards(choice.page), tree) if counted.total else [],
        facets=counted,
        choice=choice,
        chips=_chips(choice, counted, tree, path),
        orders=_orders(choice),
        pages=pages,
        path=path,
        promoted=_promoted(choice, counted, path),
        popular=[] if counted.total else rows.popular(tree),
    )


def _promoted(choice: Choice, counted: facets.Facets, path: str) -> list[Chip]:
    """Up to three filters that would help most: each leaves something, and fewer goods than there are."""
    bound = choice.low is not None or choice.high is not None
    wanted: list[tuple[str, int, dict[str, Any]]] = [
        (_("Ready to ship"), 0 if choice.ready else counted.ready, {"ready": True}),
        (
            _("Under {price}").format(price=money.shown(facets.CHEAP)),
            0 if bound else counted.cheap,
            {"high": facets.CHEAP},
        ),
        (_("Rating 4 and up"), 0 if choice.rated else counted.rated, {"rated": True}),
    ]
    if not choice.regions and (most := max(counted.regions, key=lambda option: option.count, default=None)):
        wanted.append((most.name, most.count, {"regions": (str(most.value),)}))
    useful = [(label, n, added) for label, n, added in wanted if 0 < n < counted.total]
    first = replace(choice, page=1, together=False)
    return [Chip(label, path + replace(first, **added).query, n) for label, n, added in useful[:MOST_PROMOTED]]


@dataclass(frozen=True)
class _Asking:
    """The three questions of a shelf. With a name each is kept under it; without, it is written for this once."""

    products: QuerySet
    choice: Choice
    tree: Tree
    kept_as: str

    def groups(self) -> list[facets.Group]:
        asked = self._rows("groups", lambda products: facets.groups_in(self._narrowed(products)))
        return [facets.Group(*row) for row in asked]

    def branches(self) -> list[Any]:
        other = replace(self.choice, categories=())
        return self._rows("branches", lambda products: facets.branches_in(narrowing.chosen(products, other, Tree({}))))

    def cards(self, page: int) -> list[Any]:
        start = 0 if self.choice.together else (page - 1) * PER_PAGE

        def shown(products: QuerySet) -> QuerySet:
            if self.choice.sort == choices.SELLING:
                products = products.annotate(sold=cards.sold())
            ordered = narrowing.chosen(products, self.choice, self.tree).order_by(*_SORTING[self.choice.sort])
            return cards.columns(ordered[start : page * PER_PAGE], cards.TODAY)

        return self._rows(f"cards {self.choice.sort} {start} {page}", shown)

    def _narrowed(self, products: QuerySet) -> QuerySet:
        return narrowing.by_price_and_category(products, self.choice, self.tree)

    def _rows(self, what: str, build: Callable[[QuerySet], QuerySet]) -> list[Any]:
        kept = _KEPT.get((self.kept_as, what)) if self.kept_as else None
        statement = kept or Statement(lambda: build(cards.priced(self.products, cards.TODAY)))
        rows = statement.rows(today=timezone.localdate())
        if self.kept_as and not kept and len(_KEPT) < MOST_KEPT:
            _KEPT[self.kept_as, what] = statement
        return rows


def _orders(choice: Choice) -> list[tuple[str, str, bool]]:
    """(value, name, chosen) of every order; the best match only where something was searched for."""
    best = [(choices.BEST, _("Best match"), choice.sort == choices.BEST)] if choice.text else []
    return best + [(value, str(name), value == choice.sort) for value, name in choices.ORDERS.items()]


def _chips(choice: Choice, counted: facets.Facets, tree: Tree, path: str) -> list[Chip]:
    categories: list[tuple[str, dict[str, Any]]] = [
        (tree.by_pk[pk].name, {"categories": pk}) for pk in choice.categories if pk in tree.by_pk
    ]
    regions = [(option.name, {"regions": option.value}) for option in counted.regions if option.chosen]
    shops = [(option.name, {"shops": option.value}) for option in counted.shops if option.chosen]
    rest: list[tuple[str, dict[str, Any]]] = []
    if choice.low is not None:
        rest.append((_("From {price}").format(price=money.shown(choice.low)), {"low": None}))
    if choice.high is not None:
        rest.append((_("Up to {price}").format(price=money.shown(choice.high)), {"high": None}))
    if choice.ready:
        rest.append((_("Ready to ship"), {"ready": False}))
    if choice.rated:
        rest.append((_("Rating 4 and up"), {"rated": False}))
    return [
        Chip(label, path + choice.without(**dropped).query) for label, dropped in [*categories, *regions, *shops, *rest]
    ]
