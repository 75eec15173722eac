"""What every part of the simulator works on: settings, state, time, and the API call it acts for."""

import contextvars
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from marketplace.payments.simulator.clock import Clock
from marketplace.payments.simulator.settings import Settings
from marketplace.payments.simulator.store import Store

Body = dict[str, Any]


class World:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store(settings.state)
        self.clock = Clock(self.store)
        self.bell = threading.Event()  # rung when a webhook may be due
        self.running: set[tuple[str, str]] = set()  # idempotency keys of calls under way
        self.in_flight: set[int] = set()  # deliveries on their way

    def now(self) -> int:
        return self.clock.now()


@dataclass(frozen=True)
class Call:
    """One API call, its parameters checked and typed."""

    method: str
    path: str
    params: dict[str, Any]
    account: str = ""
    key: str = ""
    request_id: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Route:
    method: str
    pattern: str
    params: type
    act: Callable[[World, Call], Body]


@dataclass
class Origin:
    """Who caused an event: the API call, or nobody when a shopper or the clock did."""

    request_id: str | None = None
    key: str | None = None
    events: dict[str, str] = field(default_factory=dict)  # id to type


origin: contextvars.ContextVar[Origin | None] = contextvars.ContextVar("simulator_origin", default=None)


def public(body: Body) -> Body:
    """The object as Stripe shows it: our notes, under ``_sim``, stay inside."""
    return {key: value for key, value in body.items() if key != "_sim"}
