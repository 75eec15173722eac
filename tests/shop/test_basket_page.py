"""The page of the basket: quantities, notes, undo, and what is told when price or stock changed."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.shop.basket import editing, notes, quantities
from marketplace.shop.catalogue import shipping_hints
from marketplace.shop.checkout import quoting
from tests.factories import (
    make_basket,
    make_product,
    make_user,
    make_vendor,
    reload_basket,
)
from tests.shop.basket_pages import (
    add,
    contents,
    page_of,
    stored,
    update,
)
from tests.shop.public_pages import queries, words
from vendors.models import Vendor

pytestmark = pytest.mark.django_db
Basket = get_model("basket", "Basket")
Line = get_model("basket", "Line")
StockRecord = get_model("partner", "StockRecord")


def test_quantities_are_typed_and_saved_all_at_once(client):
    add(client, make_product(title="Satu", price=10_000)), add(client, make_product(title="Dua", price=5_000))
    first, second = Line.objects.order_by("pk")
    answer = update(client, **{f"quantity-{first.pk}": "4", f"quantity-{second.pk}": "2"})
    assert answer["Location"] == "/keranjang/"
    assert (contents(client), page_of(client).total) == ([("Satu", 4), ("Dua", 2)], 50_000)


def test_a_refused_quantity_is_told_at_its_line_keeps_what_was_typed_and_saves_the_rest(client):
    add(client, make_product(title="Satu", stock=5)), add(client, make_product(title="Dua"))
    first, second = Line.objects.order_by("pk")
    answer = update(client, **{f"quantity-{first.pk}": "6", f"quantity-{second.pk}": "2"})
    rows = [row for group in answer.context["page"].groups for row in group.rows]
    assert answer.status_code == 400
    assert [(row.error, row.shown_quantity) for row in rows] == [("Stok tersisa 5.", "6"), ("", "2")]
    assert stored() == [("Satu", 1), ("Dua", 2)]


def test_fields_of_other_peoples_lines_and_of_none_change_nothing(client):
    foreign = make_basket((make_product(title="Milik orang"), 1)).lines.get()
    add(client, make_product(title="Satu"))
    update(
        client,
        **{
            f"quantity-{foreign.pk}": "9",
            "quantity-": "1",
            "quantity-x": "1",
            "quantity-٣": "1",
            "quantity-" + "9" * 30: "1",
        },
    )
    update(client, remove=str(foreign.pk)), update(client, remove="x"), update(client, remove="9" * 30)
    assert stored() == [("Milik orang", 1), ("Satu", 1)]


def test_a_removed_line_comes_back_with_one_press(client):
    product = make_product(title="Satu")
    add(client, product, "3")
    answer = update(client, remove=str(Line.objects.get().pk))
    assert stored() == []
    page = client.get(answer["Location"])
    assert "Satu dihapus." in words(page)
    undo = reverse("basket:restore", args=[product.pk, 3])
    assert undo in page.content.decode()
    client.post(undo)
    assert contents(client) == [("Satu", 3)]


def test_removing_twice_says_that_it_is_gone(client):
    add(client, make_product())
    line = Line.objects.get().pk
    update(client, remove=str(line))
    answer = client.post(reverse("basket:update"), {"remove": str(line)}, follow=True)
    assert "Produk ini sudah tidak ada di keranjang Anda." in words(answer)


def test_undoing_a_line_that_was_sold_out_meanwhile_says_so(client):
    product = make_product(title="Lempok", stock=0)
    answer = client.post(reverse("basket:restore", args=[product.pk, 3]), follow=True)
    assert "Lempok habis." in words(answer)


@pytest.mark.parametrize(
    ("price", "told"),
    [(20_000, "Harga turun dari Rp\u00a025.000."), (30_000, "Harga naik dari Rp\u00a025.000."), (25_000, "")],
)
def test_a_changed_price_is_told_at_its_line_and_counted(client, price, told):
    add(client, make_product(price=25_000))
    StockRecord.objects.update(price=price)
    page = page_of(client)
    assert (page.groups[0].rows[0].told, page.total) == (told, price)


def test_a_price_that_was_sent_along_is_ignored(client):
    add(client, make_product(price=25_000), price="1", price_incl_tax="1", vendor="7", total="1")
    assert page_of(client).total == 25_000


def test_what_cannot_be_ordered_any_more_stays_marked_and_the_rest_can_be_ordered(client):
    today = timezone.localdate()
    goods = {
        name: make_product(title=name, price=10_000, stock=5)
        for name in ("Ada", "Habis", "Kurang", "Turun", "Libur", "Tutup")
    }
    for product in goods.values():
        add(client, product, "2")
    StockRecord.objects.filter(product=goods["Habis"]).update(num_in_stock=0)
    StockRecord.objects.filter(product=goods["Kurang"]).update(num_allocated=4)
    goods["Turun"].listing.state = "taken_down"
    goods["Turun"].listing.save()
    Vendor.objects.filter(pk=goods["Libur"].listing.vendor_id).update(
        name="Dapur", holiday_from=today, holiday_until=today
    )
    Vendor.objects.filter(pk=goods["Tutup"].listing.vendor_id).update(status="suspended")
    page = page_of(client)
    problems = {row.name: row.problem for group in page.groups for row in group.rows}
    gone = "Sudah tidak dijual. Hapus, yang lain tetap bisa dipesan."
    assert problems.pop("Libur").startswith("Dapur libur sampai ")
    assert problems == {
        "Ada": "",
        "Habis": "Habis. Hapus, yang lain tetap bisa dipesan.",
        "Kurang": "Stok tersisa 1. Ubah jumlahnya.",
        "Turun": gone,
        "Tutup": gone,
    }
    assert (page.total, page.pieces, page.left_out) == (20_000, 2, 5)
    basket = reload_basket(Basket.objects.get())
    assert [line.product.title for line in basket.all_lines() if quoting.can_be_ordered(line)] == ["Ada"]


def test_a_basket_in_which_nothing_can_be_ordered_has_no_way_to_the_checkout(client):
    add(client, make_product())
    StockRecord.objects.update(num_in_stock=0)
    page = client.get("/keranjang/")
    assert "Tidak ada isi keranjang ini yang bisa dipesan sekarang." in words(page)
    assert 'value="checkout"' not in page.content.decode()


def test_a_basket_that_was_ordered_in_another_tab_takes_nothing_more():
    product = make_product()
    basket = make_basket((product, 1))
    Basket.objects.update(status="Submitted")
    with pytest.raises(quantities.Refused, match="Isi keranjang ini baru saja dipesan"):
        editing.add(basket, product.pk, "1")
    with pytest.raises(quantities.Refused, match="Isi keranjang ini baru saja dipesan"):
        editing.change(basket, basket.lines.get().pk, "2")
    assert [quantity for _title, quantity in stored()] == [1]


def test_a_note_to_the_seller_is_kept_until_the_checkout(client):
    product = make_product()
    vendor = product.listing.vendor_id
    add(client, product)
    answer = update(client, **{f"note-{vendor}": " Tolong\r\ndua lapis\x00 ", "then": "checkout"})
    assert answer["Location"] == "/checkout/"
    assert notes.of(client.session) == {vendor: "Tolong\ndua lapis"}
    assert page_of(client).groups[0].note == "Tolong\ndua lapis"
    update(client, **{f"note-{vendor}": ""})
    assert notes.of(client.session) == {}


def test_a_note_is_cut_to_what_an_order_holds(client):
    product = make_product()
    add(client, product)
    update(client, **{f"note-{product.listing.vendor_id}": "x" * 5_000})
    assert notes.of(client.session) == {product.listing.vendor_id: "x" * 200}


def test_placing_the_order_forgets_the_notes(client):
    session = client.session
    notes.keep(session, 7, "Halo")
    notes.forget(session)
    assert notes.of(session) == {}


def test_an_empty_basket_is_one_sentence_and_one_button(client):
    page = client.get("/keranjang/")
    assert "Keranjang Anda masih kosong." in words(page)
    assert not Basket.objects.exists()


def test_the_basket_page_is_never_cached(client):
    assert "no-store" in client.get("/keranjang/")["Cache-Control"]


def test_shipping_is_hinted_at_from_the_lowest_fee_and_pick_up():
    vendor, courier, pickup, nothing = (make_vendor() for _ in range(4))
    courier.shipping_methods.exclude(kind="courier").delete()
    pickup.shipping_methods.exclude(kind="pickup").delete()
    nothing.shipping_methods.update(is_active=False)
    assert shipping_hints.of([vendor.pk, courier.pk, pickup.pk, nothing.pk]) == {
        vendor.pk: "Mulai Rp\u00a010.000 untuk satu kilogram, atau ambil di tempat, gratis.",
        courier.pk: "Mulai Rp\u00a024.000 untuk satu kilogram.",
        pickup.pk: "Hanya ambil di tempat, gratis.",
    }


def fill(client, vendors: int, lines: int):
    shops = [make_vendor() for _ in range(vendors)]
    for number in range(lines):
        assert add(client, make_product(shops[number % vendors])).status_code == 302


@pytest.mark.parametrize("logged_in", [False, True])
def test_a_basket_with_twenty_lines_of_six_shops_asks_eight_queries_at_most_as_many_as_one_line(logged_in):
    counts = []
    for vendors, lines in ((1, 1), (6, 20)):
        client = Client()
        if logged_in:
            client.force_login(make_user())
        fill(client, vendors, lines)
        client.get("/keranjang/")
        asked = queries(client, "/keranjang/")
        assert len(set(asked)) == len(asked)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_a_forgotten_basket_opens_again_within_thirty_days(client):
    add(client, make_product(title="Satu"))
    with time_machine.travel(timezone.now() + dt.timedelta(days=29)):
        assert contents(client) == [("Satu", 1)]


def test_going_on_with_an_unchanged_basket_asks_no_more_of_a_long_one_than_of_a_short_one(client):
    asked = []
    for _more in range(2):
        add(client, make_product())
        fields = {row.field: str(row.quantity) for group in page_of(client).groups for row in group.rows}
        with CaptureQueriesContext(connection) as captured:
            assert update(client, **fields, then="checkout")["Location"] == "/checkout/"
        asked.append(len(captured))
    assert asked[0] == asked[1]
