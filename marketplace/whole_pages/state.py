"""What a kept page must agree with: what the shop shows, the day it is, and the code that renders it."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from marketplace.freshness import version

# While a page of the version just replaced is rendered anew, others may have the old one for so long. With the second
# between two readings of the version, a change shows after two seconds at the latest.
STALE_SECONDS = 1.0
_PARTS = ("marketplace", "vendors", "cms", "search")
_SHOWN = (".html", ".py", ".mo", ".css", ".js", ".svg")


def current() -> str:
    return _with_day_and_code(version.current().now)


def still_bearable() -> str:
    """The version that may be shown a moment longer; empty when there is none."""
    known = version.current()
    recent = version.watcher.clock() - known.since < STALE_SECONDS
    return _with_day_and_code(known.before) if known.before and recent else ""


def _with_day_and_code(shown: str) -> str:
    return f"{shown} {timezone.localdate().isoformat()} {code()}"


def code() -> str:
    """A fingerprint of the code: a new release finds none of the old one's pages. Read anew while developing."""
    return _fingerprint.__wrapped__() if settings.DEBUG else _fingerprint()


@lru_cache(maxsize=1)
def _fingerprint() -> str:
    seen = sha256()
    for part in _PARTS:
        for path in sorted(Path(settings.ROOT, part).rglob("*")):
            if path.suffix in _SHOWN:
                found = path.stat()
                seen.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return seen.hexdigest()[:12]
