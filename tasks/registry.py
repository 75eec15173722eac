"""Which handler wants which kind of event.

    @handles("order.paid")
    def tell_vendors(event: Event) -> None: ...

A handler runs in the transaction that marks its delivery done: what it writes to the database happens exactly once.
It must not talk to the outside (mail, Stripe, an index): it writes a row, and a task of its own sends from that row.
"""

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from marketplace.events.models import Event

Handler = Callable[[Event], None]

_by_name: dict[str, Handler] = {}
_names_by_kind: dict[str, list[str]] = defaultdict(list)


def handles(*kinds: str) -> Callable[[Handler], Handler]:
    """Register a handler for kinds of events, under `<module>.<function>`.

    Raises ValueError when the name is taken: a delivery could not tell the two apart.
    """

    def register(handler: Handler) -> Handler:
        name = name_of(handler)
        if _by_name.setdefault(name, handler) is not handler:
            raise ValueError(f"two handlers are called {name}")
        for kind in kinds:
            _names_by_kind[kind].append(name)
        return handler

    return register


def name_of(handler: Handler) -> str:
    return f"{handler.__module__.rpartition('.')[2]}.{handler.__name__}"


def names_for(kind: str) -> list[str]:
    """The names of the handlers of a kind; none for a kind nobody waits for."""
    discover()
    return _names_by_kind.get(kind, [])


def handler_called(name: str) -> Handler:
    """Raises LookupError when the handler is gone, which leaves its delivery waiting and at last failed, in sight."""
    discover()
    if name not in _by_name:
        raise LookupError(f"no handler is called {name}")
    return _by_name[name]


@cache
def discover() -> None:
    """Import every module of `tasks.handlers`, once."""
    package = importlib.import_module("tasks.handlers")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"tasks.handlers.{module.name}")
