"""What the site keeps of a person. Each package says how its part is handed out and how it is erased (UU PDP 27/2022).

    personal.register("reviews", export, erase, title=_("Reviews"), labels={"stars": _("Stars")})

in `AppConfig.ready`. The shop registers here; nothing here knows the shop.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from marketplace.accounts.models import User

Rows = list[dict[str, Any]]


def _nothing(user: User) -> None:
    """What is erased with the account, or by another part."""


def _no_obstacle(user: User) -> list[str]:
    return []


@dataclass(frozen=True)
class Part:
    """One kind of data. `title` and `labels` are its words on paper; `obstacles` says why the account must wait."""

    name: str
    export: Callable[[User], Rows]
    erase: Callable[[User], None] = _nothing
    title: Any = ""
    labels: Mapping[str, Any] = field(default_factory=dict)
    obstacles: Callable[[User], list[str]] = _no_obstacle


_parts: dict[str, Part] = {}


def register(name: str, export: Callable[[User], Rows], erase: Callable[[User], None] = _nothing, **more: Any) -> None:
    """Add a part, or put it anew. `more`: title, labels, obstacles.

    `export` gives only the person's own rows, of text, numbers, moments, and lists of these. `erase` is called in a
    transaction, while account, e-mail and orders still are as they were: the orders' own part comes last.
    """
    _parts[name] = Part(name, export, erase, **more)


def nobodys_address(user: User) -> str:
    """The e-mail that stands where a deleted person's was: nobody can have it (RFC 2606)."""
    return f"deleted-{user.pk}@deleted.invalid"


def parts() -> list[Part]:
    """Every part, the orders last: others find their rows by them."""
    return sorted(_parts.values(), key=lambda part: part.name == "orders")


def export(user: User) -> dict[str, Rows]:
    """All that the site keeps of a person, by part."""
    return {part.name: part.export(user) for part in parts()}


def obstacles(user: User) -> list[str]:
    """Why this person's data cannot be erased now, in the reader's language; empty when it can."""
    return [why for part in parts() for why in part.obstacles(user)]


def erase(user: User) -> None:
    """Erase every part, in the caller's transaction."""
    for part in parts():
        part.erase(user)
