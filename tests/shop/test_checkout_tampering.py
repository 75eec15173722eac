"""Checkout against a browser that sends what no page of ours offered: answered with a page and a reason, never a fault."""

from urllib.parse import urlencode

import pytest
from oscar.core.loading import get_model

from tests.factories import make_product, make_vendor
from tests.shop.checkout_pages import fields_of, fill, filled_in, place, text_of, told

pytestmark = pytest.mark.django_db
Basket = get_model("basket", "Basket")
Order = get_model("order", "Order")

JAKARTA = "31.71.01"


@pytest.fixture
def shop():
    return make_vendor("Dapur Sipin")


@pytest.fixture
def kopi(shop):
    return make_product(shop, title="Kopi Liberika", price=45_000, stock=5)


OUTDATED = "Halaman ini sudah tidak berlaku. Periksa totalnya, lalu buat pesanan."


@pytest.mark.parametrize(
    ("total", "said"),
    [
        ("0", "Total berubah dari Rp 0 menjadi Rp 55.000."),
        ("54999", "Total berubah dari Rp 54.999 menjadi Rp 55.000."),
        ("100000000000", "Total berubah dari Rp 100.000.000.000 menjadi Rp 55.000."),
        *(
            (total, OUTDATED)
            for total in ("-3", "1.5", "NaN", "Infinity", "", "abc", "1e5", "0x10", "55000; DROP", "9" * 5000)
        ),
    ],
)
def test_a_total_that_was_not_shown_is_refused_with_a_reason(client, kopi, total, said):
    fill(client, kopi)
    answer = place(client, seen_total=total)
    assert (answer.status_code, told(answer)) == (422, said)
    assert fields_of(answer)["seen_total"] == "55000"
    assert Order.objects.count() == 0


def test_arabic_digits_of_the_right_total_are_the_right_total(client, kopi):
    fill(client, kopi)
    assert place(client, seen_total="٥٥٠٠٠").status_code == 302
    assert Order.objects.get().total_incl_tax == 55_000


@pytest.mark.parametrize("amount", ["0", "-3", "1.5", "100000000000", "NaN", "٣", ""])
def test_prices_quantities_and_totals_of_ones_own_are_not_even_read(client, kopi, shop, amount):
    fill(client, kopi)
    line = Basket.objects.get().lines.get()
    made_up = ("price", f"price_{kopi.pk}", "quantity", f"quantity-{line.pk}", "total", "shipping_charge", "commission")
    assert place(client, **dict.fromkeys(made_up, amount)).status_code == 302
    order = Order.objects.get()
    assert [(one.quantity, int(one.unit_price_incl_tax)) for one in order.lines.all()] == [(1, 45_000)]
    part = order.vendor_orders.get()
    assert (int(part.goods_total), int(part.shipping_charge), int(order.total_incl_tax)) == (45_000, 10_000, 55_000)


@pytest.mark.parametrize("code", ["gratis", "", "kurir ", "-1", "<b>", "x" * 5000, "\x00"])
def test_a_way_of_shipping_that_the_shop_does_not_offer_is_refused_at_its_place(client, kopi, shop, code):
    fill(client, kopi)
    answer = place(client, **{f"ship_{shop.pk}": code})
    assert answer.status_code == 422
    assert text_of(answer, f"#id_ship_{shop.pk}_error") in (
        "Pilihan ini tidak tersedia lagi. Pilih yang lain.",
        "Pilih pengiriman dari Dapur Sipin.",
    )
    assert Order.objects.count() == 0


@pytest.mark.parametrize("vendor", ["999999", "-1", "٣", "abc", "", "9" * 5000, "1.5"])
def test_shipping_of_a_shop_that_is_not_in_the_basket_changes_nothing(client, kopi, vendor):
    fill(client, kopi)
    foreign = make_vendor("Toko lain")
    sent = {**filled_in(client), f"ship_{vendor}": "ambil", f"ship_{foreign.pk}": "ambil", f"note_{foreign.pk}": "halo"}
    answer = client.post("/checkout/", urlencode(sent), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    assert [part.vendor.name for part in Order.objects.get().vendor_orders.all()] == ["Dapur Sipin"]


@pytest.mark.parametrize("key", ["", "x", "0" * 33, "Z" * 32, "\x00", "9" * 5000, "٣" * 32])
def test_a_key_that_is_none_is_refused_and_a_good_one_comes_with_the_page(client, kopi, key):
    fill(client, kopi)
    answer = place(client, key=key)
    assert (answer.status_code, told(answer)) == (422, OUTDATED)
    assert client.post("/checkout/", {**fields_of(answer), "do": "place"}).status_code == 302


@pytest.mark.parametrize(
    "typed",
    [
        {"district": "15"},
        {"district": "15.71"},
        {"district": "99.99.99"},
        {"district": "\x00"},
        {"district": "٣.٣.٣"},
        {"district": "1" * 5000},
        {"district": JAKARTA},
        {"province": "99"},
        {"province": "\x00", "district": "x"},
        {"method": "gratis"},
        {"method": ""},
        {"email": "bukan email"},
        {"email": "a" * 300 + "@contoh.id"},
        {"name": "n" * 5000},
        {"phone": "9" * 5000},
        {"phone": "NaN"},
        {"postcode": "٣٦١٢٢"},
        {"street": "\x00"},
    ],
)
def test_whatever_else_is_sent_is_answered_with_the_page_and_a_message(client, kopi, typed):
    fill(client, kopi)
    for act in ("place", "refresh"):
        ready = filled_in(client)
        answer = client.post("/checkout/", {**ready, **typed, "do": act})
        assert answer.status_code == (422 if act == "place" else 200), typed
        assert told(answer).startswith("Periksa") == (act == "place")
    assert Order.objects.count() == 0


def test_what_was_typed_is_shown_as_text_and_never_as_markup(client, kopi, shop):
    fill(client, kopi)
    page = place(client, name="<script>1</script>", street="", **{f"note_{shop.pk}": "</textarea><b>"}).content
    assert b"<script>1" not in page and b"</textarea><b>" not in page
