"""The switch for the time of an update: while a file exists, everybody is told until when the site is away.

The file holds that time. Asking for it costs no query, since the database may be what is being updated; nobody passes,
staff neither, but the probes of the machine answer as ever and static files are served before this is reached.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from marketplace.front import views

PASS = ("/healthz", "/readyz", "/sw.js")
# What the page says when the file holds no time that can be read, or one that is over.
UNKNOWN = dt.timedelta(minutes=15)


def on(until: dt.datetime) -> None:
    """Close the site until an aware time. Written whole, so that no request reads half of it."""
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.new")
    new.write_text(until.isoformat(), "utf-8")
    new.replace(file)


def off() -> None:
    _file().unlink(missing_ok=True)


def until() -> dt.datetime | None:
    """When the site is expected back; None while it is open."""
    try:
        written = _file().read_text("utf-8").strip()
    except OSError:
        return None
    soon = timezone.now() + UNKNOWN
    try:
        told = dt.datetime.fromisoformat(written)
    except ValueError:
        return soon
    told = told if timezone.is_aware(told) else timezone.make_aware(told)
    return told if told > timezone.now() else soon


def _file() -> Path:
    return Path(settings.MAINTENANCE_FILE)


class MaintenanceMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        back = None if request.path in PASS else until()
        if back is None:
            return self.get_response(request)
        with translation.override(translation.get_language_from_request(request, check_path=True)):
            return views.maintenance(request, back)
