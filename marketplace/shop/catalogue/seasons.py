"""What is in season in Jambi, by month. A table to be kept by whoever knows the harvest better.

Sources: durian and duku November to February, and the fruits that ripen with them (domain notes of PLUT, checked November
2026); pineapples of Tangkit at their most in the dry months; coffee of Kerinci and Jangkat picked from May. Words are looked
for in names.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Season:
    """`first` and `last` are months, both included; a season may reach over the turn of the year."""

    name: Promise
    first: int
    last: int
    words: tuple[str, ...]

    def includes(self, day: dt.date) -> bool:
        if self.first <= self.last:
            return self.first <= day.month <= self.last
        return day.month >= self.first or day.month <= self.last


SEASONS = (
    Season(gettext_lazy("durian"), 11, 2, ("durian", "lempok", "tempoyak")),
    Season(gettext_lazy("duku"), 11, 2, ("duku ",)),
    Season(gettext_lazy("rambutan"), 12, 2, ("rambutan",)),
    Season(gettext_lazy("pineapple"), 6, 9, ("nanas",)),
    Season(gettext_lazy("coffee"), 5, 8, ("kopi ", "cascara")),
)


def on(day: dt.date) -> list[Season]:
    return [season for season in SEASONS if season.includes(day)]


def goods_of(seasons: list[Season]) -> Q:
    """Goods whose Indonesian name has a word of one of these seasons; none without a season."""
    named = Q(pk__in=[])
    for word in (word for season in seasons for word in season.words):
        named |= Q(title__icontains=word)
    return named
