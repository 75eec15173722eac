"""The ways to an order: its mailed key, number and contact, the list of an account or of a device."""

import datetime as dt

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from oscar.core.loading import get_model

from marketplace.shop.checkout import settlement
from marketplace.shop.order import fulfilment, views, visiting
from tests.factories import make_order, make_product, make_user, make_vendor
from tests.shop.checkout_pages import only_part, text_of, told

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")

NOW = dt.datetime(2026, 11, 24, 3, 32, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _at_a_known_time():
    with time_machine.travel(NOW, tick=False):
        yield
    cache.clear()


@pytest.fixture
def kopi():
    return make_product(make_vendor("Dapur Sipin"), title="Kopi Liberika", price=45_000)


@pytest.mark.parametrize("number", ["JBXXXXXXXX", "x", "0", "-1", "JB%00", "a" * 500, "٣٤", "lacak%20"])
def test_an_order_that_is_not_ones_own_and_one_that_is_none_look_the_same(client, kopi, number):
    foreign = make_order((kopi, 1))
    for one in (number, foreign.number):
        assert client.get(f"/pesanan/{one}/").status_code == 404
        assert client.get(f"/pesanan/{one}/?kunci=salah").status_code == 404
        assert client.post(f"/checkout/{one}/bayar/").status_code == 404
        assert client.get(f"/checkout/{one}/kembali/").status_code == 404


def test_the_key_of_a_mail_opens_the_order_and_leaves_the_address(client, kopi):
    order = make_order((kopi, 1))
    answer = client.get(f"/pesanan/{order.number}/?kunci={order.purchase.token}")
    assert answer["Location"] == f"/pesanan/{order.number}/"


@pytest.mark.parametrize("contact", ["siti@contoh.id", "SITI@Contoh.ID", "0812-7400-1234", "+62 812 7400 1234"])
def test_number_and_contact_open_an_order_however_they_are_typed(client, kopi, contact):
    order = make_order((kopi, 1))
    for number in (order.number, f" {order.number.lower()} ", f"{order.number}-1"):
        answer = client.post("/pesanan/lacak/", {"number": number, "contact": contact})
        assert answer["Location"] == f"/pesanan/{order.number}/"
    assert client.get(f"/pesanan/{order.number}/").status_code == 200


@pytest.mark.parametrize(
    ("number", "contact", "said"),
    [
        ("JBXXXXXXXX", "siti@contoh.id", "Tidak ada pesanan dengan nomor dan kontak ini. Periksa keduanya."),
        ("", "siti@contoh.id", "Periksa 1 isian yang ditandai. Nomor pesanan"),
        ("JBXXXXXXXX", "", "Periksa 1 isian yang ditandai. Email atau nomor WhatsApp"),
        ("\x00", "\x00", "Periksa 2 isian yang ditandai. Nomor pesanan Email atau nomor WhatsApp"),
        ("%' OR 1=1", "0", "Tidak ada pesanan dengan nomor dan kontak ini. Periksa keduanya."),
    ],
)
def test_a_look_up_that_finds_nothing_says_what_to_check_and_keeps_what_was_typed(client, number, contact, said):
    answer = client.post("/pesanan/lacak/", {"number": number, "contact": contact})
    assert (answer.status_code, told(answer)) == (422, said)


def test_another_ones_contact_does_not_open_an_order(client, kopi):
    order = make_order((kopi, 1))
    make_order((kopi, 1), email="lain@contoh.id")
    answer = client.post("/pesanan/lacak/", {"number": order.number, "contact": "lain@contoh.id"})
    assert answer.status_code == 422
    assert client.get(f"/pesanan/{order.number}/").status_code == 404


def test_after_ten_tries_even_the_right_number_waits_until_the_time_that_is_said(client, kopi):
    order = make_order((kopi, 1))
    right = {"number": order.number, "contact": "siti@contoh.id"}
    for _ in range(views.LOOKUPS):
        client.post("/pesanan/lacak/", {**right, "number": "JBXXXXXXXX"})
    answer = client.post("/pesanan/lacak/", right)
    assert (answer.status_code, told(answer)) == (429, "Terlalu banyak percobaan. Coba lagi 10.45 WIB.")
    assert answer["Retry-After"] == str(13 * 60 + 1)
    with time_machine.travel(NOW + dt.timedelta(minutes=13), tick=False):
        assert client.post("/pesanan/lacak/", right).status_code == 302


def listed(client: Client, query: str = "") -> list[str]:
    page = BeautifulSoup(client.get(f"/pesanan/{query}").content, "html.parser")
    return [one.text for one in page.select(".order-list b.num") if one.text.startswith("JB")]


def test_the_list_sorts_orders_under_what_can_be_done_about_them(client, kopi):
    siti = make_user()
    client.force_login(siti)
    unpaid, new, shipped, done, expired = (make_order((kopi, 1), user=siti, paid=paid) for paid in (0, 1, 1, 1, 0))
    for order in (shipped, done):
        fulfilment.accept(only_part(order), None)
        fulfilment.ship(only_part(order), None, "JNE", "JB1")
    fulfilment.deliver(only_part(done), None)
    fulfilment.complete(only_part(done))
    settlement.expire(expired.payment.pk)
    assert listed(client) == [one.number for one in (expired, done, shipped, new, unpaid)]
    under = {code: listed(client, f"?status={code}") for code, _label, _which in views.order_tabs()}
    assert under == {
        "unpaid": [unpaid.number],
        "progress": [new.number],
        "shipped": [shipped.number],
        "completed": [done.number],
        "cancelled": [expired.number],
    }
    assert (
        text_of(client.get("/pesanan/"), ".tabs") == "Semua Belum bayar 1 Diproses 1 Dikirim 1 Selesai 1 Dibatalkan 1"
    )
    assert listed(client, "?status=tidak-ada&page=abc") == listed(client)


def test_a_long_list_goes_on_under_the_same_tab(client, kopi, monkeypatch):
    monkeypatch.setattr(views, "PAGE_SIZE", 2)
    siti = make_user()
    client.force_login(siti)
    orders = [make_order((kopi, 1), user=siti) for _ in range(3)]
    page = client.get("/pesanan/?status=unpaid")
    assert text_of(page, ".more") == "2 dari 3 Muat lagi"
    assert 'href="?status=unpaid&amp;page=2"' in page.content.decode()
    assert listed(client, "?status=unpaid&page=2") == [orders[0].number]


def test_a_list_without_orders_shows_the_way_to_the_shop(client):
    client.force_login(make_user())
    assert text_of(client.get("/pesanan/"), ".empty") == "Belum ada pesanan. Mulai belanja"


def test_a_guest_has_a_list_of_what_was_ordered_on_this_device_and_of_nothing_else(client, kopi):
    assert client.get("/pesanan/")["Location"] == "/akun/login/?next=/pesanan/"
    mine = make_order((kopi, 1))
    make_order((kopi, 1), email="lain@contoh.id")
    client.post("/pesanan/lacak/", {"number": mine.number, "contact": "siti@contoh.id"})
    assert listed(client) == [mine.number]


def test_fifty_orders_are_remembered_on_a_device_and_the_oldest_forgotten(client, rf, kopi):
    request = rf.get("/")
    request.session = {"orders": [f"JB{number}" for number in range(50)]}
    order = make_order((kopi, 1))
    visiting.remember(request, order)
    assert (visiting.remembered(request)[0], visiting.remembered(request)[-1]) == ("JB1", order.number)


def test_of_an_order_from_many_shops_the_list_names_three(client):
    siti = make_user()
    client.force_login(siti)
    make_order(*((make_product(make_vendor(f"Toko {name}")), 1) for name in "ABCDE"), user=siti, paid=True)
    shown = text_of(client.get("/pesanan/"), ".order-list ul")
    assert [name in shown for name in ("Toko A", "Toko B", "Toko C", "Toko D")] == [True, True, True, False]
    assert shown.endswith("dan 2 toko lain")
