import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from marketplace import visitor
from marketplace.front import places, toasts, views
from marketplace.front.goods import Card


@pytest.fixture
def request_of_a_visitor(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/komponen/?page=2")
    request.user = AnonymousUser()
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def rendered(source: str, **values: Any) -> str:
    return Template("{% load shop frame %}" + source).render(Context(values)).strip()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_of_components_holds_nothing_the_content_policy_forbids(
    request_of_a_visitor: HttpRequest, language: str
) -> None:
    with translation.override(language):
        html = views.kit(request_of_a_visitor).content.decode()
    assert f'<html lang="{language}">' in html
    assert not re.search(r'\sstyle="|\son\w+="|<style|javascript:', html)
    scripts = re.findall(r"<script[^>]*>", html)
    assert all("src=" in tag or tag == '<script type="application/ld+json">' for tag in scripts)


def test_the_frame_carries_nothing_of_the_visitor(request_of_a_visitor: HttpRequest) -> None:
    from django.shortcuts import render

    html = render(request_of_a_visitor, "base.html").content.decode()
    assert "csrfmiddlewaretoken" not in html
    assert html.count('data-visitor="basket"') == 2
    assert "csrftoken" not in request_of_a_visitor.META.get("CSRF_COOKIE", "")


def test_language_links_keep_the_page_and_its_filters(request_of_a_visitor: HttpRequest) -> None:
    html = Template("{% load frame %}{% tongues as t %}{{ t }}").render(Context({"request": request_of_a_visitor}))
    assert "/komponen/?page=2" in html and "/en/komponen/?page=2" in html


def test_more_is_a_plain_link_that_keeps_the_filters(rf: RequestFactory) -> None:
    from django.core.paginator import Paginator

    request = rf.get("/cari/?q=kopi&page=2")
    html = rendered("{% more page %}", request=request, page=Paginator(range(39), 12).get_page(2))
    assert 'href="?q=kopi&amp;page=3"' in html and 'href="?q=kopi&amp;page=1"' in html
    assert "24 dari 39" in html


def test_the_visitor_fragment_tells_count_token_and_waiting_messages(request_of_a_visitor: HttpRequest) -> None:
    import json

    request_of_a_visitor.basket = type("Basket", (), {"pk": 1, "num_items": 3})()  # type: ignore[attr-defined]
    toasts.tell(request_of_a_visitor, "Ditambahkan ke keranjang.", label="Lihat keranjang", url="/keranjang/")
    answer = visitor.visitor(request_of_a_visitor)
    told = json.loads(answer.content)
    assert (told["basket"], told["signed_in"], len(told["csrf"])) == (3, False, 64)
    assert "Ditambahkan ke keranjang." in told["toasts"]
    assert '<a class="go" href="/keranjang/">Lihat keranjang</a>' in told["toasts"]
    assert "no-store" in answer["Cache-Control"]


ERRORS = {
    400: (lambda request: views.bad_request(request), "Permintaan ini tidak terbaca."),
    403: (lambda request: views.forbidden(request), "Anda tidak punya akses ke halaman ini."),
    404: (lambda request: views.not_found(request), "Halaman tidak ditemukan."),
    413: (lambda request: views.bad_request(request, RequestDataTooBig()), "File ini terlalu besar."),
    500: (lambda request: views.server_error(request), "Ada gangguan di pihak kami."),
}


@pytest.mark.parametrize("status", ERRORS)
def test_every_error_has_a_page_of_the_house(request_of_a_visitor: HttpRequest, status: int) -> None:
    show, sentence = ERRORS[status]
    answer: HttpResponse = show(request_of_a_visitor)
    html = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{sentence}</h1>" in html and "Traceback" not in html


def test_a_form_open_too_long_says_so_and_leads_back(request_of_a_visitor: HttpRequest) -> None:
    html = views.csrf_failure(request_of_a_visitor).content.decode()
    assert "Formulir terlalu lama terbuka. Kirim sekali lagi." in html
    assert 'href="/komponen/?page=2"' in html


def test_the_page_for_our_own_fault_needs_no_database_and_shows_the_reference(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.request_id = "a1b2"  # type: ignore[attr-defined]
    assert "Kode laporan a1b2" in views.server_error(request).content.decode()


def test_maintenance_says_until_when_to_people_and_to_crawlers(rf: RequestFactory) -> None:
    answer = views.maintenance(rf.get("/"), dt.datetime(2030, 1, 5, 9, 0, tzinfo=dt.UTC))
    assert "Situs diperbarui sampai 5 Jan 2030, 16.00\u00a0WIB." in answer.content.decode()
    assert answer["Retry-After"] == "Sat, 05 Jan 2030 09:00:00 GMT"


def test_a_card_is_one_link_and_says_what_it_costs() -> None:
    card = Card(
        url="/p/1", name="Kopi <b>", price=60_000, was=72_000, shop="Koperasi", regency="Kota Jambi", rating=4.9
    )
    html = rendered("{% card item %}", item=card)
    assert html.count("<a ") == 1 and "Kopi &lt;b&gt;" in html
    assert "<span>Rp\u00a060.000</span><s>Rp\u00a072.000</s>" in html


def test_a_sold_out_card_says_so_and_a_new_one_has_no_rating() -> None:
    card = Card(url="/p/1", name="Kopi", price=1, sold_out=True, ribbon="Promo", new=True)
    html = rendered("{% card item %}", item=card)
    assert "Habis" in html and "Promo" not in html and "Baru" in html


def test_a_button_that_is_off_is_no_link_and_says_why() -> None:
    html = rendered('{% button "Bayar" "p" href="/bayar" off="Pilih pengiriman." %}')
    assert "<a " not in html and 'aria-disabled="true"' in html and "Pilih pengiriman." in html
    assert re.search(r'aria-describedby="(why-\w+)".*id="\1"', html, re.DOTALL)


def test_a_chat_opens_with_the_message_filled_in() -> None:
    html = rendered('{% whatsapp "0812-7400-1234" "Halo, apa kabar & salam" %}')
    assert html == "https://wa.me/6281274001234?text=Halo%2C+apa+kabar+%26+salam"


def test_a_place_without_a_page_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(places.NAMES, "shops", ("nowhere:at-all",))
    assert places.address("shops") == ""


OFFERED_ONCE_THEY_EXIST = {"stories", "complaints"}


@pytest.mark.parametrize("place", sorted(set(places.NAMES) - OFFERED_ONCE_THEY_EXIST))
def test_every_place_the_frame_leads_to_has_an_address(place: str) -> None:
    assert places.address(place).startswith("/")
    with translation.override("en"):
        assert places.address(place).startswith("/en/")


def test_a_database_that_is_away_is_said_so_and_nothing_is_asked_of_it(request_of_a_visitor: HttpRequest) -> None:
    try:
        raise OperationalError("connection refused")
    except OperationalError:
        answer = views.server_error(request_of_a_visitor)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "<h1>Toko sedang tidak menjawab. Coba lagi sebentar.</h1>" in answer.content.decode()
