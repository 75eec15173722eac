"""State machines are data: a table of allowed moves, and one function that applies a move by compare-and-set."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models

Moves = Mapping[str, Collection[str]]


class Stale(Exception):
    """The row is not in a state from which this move is allowed, or another request moved it first."""


def move(row: models.Model, field: str, to: str, moves: Moves, **also: Any) -> str:
    """Move `row.field` to `to` if the table allows it from where the row is now; also set other columns.

    One conditional UPDATE: of two requests at once the first wins. Returns the old state and refreshes the instance.
    Raises Stale when the row is elsewhere.
    """
    old = getattr(row, field)
    allowed = to in moves.get(old, ())
    rows = type(row)._default_manager.filter(pk=row.pk, **{field: old})
    if not allowed or not rows.update(**{field: to, **also}):
        raise Stale(f"{type(row).__name__} {row.pk} cannot move from {old} to {to}")
    for name, value in {field: to, **also}.items():
        setattr(row, name, value)
    return old
