"""Many ask for one page that is not there: one renders it, over threads and processes, the others get what it made."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from marketplace.whole_pages import memory
from marketplace.whole_pages.entries import Entry

# After this a reader renders for itself: better twice the work than a page that does not come.
PATIENCE_SECONDS = 4.0
LOOK_EVERY = 0.02


@dataclass
class Made:
    """What a render brought: an `entry` that may be kept, or an `answer` that is for this reader alone."""

    entry: Entry | None = None
    answer: Any = None
    failed: bool = False


@dataclass
class Flight:
    landed: threading.Event = field(default_factory=threading.Event)
    made: Made | None = None


_flights: dict[tuple[str, str], Flight] = {}
_lock = threading.Lock()


def make(address: str, version: str, render: Callable[[], Made], bearable: Callable[[], Entry | None]) -> Made:
    """One of many calls at once runs `render`; the others return its entry, or at once what `bearable` has meanwhile.

    A render that raised or failed lets the next one try. One that made nothing to keep lets everybody make their own.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        flight, is_first = _board(address, version)
        if is_first:
            return _fly(flight, address, version, render, until)
        found = bearable()
        if found:
            return Made(found)
        flight.landed.wait(max(0.0, until - time.monotonic()))
        made = flight.made
        if made and made.entry:
            return Made(made.entry)
        if made and not made.failed:
            break
    return render()


def _board(address: str, version: str) -> tuple[Flight, bool]:
    with _lock:
        flight = _flights.get((address, version))
        if flight:
            return flight, False
        flight = _flights[address, version] = Flight()
        return flight, True


def _fly(flight: Flight, address: str, version: str, render: Callable[[], Made], until: float) -> Made:
    try:
        flight.made = Made(failed=True)
        flight.made = _alone_among_processes(address, version, render, until)
        return flight.made
    finally:
        with _lock:
            _flights.pop((address, version), None)
        flight.landed.set()


def _alone_among_processes(address: str, version: str, render: Callable[[], Made], until: float) -> Made:
    """Render, unless another process does or has done: then take what it left in the shared cache."""
    token = ""
    while not (found := _left_by_another(address, version)):
        token = memory.take_turn(address, version)
        if token or time.monotonic() >= until:
            break
        time.sleep(LOOK_EVERY)
    try:
        # Between the look and the turn another may have rendered and given the turn back.
        found = found or (_left_by_another(address, version) if token else None)
        return Made(found) if found else render()
    finally:
        if token:
            memory.give_turn_back(address, version, token)


def _left_by_another(address: str, version: str) -> Entry | None:
    found = memory.recall(address)
    return found if found and found.version == version else None
