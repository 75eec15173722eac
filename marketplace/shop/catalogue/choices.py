"""What a shopper chose on a list of goods, read from the address. Whatever makes no sense is left out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NEWEST, CHEAPEST, DEAREST, BEST = "newest", "price", "-price", "match"
SELLING, RATED = "sold", "rating"
GOOD_RATING = 4  # of five stars, and up
ORDERS: dict[str, Promise] = {
    NEWEST: gettext_lazy("Newest"),
    SELLING: gettext_lazy("Best-selling"),
    RATED: gettext_lazy("Top rated"),
    CHEAPEST: gettext_lazy("Lowest price"),
    DEAREST: gettext_lazy("Highest price"),
}
# The parameters of an address that `read` looks at.
PARAMETERS = ("category", "region", "shop", "min", "max", "ready", "rating", "sort", "page", "together")
MOST_VALUES = 20
DEAREST_PRICE = 10**10
LAST_PAGE = 10**6
_REGENCY = re.compile(r"^\d\d\.\d\d$", re.ASCII)
_NUMBER = re.compile(r"^\d{1,15}$", re.ASCII)
_PRICE = re.compile(r"^(?:rp)?\s*(\d{1,3}(?:[.,]\d{3})+|\d{1,10})\s*(rb|ribu|k|jt|juta)?$", re.ASCII | re.IGNORECASE)
_TIMES = {"rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}

V = TypeVar("V")


@dataclass(frozen=True)
class Choice:
    """`low` and `high` are whole rupiah; `regions` are codes of regencies, `categories` and `shops` are ids.

    `rated` keeps goods of four stars and up. `together` shows the pages up to `page` as one, as "Load more" left them.
    """

    text: str = ""
    sort: str = NEWEST
    categories: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    shops: tuple[int, ...] = ()
    low: int | None = None
    high: int | None = None
    ready: bool = False
    rated: bool = False
    together: bool = False
    page: int = 1
    errors: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def count(self) -> int:
        """How many filters are on."""
        prices = sum(price is not None for price in (self.low, self.high))
        return len(self.categories) + len(self.regions) + len(self.shops) + prices + self.ready + self.rated

    @property
    def query(self) -> str:
        """The choice as the query part of an address, `?` included; empty when nothing was chosen."""
        pairs: list[tuple[str, str | int]] = [("q", self.text)] if self.text else []
        pairs += [("category", pk) for pk in self.categories]
        pairs += [("region", code) for code in self.regions]
        pairs += [("shop", pk) for pk in self.shops]
        pairs += [(name, price) for name, price in (("min", self.low), ("max", self.high)) if price is not None]
        pairs += [("ready", 1)] if self.ready else []
        pairs += [("rating", GOOD_RATING)] if self.rated else []
        pairs += [("sort", self.sort)] if self.sort not in (NEWEST, BEST) else []
        pairs += [("page", self.page)] if self.page > 1 else []
        pairs += [("together", 1)] if self.together and self.page > 1 else []
        return f"?{urlencode(pairs)}" if pairs else ""

    def turned_to(self, page: int) -> "Choice":
        return replace(self, page=page, together=False)

    def grown_to(self, page: int) -> "Choice":
        """All pages up to this one, as one."""
        return replace(self, page=page, together=True)

    def without(self, **dropped: object) -> "Choice":
        """The same choice from page 1 without one value (`regions="15.01"`) or one price (`low=None`)."""
        changed: dict[str, object] = {"page": 1, "together": False}
        for name, value in dropped.items():
            current = getattr(self, name)
            changed[name] = tuple(kept for kept in current if kept != value) if isinstance(current, tuple) else value
        return replace(self, **changed)  # type: ignore[arg-type]

    def cleared(self) -> "Choice":
        return Choice(text=self.text, sort=self.sort)


def read(params: QueryDict, *, text: str = "") -> Choice:
    """The choice an address states. A price that cannot be read is left out and told in `errors`."""
    errors: dict[str, str] = {}
    low, high = _price(params, "min", errors), _price(params, "max", errors)
    if low is not None and high is not None and low > high:
        low, high = high, low
    standard = BEST if text else NEWEST
    return Choice(
        text=text,
        sort=sort if (sort := params.get("sort", "")) in ORDERS else standard,
        categories=_numbers(params, "category"),
        regions=tuple(_unique(code for code in params.getlist("region")[:MOST_VALUES] if _REGENCY.match(code))),
        shops=_numbers(params, "shop"),
        low=low,
        high=high,
        ready=params.get("ready") == "1",
        rated=params.get("rating") == str(GOOD_RATING),
        together=params.get("together") == "1",
        page=_page(params.get("page", "")),
        errors=errors,
    )


def is_regency(code: str) -> bool:
    """Whether this is written as the code of a regency, `15.01`."""
    return bool(_REGENCY.match(code))


def _numbers(params: QueryDict, name: str) -> tuple[int, ...]:
    return tuple(_unique(int(value) for value in params.getlist(name)[:MOST_VALUES] if _NUMBER.match(value)))


def _unique(values: Iterable[V]) -> list[V]:
    return list(dict.fromkeys(values))


def _page(typed: str) -> int:
    return min(max(int(typed), 1), LAST_PAGE) if _NUMBER.match(typed) else 1


def _price(params: QueryDict, name: str, errors: dict[str, str]) -> int | None:
    """`25000`, `25.000`, `Rp 25.000` and `25rb` alike; None when empty or unreadable."""
    typed = params.get(name, "").replace("\u00a0", " ").strip()
    if not typed:
        return None
    found = _PRICE.match(typed)
    if not found:
        errors[name] = _("Write a price in digits, for example 25.000.")
        return None
    return min(int(re.sub(r"[.,]", "", found[1])) * _TIMES.get((found[2] or "").lower(), 1), DEAREST_PRICE)
