"""The one page of checkout: what it asks, what it tells, and what happens to whatever is sent to it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from oscar.core.loading import get_model

from marketplace.shop.basket import notes
from tests.factories import (
    make_order,
    make_product,
    make_user,
    make_vendor,
)
from tests.shop.basket_pages import add
from tests.shop.checkout_pages import (
    HTMX,
    SITI,
    fields_of,
    fill,
    filled_in,
    place,
    queries_of,
    text_of,
    told,
)
from vendors.models import ShippingMethod

pytestmark = pytest.mark.django_db
Basket = get_model("basket", "Basket")
Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")

JAKARTA = "31.71.01"
ASKED = {"name", "phone", "email", "province", "district", "street", "landmark", "postcode"}


@pytest.fixture
def shop():
    return make_vendor("Dapur Sipin")


@pytest.fixture
def kopi(shop):
    return make_product(shop, title="Kopi Liberika", price=45_000, stock=5)


def refresh(client: Client, **changed: str):
    """What JavaScript sends when a district or a way of shipping was chosen."""
    first = fields_of(client.get("/checkout/"))
    return client.post("/checkout/", {**first, **changed, "do": "refresh"}, headers=HTMX)


def test_a_guest_is_asked_for_eight_things_that_the_phone_can_fill_in(client, kopi):
    fill(client, kopi)
    page = BeautifulSoup(client.get("/checkout/").content, "html.parser")
    shown = [one for one in page.select("#checkout :is(input, select)") if one.get("type") not in ("hidden", "radio")]
    # A gift asks for its buyer too, once its box is ticked.
    shown = [one for one in shown if one["name"] != "is_gift" and not one.find_parent(class_="only-if")]
    assert {one["name"] for one in shown} == ASKED
    assert {one["name"]: one["autocomplete"] for one in shown if one.has_attr("autocomplete")} == {
        "name": "name",
        "phone": "tel",
        "email": "email",
        "street": "street-address",
        "landmark": "off",
        "postcode": "postal-code",
    }
    assert {one["name"]: one["inputmode"] for one in shown if one.has_attr("inputmode")} == {
        "phone": "tel",
        "postcode": "numeric",
    }


def test_shipping_opens_once_the_district_is_known_and_stands_in_the_sum_shop_by_shop(client, kopi):
    fill(client, kopi, make_product(make_vendor("Rumah Tenun"), price=100_000))
    page = client.get("/checkout/")
    assert "Pilih kecamatan di atas" in text_of(page, "#shops")
    assert text_of(page, "#totals").endswith("Total sebelum ongkir Rp 145.000")
    page = client.post("/checkout/", {**fields_of(page), **SITI, "do": "refresh"})
    assert text_of(page, "#totals") == (
        "Dapur Sipin Produk Rp 45.000 Diantar toko Rp 10.000 Rumah Tenun Produk Rp 100.000 Diantar toko Rp 10.000 "
        "Produk (2) Rp 145.000 Ongkir 2 paket Rp 20.000 Total Rp 165.000"
    )


def test_a_pick_up_costs_nothing_and_says_so(client, kopi, shop):
    fill(client, kopi)
    page = client.post("/checkout/", {**filled_in(client), f"ship_{shop.pk}": "ambil", "do": "refresh"})
    assert "Ongkir 1 paket Gratis Total Rp 45.000" in text_of(page, "#totals")
    assert "Rp 0" not in page.content.decode()


def test_without_javascript_placing_at_once_shows_the_shipping_first(client, kopi):
    fill(client, kopi)
    answer = client.post("/checkout/", {**fields_of(client.get("/checkout/")), **SITI, "do": "place"})
    assert (answer.status_code, told(answer)) == (
        422,
        "Ongkir sudah dihitung. Periksa totalnya, lalu buat pesanan.",
    )
    assert fields_of(answer)["seen_total"] == "55000"
    assert client.post("/checkout/", {**fields_of(answer), "do": "place"}).status_code == 302


def test_a_refresh_brings_only_what_follows_from_the_choice(client, kopi, shop):
    fill(client, kopi)
    page = refresh(client, **SITI)
    parts = {one["id"] for one in BeautifulSoup(page.content, "html.parser").find_all(id=True)}
    assert {"shops", "totals", "bar-total", "said"} <= parts
    assert not parts & {"checkout", "districts", "id_name", "id_street", f"id_note_{shop.pk}"}
    assert text_of(page, "#said") == "Total Rp 55.000, termasuk ongkir Rp 10.000."


def test_a_refresh_after_another_way_of_shipping_leaves_the_ways_alone(client, kopi, shop):
    fill(client, kopi)
    ready = filled_in(client)
    page = client.post("/checkout/", {**ready, f"ship_{shop.pk}": "kurir", "do": "refresh"}, headers=HTMX)
    assert b'id="shops"' not in page.content
    assert text_of(page, "#bar-total") == "Total Rp 69.000"


def test_another_province_brings_its_districts_and_forgets_the_old_one(client, kopi):
    fill(client, kopi)
    page = client.post("/checkout/", {**filled_in(client), "province": "31", "do": "refresh"}, headers=HTMX)
    offered = BeautifulSoup(page.content, "html.parser").select("#id_district option")
    assert (offered[0]["value"], offered[0].text, len(offered)) == ("", "Pilih kecamatan", 45)
    assert all(one["value"].startswith("31.") for one in offered[1:])
    assert "pilih kecamatan" in text_of(page, "#totals")


def test_a_shop_that_joined_the_basket_meanwhile_brings_the_whole_page_with_what_was_typed(client, kopi):
    fill(client, kopi)
    ready = filled_in(client)
    add(client, make_product())
    answer = client.post("/checkout/", {**ready, "street": "Jl. Melati 9", "do": "refresh"}, headers=HTMX)
    assert answer["HX-Redirect"] == "/checkout/"
    assert fields_of(client.get("/checkout/"))["street"] == "Jl. Melati 9"


def test_a_shop_that_does_not_ship_there_is_named_before_anything_is_paid(client, kopi, shop):
    ShippingMethod.objects.filter(vendor=shop, code="kurir").delete()
    fill(client, kopi)
    page = client.post("/checkout/", {**filled_in(client), "province": "31", "district": JAKARTA, "do": "refresh"})
    assert "Dapur Sipin tidak mengirim ke Gambir. Ambil sendiri di tempat" in text_of(page, "#shops")
    answer = client.post("/checkout/", {**fields_of(page), "do": "place"})
    assert (answer.status_code, told(answer)) == (
        422,
        "Periksa 1 isian yang ditandai. pengiriman dari Dapur Sipin",
    )
    answer = client.post("/checkout/", {**fields_of(page), f"ship_{shop.pk}": "kurir", "do": "place"})
    assert answer.status_code == 422
    answer = client.post("/checkout/", {**fields_of(page), f"ship_{shop.pk}": "antar", "do": "place"})
    assert text_of(answer, f"#id_ship_{shop.pk}_error") == "Tidak menjangkau Gambir."
    assert Order.objects.count() == 0


def test_what_is_missing_is_listed_marked_by_the_field_and_the_rest_is_kept(client, kopi):
    fill(client, kopi)
    answer = place(client, name="", phone="812-74", street="", postcode="abc")
    assert answer.status_code == 422
    assert told(answer) == ("Periksa 4 isian yang ditandai. Nama lengkap Nomor WhatsApp Jalan dan nomor rumah Kode pos")
    assert text_of(answer, "#id_phone_error") == "Nomor HP dimulai 08 atau +62, 10–13 angka."
    assert text_of(answer, "#id_street_error") == "Isi jalan dan nomor rumah."
    kept = fields_of(answer)
    assert (kept["phone"], kept["email"], kept["landmark"]) == ("812-74", "siti@contoh.id", "seberang masjid")


def test_goods_that_cannot_be_ordered_stay_in_the_basket_and_the_page_says_why(client, kopi, shop):
    habis = make_product(shop, title="Lempok Durian")
    fill(client, kopi, habis)
    StockRecord.objects.filter(product=habis).update(num_in_stock=0)
    page = client.get("/checkout/")
    assert "Tetap di keranjang Anda Lempok Durian: Habis. Hapus, yang lain tetap bisa dipesan." in text_of(page)
    assert place(client).status_code == 302
    order = Order.objects.get()
    assert [line.title for line in order.lines.all()] == ["Kopi Liberika"]
    assert [line.product.title for line in Basket.objects.get(status="Open").lines.all()] == ["Lempok Durian"]


def test_what_sells_out_between_page_and_press_is_named_and_the_rest_can_be_ordered(client, kopi, shop):
    lempok = make_product(shop, title="Lempok Durian", price=30_000)
    fill(client, kopi, lempok)
    ready = filled_in(client)
    StockRecord.objects.filter(product=lempok).update(num_in_stock=0)
    answer = client.post("/checkout/", ready)
    assert (answer.status_code, told(answer)) == (422, "Lempok Durian baru saja habis.")
    assert client.post("/checkout/", {**fields_of(answer), "do": "place"}).status_code == 302
    assert Order.objects.get().total_incl_tax == 55_000


def test_a_price_that_changed_is_told_with_both_totals_even_beside_goods_left_out_before(client, kopi, shop):
    habis = make_product(shop, title="Lempok Durian")
    fill(client, kopi, habis)
    StockRecord.objects.filter(product=habis).update(num_in_stock=0)
    ready = filled_in(client)
    StockRecord.objects.filter(product=kopi).update(price=50_000)
    answer = client.post("/checkout/", ready)
    assert (answer.status_code, told(answer)) == (422, "Total berubah dari Rp 55.000 menjadi Rp 60.000.")
    assert fields_of(answer)["seen_total"] == "60000"


@pytest.mark.parametrize("with_an_account", [False, True])
def test_what_could_not_be_ordered_is_in_the_basket_afterwards(client, kopi, shop, with_an_account):
    if with_an_account:
        client.force_login(make_user())
    habis = make_product(shop, title="Lempok Durian")
    fill(client, kopi, habis)
    StockRecord.objects.filter(product=habis).update(num_in_stock=0)
    assert client.post("/checkout/", filled_in(client)).status_code == 302
    StockRecord.objects.filter(product=habis).update(num_in_stock=5)
    basket = client.get("/keranjang/").content.decode()
    assert "Lempok Durian" in basket
    assert "Kopi Liberika" not in basket


def test_when_nothing_can_be_ordered_any_more_the_basket_says_why(client, kopi):
    fill(client, kopi)
    ready = filled_in(client)
    StockRecord.objects.update(num_in_stock=0)
    answer = client.post("/checkout/", ready, follow=True)
    assert answer.redirect_chain == [("/keranjang/", 302)]
    assert "Kopi Liberika baru saja habis." in text_of(answer, "#toasts")
    assert client.get("/checkout/")["Location"] == "/keranjang/"


def test_an_empty_basket_leads_to_the_basket_on_every_way(client):
    assert client.get("/checkout/")["Location"] == "/keranjang/"
    assert client.post("/checkout/", {"do": "place"})["Location"] == "/keranjang/"
    assert client.post("/checkout/", {"do": "refresh"}, headers=HTMX)["HX-Redirect"] == "/keranjang/"


def test_the_form_sent_twice_is_one_order_and_both_times_its_page(client, kopi):
    fill(client, kopi)
    ready = filled_in(client)
    first, second = client.post("/checkout/", ready), client.post("/checkout/", ready, follow=True)
    order = Order.objects.get()
    assert first["Location"] == f"/pesanan/{order.number}/"
    assert second.redirect_chain == [(f"/pesanan/{order.number}/", 302)]
    assert "Pesanan ini sudah dibuat." in text_of(second, "#toasts")


def test_going_back_after_placing_leads_to_the_order(client, kopi):
    fill(client, kopi)
    place(client)
    answer = client.get("/checkout/", follow=True)
    assert answer.redirect_chain == [(f"/pesanan/{Order.objects.get().number}/", 302)]


def test_an_old_page_sent_with_a_new_basket_leads_to_the_old_order_and_leaves_the_basket_alone(client, kopi, shop):
    fill(client, kopi)
    ready = filled_in(client)
    client.post("/checkout/", ready)
    add(client, make_product(shop, title="Baru"))
    answer = client.post("/checkout/", {**filled_in(client), "key": ready["key"]}, follow=True)
    assert "Pesanan ini sudah dibuat." in text_of(answer, "#toasts")
    assert Order.objects.count() == 1
    assert Basket.objects.get(status="Open").lines.get().product.title == "Baru"


def test_the_address_is_there_again_for_the_next_purchase(client, kopi):
    fill(client, kopi)
    place(client)
    add(client, make_product())
    assert {name: value for name, value in fields_of(client.get("/checkout/")).items() if name in SITI} == SITI


def test_who_is_logged_in_finds_name_and_email_and_the_address_of_the_last_order(client, kopi):
    user = make_user("nuraini@contoh.id", full_name="Nur Aini")
    make_order((make_product(), 1), user=user)
    client.force_login(user)
    fill(client, kopi)
    kept = fields_of(client.get("/checkout/"))
    assert {name: kept[name] for name in ("name", "email", "phone", "district", "street")} == {
        "name": "Nur Aini",
        "email": "nuraini@contoh.id",
        "phone": "0812-7400-1234",
        "district": "15.71.01",
        "street": "Jl. Mawar 5",
    }


def test_a_note_reaches_the_shop_it_was_written_to_and_is_forgotten_afterwards(client, kopi, shop):
    fill(client, kopi)
    place(client, **{f"note_{shop.pk}": "Tolong giling halus"})
    assert Order.objects.get().vendor_orders.get().buyer_note == "Tolong giling halus"
    assert notes.of(client.session) == {}


def test_a_card_is_not_offered_for_more_than_a_card_can_pay(client, shop):
    fill(client, make_product(shop, price=9_999_000))
    answer = place(client, method="stripe")
    assert text_of(answer, "#id_method_error") == (
        "Kartu bisa dipakai untuk Rp 10.000 sampai Rp 9.999.999. Pilih transfer bank."
    )
    assert BeautifulSoup(answer.content, "html.parser").select_one('input[value="stripe"]').has_attr("disabled")


def test_in_english_the_page_is_english_throughout(client, kopi):
    fill(client, kopi)
    first = fields_of(client.get("/en/checkout/"))
    page = client.post("/en/checkout/", {**first, **SITI, "do": "refresh"})
    assert text_of(page, "#totals") == (
        "Dapur Sipin Products Rp 45.000 Delivered by the shop Rp 10.000 Products (1) Rp 45.000 "
        "Shipping cost, 1 parcel Rp 10.000 Total Rp 55.000"
    )
    answer = client.post("/en/checkout/", {**fields_of(page), "do": "place"})
    order = Order.objects.get()
    assert (answer["Location"], order.purchase.language) == (f"/en/pesanan/{order.number}/", "en")


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_page_and_its_refresh_cost_at_most_ten_queries_with_one_line_and_with_twenty(client, shop, signed_in):
    if signed_in:
        client.force_login(make_user())
    fill(client, make_product(shop))
    counts = []
    for more in (0, 19):
        for _ in range(more):
            add(client, make_product(make_vendor()))
        ready = filled_in(client)
        counts.append(queries_of(lambda: client.get("/checkout/")))
        counts.append(
            queries_of(lambda ready=ready: client.post("/checkout/", {**ready, "do": "refresh"}, headers=HTMX))
        )
    assert counts[0] == counts[2] <= 10
    assert counts[1] == counts[3] <= 10
