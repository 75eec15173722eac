"""The version of everything that public pages show. Whoever keeps something by it has it fresh again within two seconds."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.db.models import Count, Max

from marketplace.freshness.models import Change

KEPT_ROWS = 1_000
MOST_ROWS = 5_000


@dataclass
class _Seen:
    """What this process read last, and when by its own clock."""

    version: str = ""
    at: float = 0.0


_seen = _Seen()


def current() -> str:
    """The version, read at most once in `settings.FRESHNESS_SECONDS`. While the database is away: the last one known.

    Both figures count: of two changes that commit in another order than they began, the later one changes the number of
    rows where it does not change the highest id.
    """
    now = time.monotonic()
    if _seen.version and now - _seen.at < settings.FRESHNESS_SECONDS:
        return _seen.version
    try:
        last, rows = Change.objects.aggregate(last=Max("pk"), rows=Count("pk")).values()
    except (DatabaseError, InterfaceError):
        if not _seen.version:
            raise
        return _seen.version
    _seen.version, _seen.at = f"{last or 0}.{rows}", now
    return _seen.version


def note(what: str) -> None:
    """Write down by hand that something changed which no trigger watches, such as figures counted over a day."""
    Change.objects.create(what=what)


def prune() -> int:
    """Take old rows away once there are many; what is kept by the version is drawn anew then. Returns how many went."""
    if Change.objects.count() <= MOST_ROWS:
        return 0
    oldest = Change.objects.order_by("-pk").values_list("pk", flat=True)[KEPT_ROWS]
    return Change.objects.filter(pk__lte=oldest).delete()[0]


def forget() -> None:
    """Read anew at the next call; for tests and for a process that has just written."""
    _seen.version, _seen.at = "", 0.0
