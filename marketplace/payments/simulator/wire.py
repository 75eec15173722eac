"""Stripe's wire format: form encoding whose brackets build nested maps; parameters.py tells lists from maps."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl

from marketplace.payments.simulator import errors

_PART = re.compile(r"\[([^\[\]]*)\]")
_MOST_PARAMETERS = 5000


def decode(text: str) -> dict[str, Any]:
    """Turn ``a[0][b]=c`` into ``{"a": {"0": {"b": "c"}}}``; ``a[]=c`` counts on.

    Raises ApiError(400) on text that is no form and on a name that fits nowhere.
    """
    tree: dict[str, Any] = {}
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except ValueError as error:
        raise errors.invalid("Invalid request body: it is not form encoded text in UTF-8.") from error
    for name, value in pairs:
        _place(tree, name, value)
    return tree


def _place(tree: dict[str, Any], name: str, value: str) -> None:
    head, *_ = name.split("[", 1)
    parts = _PART.findall(name[len(head) :])
    if not head or head + "".join(f"[{part}]" for part in parts) != name:
        raise errors.invalid(f"Invalid parameter name: {name}", name)
    node, path = tree, [head, *parts]
    for step in path[:-1]:
        node = node.setdefault(_step(node, step), {})
        if not isinstance(node, dict):
            raise errors.invalid(f"Invalid parameter: {name} is given twice in different shapes", name)
    node[_step(node, path[-1])] = value


def _step(node: dict[str, Any], step: str) -> str:
    return step if step else str(len(node))


def encode(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False, indent=2).encode()
