"""Forms without a token are taken from our own pages only."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory

from marketplace import same_origin


@same_origin.required
def view(request):
    return HttpResponse("taken")


def post(**headers):
    return view(RequestFactory().post("/", headers=headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://testserver"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"},
        {"Referer": "http://testserver/belanja/kopi_1/"},
        {"Origin": "https://toko.example.id"},
    ],
)
def test_a_form_of_our_own_pages_is_taken(headers, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://toko.example.id"]
    assert post(**headers).content == b"taken"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://jahat.example"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver.jahat.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Referer": "http://testserver/"},
        {"Origin": "https://jahat.example", "Referer": "http://testserver/"},
        {"Referer": "https://jahat.example/?http://testserver"},
        {"Referer": "http://[kacau"},
        {"Referer": ""},
        {},
    ],
)
def test_a_form_of_another_site_or_of_nobody_is_refused(headers):
    with pytest.raises(PermissionDenied):
        post(**headers)


def test_a_page_is_read_whoever_links_to_it():
    assert view(RequestFactory().get("/", headers={"Origin": "https://jahat.example"})).content == b"taken"


def test_the_view_asks_for_no_token():
    assert view.csrf_exempt is True


@pytest.mark.parametrize(
    ("before", "back"),
    [
        ("http://testserver/keranjang/?a=1", "/keranjang/?a=1"),
        ("http://testserver//evil.example/", "/evil.example/"),
        ("https://evil.example/keranjang/", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_from_a_form_is_the_page_of_ours_that_it_stood_on(rf, before, back):
    assert same_origin.way_back(rf.post("/keranjang/ubah/", headers={"Referer": before})) == back


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_leads_back_to_its_page():
    browser = Client(enforce_csrf_checks=True)
    page = browser.post("/keranjang/ubah/", headers={"Referer": "http://testserver/keranjang/"})
    assert page.status_code == 403
    assert '<a class="btn p" href="/keranjang/"' in page.content.decode()


@pytest.mark.django_db
def test_who_must_log_in_to_send_a_form_comes_back_to_its_page_not_to_an_address_that_only_takes_forms(client):
    answer = client.post("/akun/bahasa/", headers={"Referer": "http://testserver/akun/"})
    assert answer.url == "/akun/login/?next=/akun/"
