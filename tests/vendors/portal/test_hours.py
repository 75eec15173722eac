"""A shop states its week in the portal."""

import datetime as dt
import re

import pytest

from vendors import hours
from vendors.hours import Span

pytestmark = pytest.mark.django_db
ADDRESS = "/mitra/toko/jam/"
MONDAY = Span(1, dt.time(8), dt.time(16))


def seen(owner):
    return re.search(r'name="seen" value="([^"]*)"', owner.get(ADDRESS).content.decode())


def sent(owner, **fields):
    known = seen(owner)
    return owner.post(ADDRESS, {"seen": known[1] if known else "", **fields})


def test_what_is_filled_in_is_kept_and_shown(owner, vendor):
    answer = sent(owner, opens_1_0="08:00", closes_1_0="12.00", opens_1_1="13:00", closes_1_1="16:00")
    assert (answer.status_code, answer["Location"]) == (302, "/mitra/toko/")
    assert hours.of(vendor) == [Span(1, dt.time(8), dt.time(12)), Span(1, dt.time(13), dt.time(16))]
    assert "08.00–12.00 dan 13.00–16.00" in owner.get("/mitra/toko/").content.decode()
    page = owner.get(ADDRESS).content.decode()
    assert 'value="13:00"' in page and page.count("<details open>") == 1


def test_emptying_every_day_leaves_no_hours(owner, vendor):
    hours.replace(vendor, [MONDAY], seen="")
    assert sent(owner).status_code == 302
    assert hours.of(vendor) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"opens_1_0": "08:00"}, "Isi kedua jam, atau kosongkan keduanya."),
        ({"opens_1_0": "16:00", "closes_1_0": "08:00"}, "Jam tutup harus setelah jam buka"),
        ({"opens_1_0": "pagi", "closes_1_0": "08:00"}, "Tulis jam seperti 08:00."),
        (
            {"opens_1_0": "08:00", "closes_1_0": "12:00", "opens_1_1": "11:00", "closes_1_1": "16:00"},
            "Jam tutup harus setelah jam buka",
        ),
    ],
)
def test_hours_that_make_no_sense_are_told_and_nothing_is_kept(owner, vendor, fields, said):
    answer = sent(owner, **fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert hours.of(vendor) == []


def test_the_first_day_is_copied_to_the_empty_days_after_it_before_anything_is_kept(owner, vendor):
    answer = sent(owner, fill="1", opens_1_0="08:00", closes_1_0="16:00", opens_3_0="09:00", closes_3_0="10:00")
    page = answer.content.decode()
    assert (answer.status_code, page.count('value="16:00"'), page.count('value="09:00"')) == (200, 6, 1)
    assert hours.of(vendor) == []


def test_hours_that_somebody_else_has_changed_meanwhile_are_not_overwritten(owner, vendor):
    hours.replace(vendor, [MONDAY], seen="")
    answer = owner.post(ADDRESS, {"seen": "", "opens_2_0": "08:00", "closes_2_0": "16:00"}, follow=True)
    assert "Data ini baru diubah orang lain." in answer.content.decode()
    assert hours.of(vendor) == [MONDAY]
