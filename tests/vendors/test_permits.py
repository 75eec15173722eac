"""Numbers of permits by kind, and what PLUT decides."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_permit, make_product, make_user
from vendors import permits
from vendors.models import Permit


@pytest.mark.parametrize(
    ("kind", "typed", "clean"),
    [
        ("pirt", "P-IRT No. 2061501010123-29", "2061501010123-29"),
        ("pirt", "206150101012329", "2061501010123-29"),
        ("bpom_food", "bpom ri md 200015000012", "MD 200015000012"),
        ("bpom_food", "ML 123456789012345", "ML 123456789012345"),
        ("bpom_medicine", "POM TR 123 456 789", "TR 123456789"),
        ("bpom_cosmetic", "na18123456789", "NA 18123456789"),
        ("halal", "id15110001234560122", "ID15110001234560122"),
        ("gi", "IDG000000137", "ID G 000000137"),
        ("nib", "1234 5678 90123", "1234567890123"),
    ],
)
def test_a_number_is_kept_as_its_paper_writes_it(kind, typed, clean):
    assert permits.clean_number(kind, typed) == clean


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("pirt", "9061501010123-29"),
        ("pirt", "206150101012"),
        ("bpom_food", "MD 12345678901"),
        ("bpom_medicine", "XX 123456789"),
        ("bpom_cosmetic", "NZ 18123456789"),
        ("halal", "KH 15110001234560122"),
        ("gi", "ID G 137"),
        ("nib", "123456789012"),
        ("nib", "١٢٣٤٥٦٧٨٩٠١٢٣"),
        ("fresh", "x"),
    ],
)
def test_a_number_of_another_form_is_refused_with_words(kind, typed):
    with pytest.raises(ValidationError) as refusal:
        permits.clean_number(kind, typed)
    assert refusal.value.messages[0].endswith(".")


def test_a_p_irt_ends_in_the_year_of_its_number():
    permits.check_end("pirt", "2061501010123-29", dt.date(2029, 6, 30))
    for end in (None, dt.date(2030, 1, 1)):
        with pytest.raises(ValidationError):
            permits.check_end("pirt", "2061501010123-29", end)


def test_a_halal_certificate_may_have_no_end():
    permits.check_end("halal", "ID15110001234560122", None)


@pytest.mark.parametrize(("days", "valid"), [(-1, False), (0, True), (1, True)])
def test_the_last_day_still_counts(days, valid):
    today = dt.date(2026, 11, 24)
    permit = Permit(state="accepted", valid_until=today + dt.timedelta(days=days))
    assert permit.valid_on(today) is valid


@pytest.mark.django_db
def test_a_permit_is_approved_by_a_person_once_and_revoked_with_a_reason():
    permit, curator = make_permit(make_product(), state="in_review", checked_at=None), make_user()
    permits.approve(permit, curator)
    assert (permit.state, permit.checked_by, permit.checked_at is not None) == ("accepted", curator, True)
    with pytest.raises(permits.Refused):
        permits.approve(permit, curator)
    with pytest.raises(permits.Refused):
        permits.revoke(permit, curator, " ")
    permits.revoke(permit, curator, "Dicabut BPOM")
    assert (permit.state, permit.state_reason) == ("revoked", "Dicabut BPOM")


@pytest.mark.django_db
def test_a_number_without_a_paper_is_not_approved():
    permit = make_permit(make_product(), state="in_review", checked_at=None)
    permit.document = ""
    with pytest.raises(permits.Refused, match="Unggah dokumennya dulu"):
        permits.approve(permit, make_user())
