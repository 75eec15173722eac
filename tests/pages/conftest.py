from collections.abc import Iterator

import pytest
from django.db import connection

from marketplace.freshness import version
from marketplace.whole_pages import middleware


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """A watcher of the version that begins anew and reads a clock of the test's."""
    clock = Clock()
    monkeypatch.setattr(version, "watcher", version.Watcher(clock=clock))
    return clock


@pytest.fixture
def kept(settings, clock) -> Iterator[Clock]:
    """Pages are kept, none is there yet, and each answer says what became of it."""
    settings.WHOLE_PAGES = settings.WHOLE_PAGES_TOLD = True
    middleware.pages.clear()
    yield clock
    middleware.pages.clear()


def forget_the_transaction() -> None:
    """On PostgreSQL one change is noted for each transaction, and a test is one transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('freshness.noted', '', true)")
