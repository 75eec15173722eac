"""What other packages put on the account page, by template. The shop registers here; nothing here knows the shop.

    hub.register("orders/latest.html", latest)

in `AppConfig.ready`. `latest(user)` gives the template's context, or None when there is nothing to show.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from marketplace.accounts.models import User

Context = dict[str, Any]


@dataclass(frozen=True)
class Block:
    template: str
    context: Callable[[User], Context | None]


_blocks: dict[str, Block] = {}


def register(template: str, context: Callable[[User], Context | None]) -> None:
    """Show a template above the ways of the account page; registered twice is shown once."""
    _blocks[template] = Block(template, context)


def shown_to(user: User) -> list[tuple[str, Context]]:
    """(template, context) of every block that has something to say, in the order of their names."""
    found = [(block.template, block.context(user)) for _name, block in sorted(_blocks.items())]
    return [(template, context) for template, context in found if context is not None]
