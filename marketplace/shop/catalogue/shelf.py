"""A list of goods as a page shows it: cards, counts, filters with what each would leave, chips, links to more."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace import money
from marketplace.front import formats
from marketplace.front.goods import Card
from marketplace.shop.catalogue import cards, choices, facets, narrowing
from marketplace.shop.catalogue.categories import Node, Tree
from marketplace.shop.catalogue.choices import Choice

PER_PAGE = 24
_SORTING = {
    choices.NEWEST: ("-date_created", "-pk"),
    choices.CHEAPEST: ("price", "-pk"),
    choices.DEAREST: ("-price", "-pk"),
    choices.BEST: ("rank", "-date_created", "-pk"),
}


@dataclass(frozen=True)
class Chip:
    """One filter that is on, and the address of the same list without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Shelf:
    cards: list[Card]
    facets: facets.Facets
    choice: Choice
    chips: list[Chip]
    orders: list[tuple[str, str, bool]]
    pages: int
    path: str

    @property
    def page(self) -> int:
        return self.choice.page

    @property
    def first_shown(self) -> int:
        return (self.page - 1) * PER_PAGE + 1

    @property
    def last_shown(self) -> int:
        return self.first_shown + len(self.cards) - 1

    @property
    def next_url(self) -> str:
        return self.path + self.choice.turned_to(self.page + 1).query if self.page < self.pages else ""

    @property
    def previous_url(self) -> str:
        return self.path + self.choice.turned_to(self.page - 1).query if self.page > 1 else ""

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


def arrange(products: QuerySet, choice: Choice, tree: Tree, path: str, options: list[Node]) -> Shelf:
    """The shelf of visible `products` at `path`, in four queries at most. A page beyond the last is the last."""
    found = cards.priced(products)
    counted = facets.count(found, choice, tree, options)
    pages = max(1, -(-counted.total // PER_PAGE))
    choice = choice.turned_to(min(choice.page, pages))
    start = (choice.page - 1) * PER_PAGE
    ordered = narrowing.chosen(found, choice, tree).order_by(*_SORTING[choice.sort])
    return Shelf(
        cards=cards.of(ordered[start : start + PER_PAGE], tree) if counted.total else [],
        facets=counted,
        choice=choice,
        chips=_chips(choice, counted, tree, path),
        orders=_orders(choice),
        pages=pages,
        path=path,
    )


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
    return [
        Chip(label, path + choice.without(**dropped).query) for label, dropped in [*categories, *regions, *shops, *rest]
    ]
