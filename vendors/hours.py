"""When a shop is open: the week it states, and what that means now. All times are western Indonesian time (WIB).

A shop on holiday is closed whatever its week says; one that states no hours is neither open nor closed.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace.front import formats
from vendors.models import OpeningHours, Vendor

DAYS_AHEAD = 7


@dataclass(frozen=True, order=True)
class Span:
    """`weekday` is 1 for Monday to 7 for Sunday."""

    weekday: int
    opens: dt.time
    closes: dt.time


class Overlap(Exception):
    """Two spans of one day overlap, or one ends before it begins; `weekday` says which day."""

    def __init__(self, weekday: int) -> None:
        self.weekday = weekday
        super().__init__(weekday)


def of(vendor: Vendor) -> list[Span]:
    rows = OpeningHours.objects.filter(vendor=vendor).order_by("weekday", "opens")
    return [Span(*row) for row in rows.values_list("weekday", "opens", "closes")]


def replace(vendor: Vendor, spans: Iterable[Span], *, seen: str) -> bool:
    """State a new week, unless it is no longer the one `seen` when the form was opened; says whether it was kept.

    Raises Overlap.
    """
    week = checked(spans)
    with transaction.atomic():
        locked = Vendor.objects.select_for_update().get(pk=vendor.pk)
        if signature(of(locked)) != seen:
            return False
        locked.hours.all().delete()
        OpeningHours.objects.bulk_create(
            OpeningHours(vendor=locked, weekday=span.weekday, opens=span.opens, closes=span.closes) for span in week
        )
    return True


def checked(spans: Iterable[Span]) -> list[Span]:
    """The spans in order. Raises Overlap."""
    week = sorted(spans)
    for span in week:
        if span.closes <= span.opens:
            raise Overlap(span.weekday)
    for before, after in pairwise(week):
        if before.weekday == after.weekday and after.opens < before.closes:
            raise Overlap(after.weekday)
    return week


def signature(spans: Iterable[Span]) -> str:
    """The week as a short text, to notice that somebody else has changed it."""
    return ";".join(f"{span.weekday}{span.opens:%H%M}{span.closes:%H%M}" for span in spans)


def is_open(spans: Iterable[Span], now: dt.datetime) -> bool:
    return closing(spans, now) is not None


def closing(spans: Iterable[Span], now: dt.datetime) -> dt.time | None:
    """When the shop closes, if it is open now."""
    local = now.astimezone(formats.WIB)
    today = [span for span in spans if span.weekday == local.isoweekday()]
    return next((span.closes for span in today if span.opens <= local.time() < span.closes), None)


def next_opening(spans: Iterable[Span], now: dt.datetime) -> dt.datetime | None:
    """The next moment at which the shop opens, at most seven days ahead; None if it states no hours."""
    local = now.astimezone(formats.WIB)
    week = sorted(spans)
    for ahead in range(DAYS_AHEAD + 1):
        day = local.date() + dt.timedelta(days=ahead)
        for span in (span for span in week if span.weekday == day.isoweekday()):
            opening = dt.datetime.combine(day, span.opens, formats.WIB)
            if opening > local:
                return opening
    return None


def open_now(now: dt.datetime) -> Q:
    """The rule of `is_open`, holidays included, as a filter on vendors."""
    local = now.astimezone(formats.WIB)
    spans = OpeningHours.objects.filter(
        vendor=OuterRef("pk"), weekday=local.isoweekday(), opens__lte=local.time(), closes__gt=local.time()
    )
    away = Q(holiday_from__isnull=False, holiday_from__lte=local.date(), holiday_until__gte=local.date())
    return Q(Exists(spans)) & ~away


def now_in_words(vendor: Vendor, spans: list[Span], now: dt.datetime | None = None) -> str:
    """`Buka sampai 16.00 WIB`, `Tutup, buka besok, 08.00 WIB` or the holiday; empty for a shop that states no hours."""
    now = now or timezone.now()
    if vendor.is_on_holiday and vendor.holiday_until:
        return _("On holiday until {date}").format(date=formats.day(vendor.holiday_until))
    until = closing(spans, now)
    if until is not None:
        return _("Open until {time}").format(time=clock(until))
    opening = next_opening(spans, now)
    return _("Closed, opens {time}").format(time=_moment(opening, now)) if opening else ""


def week_in_words(spans: Iterable[Span]) -> list[tuple[str, str]]:
    """`[("Senin–Sabtu", "08.00–16.00 WIB"), ("Minggu", "Tutup")]`: days with the same hours together; empty for none."""
    by_day: dict[int, list[Span]] = {day: [] for day in OpeningHours.Weekday.values}
    for span in sorted(spans):
        by_day[span.weekday].append(span)
    if not any(by_day.values()):
        return []
    said = [(day, _day_in_words(own)) for day, own in by_day.items()]
    runs = [(times, [day for day, _times in run]) for times, run in groupby(said, key=lambda one: one[1])]
    return [(_days(days), times) for times, days in runs]


def line(vendor: Vendor) -> str:
    """The hours in one line for a mail: `Senin–Sabtu 08.00–16.00 WIB`; the shop's remark where it states no week."""
    week = [f"{days} {times}" for days, times in week_in_words(of(vendor)) if times != _closed()]
    return ", ".join(week) or vendor.opening_hours


def clock(time: dt.time) -> str:
    """`16.00 WIB` in Indonesian, `16:00 WIB` in English."""
    return f"{_bare(time)}{formats.NBSP}WIB"


def _bare(time: dt.time) -> str:
    return f"{time:%H.%M}" if formats.indonesian() else f"{time:%H:%M}"


def _closed() -> str:
    return pgettext("shop", "Closed")


def _day_in_words(spans: list[Span]) -> str:
    times = _(" and ").join(f"{_bare(span.opens)}–{_bare(span.closes)}" for span in spans)
    return f"{times}{formats.NBSP}WIB" if times else _closed()


def _days(days: list[int]) -> str:
    names = [str(OpeningHours.Weekday(day).label) for day in (days[0], days[-1])]
    if len(days) == len(OpeningHours.Weekday):
        return _("Every day")
    return names[0] if len(days) == 1 else f"{names[0]}–{names[1]}"


def _moment(opening: dt.datetime, now: dt.datetime) -> str:
    """`hari ini, 13.00 WIB`, `besok, 08.00 WIB`, `Senin, 08.00 WIB`."""
    ahead = (opening.date() - now.astimezone(formats.WIB).date()).days
    if ahead <= 1:
        return formats.moment(opening, now)
    return f"{OpeningHours.Weekday(opening.isoweekday()).label}, {formats.clock(opening)}"
