"""Queries whose SQL is written once per process instead of once per request.

Django writes the SQL of a queryset anew each time it is read, and for a query of six tables that takes longer than the
database takes to answer. A `Statement` keeps what was written; what differs between requests is a `Given` in the queryset
and named when it is run. The rows are those the queryset itself would give: `tests/test_statements.py` compares them.
"""

import copy
from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Q, QuerySet

# The queryset, its compiler, the SQL, its parameters, and how the columns become Python's values.
Written = tuple[QuerySet, Any, str, Sequence[Any], dict[int, Any]]


class Given(Expression):
    """A value that is named when the statement is run: `filter(pk=Given("pk", BigIntegerField()))`."""

    allowed_default = False

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def get_group_by_cols(self) -> list[Any]:
        return []


class Statement:
    """What `build` asks, written down at the first run on each kind of database."""

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self._build = build
        self._written: dict[str, Written] = {}

    def rows(self, **given: Any) -> list[Any]:
        """The rows as the queryset's own iterator makes them: objects, tuples or plain values."""
        try:
            queryset, compiler = self._ready(given)
        except EmptyResultSet:  # asks for what can never be, such as one of no ids
            return []
        source: Any = SimpleNamespace(
            db=DEFAULT_DB_ALIAS,
            query=_Asked(queryset.query, compiler),
            _fields=queryset._fields,  # type: ignore[attr-defined]
            _known_related_objects=queryset._known_related_objects,  # type: ignore[attr-defined]
        )
        iterable: Any = queryset._iterable_class  # type: ignore[attr-defined]
        return list(iterable(source))

    def _ready(self, given: dict[str, Any]) -> tuple[QuerySet, Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        queryset, written, sql, params, converters = self._written.get(connection.vendor) or self._write(connection)
        bound = tuple(_bound(one, given, connection) for one in params)
        compiler = copy.copy(written)
        compiler.connection = connection
        compiler.as_sql = lambda *args, **options: (sql, bound)
        compiler.get_converters = lambda expressions: converters
        return queryset, compiler

    def _write(self, connection: Any) -> Written:
        queryset = self._build()
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([one[0] for one in compiler.select[: compiler.col_count]])
        self._written[connection.vendor] = queryset, compiler, sql, params, converters
        return self._written[connection.vendor]


class _Asked:
    """A query as the iterators of querysets want it, with its compiler ready."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self._query, self._compiler = query, compiler

    def get_compiler(self, *args: Any, **options: Any) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


def holding(queryset: QuerySet, rows: list[Any]) -> QuerySet:
    """A queryset that has been asked already and holds these rows, as `prefetch_related` leaves one on an object."""
    queryset._result_cache = rows  # type: ignore[attr-defined]
    return queryset


def _bound(param: Any, given: dict[str, Any], connection: Any) -> Any:
    if not isinstance(param, Given):
        return param
    return param.output_field.get_db_prep_value(given[param.name], connection, prepared=False)


def one_of(column: str, names: Sequence[str], output_field: Field) -> Q:
    """The column is any of these given values; `IN` takes no expressions for a foreign key."""
    return reduce(or_, (Q(**{column: Given(name, output_field)}) for name in names))
