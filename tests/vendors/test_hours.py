"""When a shop is open, and how a page says so."""

import datetime as dt
from importlib import import_module

import pytest
from django.utils import translation

from marketplace.front.formats import NBSP, WIB
from tests.factories import make_vendor
from vendors import hours
from vendors.hours import Span
from vendors.models import Vendor

read = import_module("vendors.migrations.0005_opening_hours").read


def span(weekday: int, opens: str, closes: str) -> Span:
    return Span(weekday, dt.time.fromisoformat(opens), dt.time.fromisoformat(closes))


def at(day: int, time: str) -> dt.datetime:
    """A moment of November 2026 in WIB; the 23rd is a Monday."""
    return dt.datetime.combine(dt.date(2026, 11, day), dt.time.fromisoformat(time), WIB)


MORNING, AFTERNOON = span(1, "08:00", "12:00"), span(1, "13:30", "16:00")
FRIDAY = span(5, "09:00", "11:00")
WEEK = [MORNING, AFTERNOON, FRIDAY]


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        (at(23, "07:59"), None),
        (at(23, "08:00"), dt.time(12)),
        (at(23, "11:59"), dt.time(12)),
        (at(23, "12:00"), None),
        (at(23, "13:30"), dt.time(16)),
        (at(24, "10:00"), None),
        (at(23, "08:30").astimezone(dt.UTC), dt.time(12)),
    ],
)
def test_a_shop_is_open_from_its_opening_to_the_minute_before_it_closes(moment, until):
    assert hours.closing(WEEK, moment) == until
    assert hours.is_open(WEEK, moment) is (until is not None)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (at(23, "07:00"), at(23, "08:00")),
        (at(23, "08:00"), at(23, "13:30")),
        (at(23, "16:00"), at(27, "09:00")),
        (at(27, "09:00"), at(30, "08:00")),
    ],
)
def test_the_next_opening_is_later_today_or_on_another_day(moment, opening):
    assert hours.next_opening(WEEK, moment) == opening


def test_a_shop_open_on_one_day_opens_again_in_a_week_and_one_without_hours_never():
    assert hours.next_opening([FRIDAY], at(27, "09:00")) == at(27, "09:00") + dt.timedelta(days=7)
    assert hours.next_opening([], at(27, "09:00")) is None


@pytest.mark.parametrize(
    ("moment", "indonesian", "english"),
    [
        (at(23, "09:00"), "Buka sampai 12.00 WIB", "Open until 12:00 WIB"),
        (at(23, "12:30"), "Tutup, buka hari ini, 13.30 WIB", "Closed, opens today, 13:30 WIB"),
        (at(22, "20:00"), "Tutup, buka besok, 08.00 WIB", "Closed, opens tomorrow, 08:00 WIB"),
        (at(23, "18:00"), "Tutup, buka Jumat, 09.00 WIB", "Closed, opens Friday, 09:00 WIB"),
    ],
)
def test_what_it_means_now_is_said_in_the_readers_language(moment, indonesian, english):
    for language, said in (("id", indonesian), ("en", english)):
        with translation.override(language):
            assert hours.now_in_words(Vendor(), WEEK, moment).replace(NBSP, " ") == said


def test_a_shop_on_holiday_says_until_when_and_one_without_hours_says_nothing():
    today = dt.date.today()
    away = Vendor(holiday_from=today - dt.timedelta(days=1), holiday_until=today + dt.timedelta(days=1))
    assert hours.now_in_words(away, WEEK).startswith("Libur sampai ")
    assert hours.now_in_words(Vendor(), []) == ""


def test_days_with_the_same_hours_stand_together():
    week = [span(day, "08:00", "16:00") for day in range(1, 6)] + [span(6, "08:00", "12:00"), span(6, "13:00", "15:00")]
    said = [(days, times.replace(NBSP, " ")) for days, times in hours.week_in_words(week)]
    assert said == [
        ("Senin–Jumat", "08.00–16.00 WIB"),
        ("Sabtu", "08.00–12.00 dan 13.00–15.00 WIB"),
        ("Minggu", "Tutup"),
    ]
    every = hours.week_in_words([span(day, "08:00", "16:00") for day in range(1, 8)])
    assert [days for days, _times in every] == ["Setiap hari"]
    assert hours.week_in_words([]) == []


@pytest.mark.parametrize(
    "spans",
    [
        [span(1, "08:00", "08:00")],
        [span(1, "16:00", "08:00")],
        [span(1, "08:00", "12:00"), span(1, "11:59", "16:00")],
    ],
)
def test_hours_that_overlap_or_end_before_they_begin_are_refused(spans):
    with pytest.raises(hours.Overlap):
        hours.checked(spans)


@pytest.mark.django_db
def test_the_week_is_replaced_unless_somebody_else_changed_it():
    vendor = make_vendor()
    assert hours.replace(vendor, WEEK, seen="")
    assert hours.of(vendor) == WEEK
    assert not hours.replace(vendor, [FRIDAY], seen="")
    assert hours.of(vendor) == WEEK
    assert hours.replace(vendor, [FRIDAY], seen=hours.signature(WEEK))
    assert hours.of(vendor) == [FRIDAY]


@pytest.mark.django_db
def test_open_now_as_a_filter_agrees_with_the_rule_and_leaves_out_holidays():
    open_shop, closed = make_vendor("Buka"), make_vendor("Tutup")
    away = make_vendor("Libur", holiday_from=dt.date(2026, 11, 23), holiday_until=dt.date(2026, 11, 23))
    make_vendor("Tanpa jam")
    for vendor in (open_shop, away):
        hours.replace(vendor, WEEK, seen="")
    hours.replace(closed, [FRIDAY], seen="")
    found = Vendor.objects.filter(hours.open_now(at(23, "08:00")))
    assert [vendor.name for vendor in found] == ["Buka"]
    assert not Vendor.objects.filter(hours.open_now(at(23, "12:00"))).exists()


@pytest.mark.django_db
def test_a_mail_says_the_hours_in_one_line():
    vendor = make_vendor(opening_hours="Telepon dahulu")
    assert hours.line(vendor) == "Telepon dahulu"
    hours.replace(vendor, WEEK, seen="")
    assert hours.line(vendor).replace(NBSP, " ") == "Senin 08.00–12.00 dan 13.30–16.00 WIB, Jumat 09.00–11.00 WIB"


@pytest.mark.parametrize(
    ("text", "days", "times"),
    [
        ("Senin–Sabtu 08.00–16.30 WIB", [1, 2, 3, 4, 5, 6], ("08:00", "16:30")),
        ("senin-jumat, 8:00 - 16:00", [1, 2, 3, 4, 5], ("08:00", "16:00")),
        ("Senin, Rabu dan Sabtu 07.30–12.00 WIB", [1, 3, 6], ("07:30", "12:00")),
        ("Setiap hari 09.00–17.00 WIB.", [1, 2, 3, 4, 5, 6, 7], ("09:00", "17:00")),
    ],
)
def test_a_line_of_free_text_that_can_be_read_becomes_rows(text, days, times):
    assert read(text) == [(day, *times) for day in days]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Telepon dahulu",
        "08.00–16.00",
        "Senin 16.00–08.00",
        "Senin 08.00–16.00, Sabtu 08.00–12.00",
        "Senin 08.00–25.00",
    ],
)
def test_a_line_that_cannot_be_read_is_left_alone(text):
    assert read(text) is None
