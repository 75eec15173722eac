"""The version of everything that public pages show, read at most once a second in each process."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError
from django.db.models import Count, Max

from marketplace.freshness.models import Change

log = logging.getLogger(__name__)
READ_EVERY = 1.0


@dataclass(frozen=True)
class Version:
    """`now` is what pages must show. `before` was replaced by it at `since`, in seconds of the clock."""

    now: str
    before: str = ""
    since: float = 0.0


def read() -> str:
    """The greatest id and the number of rows: a change that commits late under a smaller id changes the number."""
    row = Change.objects.aggregate(last=Max("pk"), rows=Count("pk"))
    return f"{row['last'] or 0}.{row['rows']}"


class Watcher:
    """Asks `read` when a second has passed since the last time; one thread asks, the others go on with what is known."""

    def __init__(self, read: Callable[[], str] = read, clock: Callable[[], float] = time.monotonic) -> None:
        self.read, self.clock = read, clock
        self.lock = threading.Lock()
        self.known: Version | None = None
        self.due = 0.0

    def current(self) -> Version:
        """Raises what the database raises while nothing is known yet; later what was known stays true without it."""
        known = self.known
        if known and (self.clock() < self.due or not self.lock.acquire(blocking=False)):
            return known
        if not known:
            self.lock.acquire()
        try:
            return self._asked()
        finally:
            self.lock.release()

    def _asked(self) -> Version:
        # Timed from before the reading: what commits during it is seen a second later at the latest.
        asked_at, known = self.clock(), self.known
        if known and asked_at < self.due:
            return known
        try:
            found = self.read()
        except (OperationalError, InterfaceError) as error:
            if known is None:
                raise
            log.warning("The version of the pages cannot be read: %s", type(error).__name__)
            found = known.now
        if known is None or found != known.now:
            known = Version(found, known.now if known else "", asked_at)
        self.known, self.due = known, asked_at + READ_EVERY
        return known


watcher = Watcher()


def current() -> Version:
    return watcher.current()
