"""Stripe's search language as used on payments: ``status:'succeeded' AND metadata['order']:'J7Q4'``, -, <, >, ~, OR."""

import re
from collections.abc import Callable
from typing import Any

from marketplace.payments.simulator import errors, faults, lists
from marketplace.payments.simulator.world import Body, Call, World

_CLAUSE = re.compile(
    r"""\s*(?P<minus>-?)(?P<field>metadata\[(?P<mq>["'])(?P<key>.*?)(?P=mq)\]|[a-z_.]+)\s*(?P<sign>:|~|>=|<=|>|<)\s*"""
    r"""(?:(?P<q>["'])(?P<text>(?:\\.|(?!(?P=q)).)*)(?P=q)|(?P<bare>[A-Za-z0-9._-]+))\s*"""
)
_JOINT = re.compile(r"(AND|OR)\b")
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    ">": lambda left, right: left > right,
    "<": lambda left, right: left < right,
    ">=": lambda left, right: left >= right,
    "<=": lambda left, right: left <= right,
}
Test = Callable[[Body], bool]


def handler(kind: str) -> Callable[[World, Call], Body]:
    def act(world: World, call: Call) -> Body:
        return _search(world, call, kind)

    return act


def _search(world: World, call: Call, kind: str) -> Body:
    passes = parse(call.params["query"])
    lag = faults.take(world, "search_lag", method=call.method, path=call.path) or {}
    newest = world.now() - int(lag.get("seconds", 0))
    rows = world.store.select(kind, "created <= ?", (newest,), call.account)
    found = [row for row in reversed(rows) if passes(row)]
    start = _start(call.params.get("page", "0"))
    limit = lists.size(world, call)
    more = len(found) > start + limit
    return {
        "object": "search_result",
        "url": call.path,
        "has_more": more,
        "next_page": str(start + limit) if more else None,
        "data": found[start : start + limit],
    }


def _start(page: str) -> int:
    if not (page.isascii() and page.isdigit()):
        raise errors.invalid("Invalid page", "page")
    return int(page)


def parse(query: str) -> Test:
    """Raises ApiError(400) for a query that is none; AND and OR may not be mixed, as at Stripe."""
    tests, joints, position = [], set[str](), 0
    while True:
        clause = _CLAUSE.match(query, position)
        if clause is None:
            raise errors.invalid("We were unable to parse your search query.", "query")
        tests.append(_test(clause))
        position = clause.end()
        if position == len(query):
            break
        joint = _JOINT.match(query, position)
        if joint is None:
            raise errors.invalid("We were unable to parse your search query.", "query")
        joints.add(joint[1])
        position = joint.end()
    if len(joints) > 1:
        raise errors.invalid("You cannot mix AND and OR in one search query.", "query")
    every = any if "OR" in joints else all
    return lambda body: every(test(body) for test in tests)


def _test(clause: re.Match[str]) -> Test:
    wanted = clause["text"] if clause["text"] is not None else clause["bare"]
    wanted = re.sub(r"\\(.)", r"\1", wanted)
    sign, absent = clause["sign"], clause["bare"] == "null"

    def test(body: Body) -> bool:
        value = _read(body, clause)
        return _matches(value, sign, wanted, absent) is not bool(clause["minus"])

    return test


def _read(body: Body, clause: re.Match[str]) -> Any:
    if clause["key"] is not None:
        return body["metadata"].get(clause["key"])
    value: Any = body
    for step in clause["field"].split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _matches(value: Any, sign: str, wanted: str, absent: bool) -> bool:
    if absent:
        return value is None
    if value is None:
        return False
    if sign in _ORDER:
        return wanted.lstrip("-").isdigit() and isinstance(value, int) and _ORDER[sign](value, int(wanted))
    text = str(value).lower()
    return wanted.lower() in text if sign == "~" else wanted.lower() == text
