"""Finding products. One small interface, so that the engine behind it can change: today it is the database itself.

The caller brings the products that may be seen; an engine only ever narrows them, so nothing hidden can be found.
"""

from functools import reduce
from operator import and_
from typing import Protocol

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

_IN_NAME = ("title", "listing__name_en")
_ANYWHERE = (*_IN_NAME, "description", "listing__description_en", "listing__vendor__name", "categories__name")


class Engine(Protocol):
    def matching(self, products: QuerySet, words: list[str]) -> QuerySet:
        """Those of the products that have every word, with `rank`: 0 for the best match."""
        ...


class DatabaseEngine:
    """LIKE over name, description, shop and category. Fit for some thousand products."""

    def matching(self, products: QuerySet, words: list[str]) -> QuerySet:
        found = products.filter(pk__in=products.order_by().filter(_all_of(words, _ANYWHERE)).values("pk"))
        in_name = Case(
            When(_starts(words), then=Value(0)),
            When(_all_of(words, _IN_NAME), then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return found.annotate(rank=in_name)


def current() -> Engine:
    return DatabaseEngine()


def _all_of(words: list[str], columns: tuple[str, ...]) -> Q:
    return reduce(and_, (_somewhere(word, columns) for word in words), Q())


def _somewhere(word: str, columns: tuple[str, ...]) -> Q:
    """The word in one of the columns."""
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": word})
    return found


def _starts(words: list[str]) -> Q:
    phrase = " ".join(words)
    return Q(title__istartswith=phrase) | Q(listing__name_en__istartswith=phrase)
