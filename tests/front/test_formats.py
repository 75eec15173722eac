import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from marketplace.front import formats

UTC = dt.UTC
MORNING = dt.datetime(2026, 11, 24, 3, 32, tzinfo=UTC)  # 10.32 in Jambi


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (25_000, "Rp\u00a025.000"),
        (Decimal("1250000.00"), "Rp\u00a01.250.000"),
        (0, "Rp\u00a00"),
        (-5000, "-Rp\u00a05.000"),
        ("999", "Rp\u00a0999"),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_money_is_written_alike_in_both_languages(amount: object, written: str, language: str) -> None:
    with translation.override(language):
        assert formats.rupiah(amount) == written  # type: ignore[arg-type]


def test_money_with_sen_is_a_mistake_and_not_rounded_away() -> None:
    with pytest.raises(ValueError, match="whole rupiah"):
        formats.rupiah(Decimal("25000.50"))


def test_a_moment_is_written_in_wib_with_the_readers_separator() -> None:
    assert formats.wib(MORNING) == "24 Nov 2026, 10.32\u00a0WIB"
    with translation.override("en"):
        assert formats.wib(MORNING) == "24 Nov 2026, 10:32\u00a0WIB"


def test_months_and_weekdays_are_indonesian() -> None:
    assert [formats.day(dt.date(2026, month, 17)) for month in (5, 8, 10, 12)] == [
        "17 Mei 2026",
        "17 Agu 2026",
        "17 Okt 2026",
        "17 Des 2026",
    ]
    assert formats.long_day(dt.date(2026, 11, 24)) == "Selasa, 24 November 2026"


def test_a_deadline_names_today_and_tomorrow_by_the_calendar_of_jambi() -> None:
    late = dt.datetime(2026, 11, 24, 16, 30, tzinfo=UTC)  # 23.30 in Jambi
    assert formats.deadline(late, MORNING) == "paling lambat hari ini, 23.30\u00a0WIB"
    assert formats.deadline(late + dt.timedelta(hours=1), MORNING) == "paling lambat besok, 00.30\u00a0WIB"
    assert formats.deadline(late + dt.timedelta(days=9), MORNING) == "paling lambat 3 Des 2026, 23.30\u00a0WIB"
    assert formats.deadline(dt.date(2026, 11, 27)) == "paling lambat 27 Nov 2026"
    with translation.override("en"):
        assert formats.deadline(late, MORNING) == "by today, 23:30\u00a0WIB"


@pytest.mark.parametrize(
    ("past", "written"),
    [
        (dt.timedelta(seconds=20), "baru saja"),
        (dt.timedelta(minutes=18), "18 menit lalu"),
        (dt.timedelta(hours=2), "2 jam lalu"),
        (dt.timedelta(hours=12), "kemarin"),
        (dt.timedelta(days=7), "7 hari lalu"),
        (dt.timedelta(days=8), "16 Nov 2026"),
    ],
)
def test_an_age_is_relative_for_seven_days(past: dt.timedelta, written: str) -> None:
    assert formats.ago(MORNING - past, MORNING) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("081274001234", "0812-7400-1234"),
        ("+62 812-7400-1234", "0812-7400-1234"),
        ("6281274001234", "0812-7400-1234"),
        ("0811740123", "0811-7401-23"),
        ("0812740012345", "0812-7400-12345"),
        ("0741-60123", "0741-60123"),
        ("", ""),
    ],
)
def test_a_mobile_number_is_grouped_whatever_way_it_was_typed(typed: str, written: str) -> None:
    assert formats.phone(typed) == written


def test_whatsapp_wants_the_country_code_and_refuses_what_is_no_mobile_number() -> None:
    assert formats.whatsapp_number("0812-7400-1234") == "6281274001234"
    assert formats.whatsapp_number("0741-60123") == ""


def test_numbers_and_weights_follow_the_language() -> None:
    assert (formats.number(1250), formats.number(4.85, 1), formats.weight(350), formats.weight(1500)) == (
        "1.250",
        "4,9",
        "350\u00a0g",
        "1,5\u00a0kg",
    )
    with translation.override("en"):
        assert (formats.number(1250), formats.number(4.8, 1), formats.weight(2000)) == ("1,250", "4.8", "2\u00a0kg")
