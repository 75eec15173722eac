"""Lists as Stripe pages them: newest first, by cursor, at most a hundred at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from marketplace.payments.simulator import errors, faults
from marketplace.payments.simulator.world import Body, Call, World

_RANGES = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


def listing(
    world: World,
    call: Call,
    kind: str,
    filters: Mapping[str, str] | None = None,
    where: str = "1",
    values: Sequence[Any] = (),
) -> Body:
    """One page of a kind. ``filters`` maps a parameter to the JSON path it is compared with."""
    clauses, wanted = [f"({where})"], list(values)
    for param, path in (filters or {}).items():
        if param in call.params:
            _compare(clauses, wanted, f"json_extract(body, '{path}')", call.params[param])
    return _cut(world, call, kind, " AND ".join(clauses), wanted)


def _cut(world: World, call: Call, kind: str, where: str, values: list[Any]) -> Body:
    """The page the cursor points at, and whether more lies beyond it."""
    limit, params = size(world, call), call.params
    order = "DESC"
    if "ending_before" in params:
        where, order = f"{where} AND seq > ?", "ASC"
        values.append(_seq(world, call, kind, "ending_before"))
    elif "starting_after" in params:
        where = f"{where} AND seq < ?"
        values.append(_seq(world, call, kind, "starting_after"))
    found = world.store.select(kind, where, values, call.account, f"seq {order} LIMIT {limit + 1}")
    data = found[:limit] if order == "DESC" else found[:limit][::-1]
    return {"object": "list", "url": call.path, "has_more": len(found) > limit, "data": data}


def _seq(world: World, call: Call, kind: str, param: str) -> int:
    seq = world.store.seq(kind, call.params[param], call.account)
    if seq is None:
        raise errors.missing_resource(kind.replace(".", " "), call.params[param], param, status=400)
    return seq


def _compare(clauses: list[str], values: list[Any], column: str, wanted: Any) -> None:
    if isinstance(wanted, dict):
        clauses.extend(f"{column} {_RANGES[edge]} ?" for edge in wanted)
        values.extend(wanted.values())
    else:
        clauses.append(f"{column} = ?")
        values.append(wanted)


def page(world: World, call: Call, rows: list[Body]) -> Body:
    """The part of ``rows``, kept inside an object, that the cursor points at."""
    limit = size(world, call)
    params = call.params
    backwards = "ending_before" in params
    if backwards:
        before = rows[: _position(rows, params["ending_before"], "ending_before")]
        part, more = before[-limit:], len(before) > limit
    else:
        start = _position(rows, params["starting_after"], "starting_after") + 1 if "starting_after" in params else 0
        part, more = rows[start : start + limit], len(rows) > start + limit
    return {"object": "list", "url": call.path, "has_more": more, "data": part}


def size(world: World, call: Call) -> int:
    """The page size asked for; raises ApiError(400) outside 1 to 100. The dial may make it smaller."""
    limit = int(call.params.get("limit", 10))
    if not 1 <= limit <= 100:
        raise errors.invalid("Invalid limit: must be between 1 and 100", "limit")
    smaller = faults.take(world, "page_size", method=call.method, path=call.path)
    return limit if smaller is None else min(limit, int(smaller.get("size", 1)))


def _position(rows: list[Body], id: str, param: str) -> int:
    for position, row in enumerate(rows):
        if row["id"] == id:
            return position
    raise errors.missing_resource("object", id, param, status=400)


def whole(url: str, rows: list[Body]) -> Body:
    """A list inside an object: its first ten."""
    return {"object": "list", "url": url, "has_more": len(rows) > 10, "data": rows[:10]}
