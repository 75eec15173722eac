"""Each error page by a real request: in the frame of the house, in the reader's language, without a trace of the code."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from marketplace.ops import maintenance
from tests.factories import make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser_client() -> Client:
    return Client(raise_request_exception=False)


def is_of_the_house(page: str, language: str) -> bool:
    return f'<html lang="{language}">' in page and 'class="edge"' in page and "Traceback" not in page


@pytest.mark.parametrize(
    ("path", "language", "title"),
    [("/tidak-ada/", "id", "Halaman tidak ditemukan."), ("/en/nowhere/", "en", "Page not found.")],
)
def test_an_address_that_leads_nowhere_offers_search_and_categories(browser_client, path, language, title):
    make_product()
    answer = browser_client.get(path)
    page = answer.content.decode()
    assert answer.status_code == 404 and is_of_the_house(page, language)
    assert f"<h1>{title}</h1>" in page
    assert page.count('type="search"') == 2 and 'class="doors"' in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_host_that_is_not_ours_is_not_understood(browser_client):
    answer = browser_client.get("/", headers={"host": "jahat.example"})
    assert answer.status_code == 400
    assert is_of_the_house(answer.content.decode(), "id")


@pytest.mark.parametrize(("prefix", "language", "title"), [
    ("", "id", "Alamat ini tidak bisa dibuka dengan cara itu."),
    ("/en", "en", "This address cannot be opened like that."),
])  # fmt: skip
def test_a_form_address_opened_by_hand_says_what_it_is(browser_client, prefix, language, title):
    product = make_product()
    answer = browser_client.get(f"{prefix}/keranjang/tambah/{product.pk}/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert is_of_the_house(answer.content.decode(), language) and f"<h1>{title}</h1>" in answer.content.decode()


def test_a_program_that_asks_for_json_gets_no_page_with_its_405(browser_client):
    answer = browser_client.post("/pengunjung/", headers={"accept": "application/json"})
    assert (answer.status_code, answer.content) == (405, b"")


def test_a_form_without_its_token_can_be_sent_again(browser_client):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/akun/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "Formulir terlalu lama terbuka. Kirim sekali lagi." in answer.content.decode()


def test_a_page_of_staff_is_refused_to_a_shopper_in_words(browser_client):
    from tests.factories import make_user

    browser_client.force_login(make_user())
    answer = browser_client.get("/dashboard/")
    assert answer.status_code == 403
    assert "Anda tidak punya akses ke halaman ini." in answer.content.decode()


def test_too_much_in_one_request_is_said_to_be_too_large(browser_client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    product = make_product()
    answer = browser_client.post(
        f"/keranjang/tambah/{product.pk}/", {"quantity": "1" * 500}, headers={"origin": "http://testserver"}
    )
    assert answer.status_code == 413
    assert "File ini terlalu besar." in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "language", "title"),
    [("/", "id", "Ada gangguan di pihak kami."), ("/en/", "en", "Something broke on our side.")],
)
def test_a_fault_of_ours_is_told_without_its_cause(browser_client, monkeypatch, path, language, title):
    def broken(*args: Any) -> None:
        raise RuntimeError("rahasia")

    monkeypatch.setattr("marketplace.shop.catalogue.rows.home", broken)
    answer = browser_client.get(path)
    page = answer.content.decode()
    assert answer.status_code == 500 and is_of_the_house(page, language)
    assert f"<h1>{title}</h1>" in page and "rahasia" not in page


def test_a_database_that_is_away_is_told_as_such(browser_client, monkeypatch):
    def away(*args: Any) -> None:
        raise OperationalError("rahasia")

    monkeypatch.setattr("marketplace.shop.catalogue.rows.home", away)
    answer = browser_client.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Toko sedang tidak menjawab. Coba lagi sebentar." in answer.content.decode()


@pytest.fixture
def closed(settings, tmp_path):
    settings.MAINTENANCE_FILE = str(tmp_path / "maintenance")
    return lambda *arguments: call_command("maintenance", *arguments)


def test_while_the_site_is_updated_everybody_is_told_until_when_and_nothing_is_asked_of_the_database(
    closed, browser_client, django_assert_num_queries
):
    closed("on", "30")
    with django_assert_num_queries(0):
        indonesian, english = browser_client.get("/checkout/"), browser_client.get("/en/belanja/")
    assert (indonesian.status_code, english.status_code) == (503, 503)
    assert "Situs diperbarui sampai" in indonesian.content.decode() and "WIB" in indonesian.content.decode()
    assert "The site is being updated until" in english.content.decode()
    assert indonesian["Retry-After"].endswith("GMT")
    assert browser_client.get("/healthz").status_code == 200
    closed("off")
    assert browser_client.get("/").status_code == 200


def test_forms_sent_during_an_update_are_refused_and_change_nothing(closed, browser_client):
    product = make_product()
    closed("on", "30")
    answer = browser_client.post(f"/keranjang/tambah/{product.pk}/", {"quantity": "1"})
    assert answer.status_code == 503


def test_an_update_that_takes_longer_than_said_promises_a_quarter_of_an_hour_more(closed):
    maintenance.on(timezone.now() - dt.timedelta(hours=1))
    told = maintenance.until()
    assert told is not None and dt.timedelta(minutes=14) < told - timezone.now() <= dt.timedelta(minutes=15)


@pytest.mark.parametrize("content", ["", "besok", "2026-13-01T00:00", "\x00"])
def test_a_file_that_cannot_be_read_closes_the_site_all_the_same(closed, settings, content):
    from pathlib import Path

    Path(settings.MAINTENANCE_FILE).write_text(content)
    assert maintenance.until() is not None


def test_a_time_of_day_is_its_next_one(closed):
    soon = timezone.localtime() + dt.timedelta(hours=2)
    closed("on", f"{soon:%H:%M}")
    told = maintenance.until()
    assert told is not None and timezone.localtime(told).strftime("%H:%M") == f"{soon:%H:%M}"
    assert timezone.now() < told < timezone.now() + dt.timedelta(hours=3)


@pytest.mark.parametrize("said", ["nanti", "25:00", "-5", "0", "99999999"])
def test_a_time_that_is_none_is_refused_with_an_example(closed, said):
    with pytest.raises(CommandError, match="16:30"):
        closed("on", "--", said) if said.startswith("-") else closed("on", said)
    assert maintenance.until() is None
