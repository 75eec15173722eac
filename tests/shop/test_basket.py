"""Putting goods into the basket: what is taken, what is refused and why."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from tests.factories import make_basket, make_product, make_user, make_vendor
from tests.shop.basket_pages import (
    HTMX,
    OURS,
    add,
    contents,
    later,
    page_of,
    stored,
)
from tests.shop.public_pages import words
from vendors.models import Vendor

pytestmark = pytest.mark.django_db
Basket = get_model("basket", "Basket")
Line = get_model("basket", "Line")
StockRecord = get_model("partner", "StockRecord")


def test_a_guest_puts_goods_of_two_shops_into_one_basket_with_a_subtotal_each(client):
    sipin, siulak = make_vendor("Dapur Sipin"), make_vendor("Dodol Siulak")
    add(client, make_product(sipin, price=45_000, title="Lempok"), "2")
    add(client, make_product(siulak, price=22_000, title="Dodol"))
    add(client, make_product(sipin, price=10_000, title="Kipang"), "3")
    page = page_of(client)
    assert [(group.vendor.name, group.subtotal, group.parcel) for group in page.groups] == [
        ("Dapur Sipin", 120_000, 1),
        ("Dodol Siulak", 22_000, 2),
    ]
    assert (page.total, page.pieces, page.parcels) == (142_000, 6, 2)
    assert contents(client) == [("Lempok", 2), ("Kipang", 3), ("Dodol", 1)]


def test_without_javascript_adding_leads_to_the_basket_and_buying_to_the_checkout(client):
    product = make_product()
    assert add(client, product)["Location"] == "/keranjang/"
    assert add(client, product, then="checkout")["Location"] == "/checkout/"


def test_with_javascript_adding_answers_with_a_toast_and_tells_the_count_to_refresh(client):
    answer = add(client, make_product(title="Lempok"), headers=HTMX)
    assert (answer.status_code, answer["HX-Trigger"]) == (200, "visitor:changed")
    assert "Lempok masuk keranjang." in words(answer)
    assert add(client, make_product(), headers=HTMX, then="checkout")["HX-Redirect"] == "/checkout/"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("0", "Jumlah paling sedikit 1."),
        ("000", "Jumlah paling sedikit 1."),
        ("-3", "Tulis jumlah dengan angka bulat, misalnya 2."),
        ("1.5", "Tulis jumlah dengan angka bulat, misalnya 2."),
        ("1,5", "Tulis jumlah dengan angka bulat, misalnya 2."),
        ("NaN", "Tulis jumlah dengan angka bulat, misalnya 2."),
        ("Infinity", "Tulis jumlah dengan angka bulat, misalnya 2."),
        ("1e3", "Tulis jumlah dengan angka bulat, misalnya 2."),
        ("0x1", "Tulis jumlah dengan angka bulat, misalnya 2."),
        ("٣", "Tulis jumlah dengan angka bulat, misalnya 2."),
        ("２", "Tulis jumlah dengan angka bulat, misalnya 2."),
        ("dua", "Tulis jumlah dengan angka bulat, misalnya 2."),
        ("1\x00", "Tulis jumlah dengan angka bulat, misalnya 2."),
        ("", "Tulis jumlah dengan angka bulat, misalnya 2."),
        ("1000", "Sekali pesan paling banyak 999 barang."),
        ("100000000000", "Sekali pesan paling banyak 999 barang."),
        ("9" * 5_000, "Sekali pesan paling banyak 999 barang."),
    ],
)
def test_a_quantity_that_is_none_is_refused_in_words(client, typed, told):
    answer = add(client, make_product(stock=5_000), typed)
    assert answer.status_code == 400
    assert told in words(answer)
    assert stored() == []


@pytest.mark.parametrize(("typed", "pieces"), [("1", 1), (" 2 ", 2), ("007", 7), ("999", 999)])
def test_plain_digits_are_a_quantity(client, typed, pieces):
    add(client, make_product(stock=5_000), typed)
    assert [quantity for _title, quantity in stored()] == [pieces]


def test_the_refusal_is_english_for_english_readers(client):
    product = make_product()
    answer = client.post(f"/en/keranjang/tambah/{product.pk}/", {"quantity": "0"}, headers=OURS)
    assert "The quantity is at least 1." in words(answer)


def test_more_than_the_stock_is_refused_with_what_is_left(client):
    product = make_product(title="Lempok", stock=3)
    assert "Stok tersisa 3." in words(add(client, product, "4"))
    add(client, product, "2")
    later()
    assert "Lempok tersisa 3, dan 2 sudah ada di keranjang Anda." in words(add(client, product, "2"))
    assert stored() == [("Lempok", 2)]


def test_one_order_holds_no_more_pieces_than_the_limit(client):
    add(client, make_product(stock=5_000), "990")
    assert "Sekali pesan paling banyak 999 barang." in words(add(client, make_product(stock=5_000), "10"))
    assert add(client, make_product(stock=5_000), "9").status_code == 302


@pytest.mark.parametrize("kind", ["unknown", "hidden", "not public", "suspended", "number too large"])
def test_goods_that_are_not_on_sale_are_refused_alike(client, kind):
    product = {
        "unknown": lambda: 999_999,
        "hidden": lambda: make_product(state="hidden"),
        "not public": lambda: make_product(is_public=False),
        "suspended": lambda: make_product(make_vendor(status=Vendor.Status.SUSPENDED)),
        "number too large": lambda: 999_999_999_999_999,
    }[kind]()
    answer = add(client, product)
    assert answer.status_code == 409
    assert "Produk ini sudah tidak dijual." in words(answer)
    assert stored() == []


def test_sold_out_goods_and_goods_of_a_shop_on_holiday_are_refused_with_the_reason(client):
    today = timezone.localdate()
    away = make_vendor("Dapur Sipin", holiday_from=today, holiday_until=today)
    assert "Lempok habis." in words(add(client, make_product(title="Lempok", stock=0)))
    assert "Dapur Sipin libur sampai" in words(add(client, make_product(away)))
    assert stored() == []


def test_a_double_click_is_one_wish_and_a_later_click_another(client):
    product = make_product(title="Lempok")
    add(client, product, "2"), add(client, product, "2")
    assert stored() == [("Lempok", 2)]
    later()
    add(client, product, "2")
    assert stored() == [("Lempok", 4)]


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://jahat.example"}, {**OURS, "Sec-Fetch-Site": "cross-site"}])
def test_another_site_cannot_fill_the_basket(headers):
    client = Client(enforce_csrf_checks=True)
    assert add(client, make_product(), headers=headers).status_code == 403
    assert stored() == []


def test_our_own_pages_fill_the_basket_without_a_token():
    assert add(Client(enforce_csrf_checks=True), make_product()).status_code == 302


@pytest.mark.parametrize("name", ["update", "restore"])
def test_everything_else_done_to_a_basket_needs_a_token(name):
    args = [make_product().pk, 1] if name == "restore" else []
    assert Client(enforce_csrf_checks=True).post(reverse(f"basket:{name}", args=args), headers=OURS).status_code == 403


def test_looking_or_linking_changes_nothing(client):
    product = make_product()
    for url in (
        reverse("basket:add", args=[product.pk]),
        reverse("basket:update"),
        reverse("basket:restore", args=[product.pk, 1]),
    ):
        assert client.get(url).status_code == 405
    assert not Basket.objects.exists()


def test_the_basket_cookie_is_signed_and_a_changed_one_opens_nothing(client):
    add(client, make_product(title="Milik orang"))
    foreign = Client()
    for forged in (str(Basket.objects.get().pk), f"{Basket.objects.get().pk}:palsu", "", "\x00", "x" * 5_000):
        foreign.cookies["keranjang"] = forged
        assert contents(foreign) == []
    assert client.cookies["keranjang"]["httponly"]


def test_two_tabs_of_one_browser_fill_one_basket(client):
    first, second = make_product(title="Satu"), make_product(title="Dua")
    add(client, first)
    other_tab = Client()
    other_tab.cookies = client.cookies
    add(other_tab, second)
    assert contents(client) == [("Satu", 1), ("Dua", 1)]


def test_logging_in_joins_the_basket_of_the_guest_with_that_of_the_account(client):
    user, product, other = make_user(), make_product(title="Satu"), make_product(title="Dua")
    make_basket((product, 1), owner=user)
    add(client, product, "3"), add(client, other)
    client.force_login(user)
    assert contents(client) == [("Satu", 3), ("Dua", 1)]
