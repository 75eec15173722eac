"""The simulator's time: the machine's, moved forward by what was asked for. It never runs backwards."""

import contextlib
import contextvars
import time
from collections.abc import Iterator

from marketplace.payments.simulator.store import Store

_fixed: contextvars.ContextVar[int | None] = contextvars.ContextVar("simulator_fixed_time", default=None)


class Clock:
    def __init__(self, store: Store) -> None:
        self._store = store

    def now(self) -> int:
        """Seconds since 1970, or the moment an agenda entry was due while it is being carried out."""
        fixed = _fixed.get()
        return fixed if fixed is not None else int(time.time()) + self.offset()

    def offset(self) -> int:
        """Seconds this clock is ahead of the machine's."""
        return int(self._store.setting("clock_offset", 0))

    def advance(self, seconds: int) -> int:
        """Move the clock forward; raises ValueError for a move backwards."""
        if seconds < 0:
            raise ValueError("the clock only moves forward")
        self._store.set_setting("clock_offset", self.offset() + seconds)
        return self.now()


@contextlib.contextmanager
def fixed_at(moment: int) -> Iterator[None]:
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
