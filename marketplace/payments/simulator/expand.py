"""What an object shows when read: values of the moment, and the objects named by ``expand`` in place of their ids."""

from collections.abc import Callable
from typing import Any

from marketplace.payments.simulator import errors, lists
from marketplace.payments.simulator.world import Body, World, public

_DEEPEST = 4


def shown(world: World, body: Body) -> Body:
    """The public object with the values that time changes: a balance's availability, an event's open deliveries."""
    view = public(body)
    if view.get("object") == "balance_transaction":
        view["status"] = "available" if view["available_on"] <= world.now() else "pending"
    if view.get("object") == "event":
        sql = "SELECT count(*) AS open FROM delivery WHERE event = ? AND state != 'done'"
        view["pending_webhooks"] = world.store.rows(sql, (view["id"],))[0]["open"]
    if view.get("object") in ("list", "search_result"):
        view["data"] = [shown(world, item) for item in view["data"]]
    return view


def expanded(world: World, body: Body, paths: list[str]) -> Body:
    """Raises ApiError(400) for a path that cannot be expanded."""
    view = shown(world, body)
    for path in paths:
        steps = path.split(".")
        if len(steps) > _DEEPEST:
            raise errors.invalid(f"You cannot expand more than {_DEEPEST} levels of a property ({path}).", "expand")
        _expand(world, view, steps, path)
    return view


def _expand(world: World, node: Any, steps: list[str], path: str) -> None:
    if not steps:
        return
    step, rest = steps[0], steps[1:]
    if step == "data" and node.get("object") in ("list", "search_result"):
        for item in node["data"]:
            _expand(world, item, rest, path)
        return
    if isinstance(node.get(step), (str, type(None))):
        node[step] = _fetched(world, node, step, path)
    if isinstance(node[step], list):
        node[step] = [_by_id(world, item, path) if isinstance(item, str) else item for item in node[step]]
    elif isinstance(node[step], dict):
        _expand(world, node[step], rest, path)


def _fetched(world: World, node: Body, step: str, path: str) -> Any:
    included = _INCLUDED.get((node.get("object", ""), step))
    if included is not None:
        return included(world, node)
    if step not in node:
        raise errors.invalid(f"This property cannot be expanded ({path}).", "expand")
    return None if node[step] is None else _by_id(world, node[step], path)


def _by_id(world: World, id: str, path: str) -> Body:
    body = world.store.find_any(id)
    if body is None:
        raise errors.invalid(f"This property cannot be expanded ({path}).", "expand")
    return shown(world, body)


def _line_items(world: World, session: Body) -> Body:
    stored = world.store.find_any(session["id"]) or session
    return lists.whole(f"/v1/checkout/sessions/{session['id']}/line_items", stored["_sim"]["line_items"])


def _refunds(world: World, charge: Body) -> Body:
    rows = world.store.select("refund", "json_extract(body, '$.charge') = ?", (charge["id"],))
    return lists.whole(f"/v1/charges/{charge['id']}/refunds", [shown(world, row) for row in reversed(rows)])


_INCLUDED: dict[tuple[str, str], Callable[[World, Body], Body]] = {
    ("checkout.session", "line_items"): _line_items,
    ("charge", "refunds"): _refunds,
}
