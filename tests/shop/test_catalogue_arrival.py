"""What shipping to a kecamatan costs and when it arrives, exact to the rupiah and the day."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.shop.catalogue import arrival, queries
from tests.factories import make_district, make_product, make_vendor
from tests.shop.public_pages import words
from vendors import shipping
from vendors.models import ShippingMethod, ShippingZone

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
NB = "\u00a0"


def estimate(product, code="15.71.01"):
    return arrival.to(queries.product_with_all(product.pk), make_district(code), TODAY)


def test_the_cheapest_way_comes_first_with_its_days():
    found = estimate(make_product())
    assert [(way.name, way.charge, way.days) for way in found.sent] == [
        ("Diantar toko", 10_000, f"26–28{NB}Nov"),
        ("Kurir reguler", 24_000, f"26–28{NB}Nov"),
    ]
    assert found.title == f"Ongkir mulai Rp{NB}10.000"
    assert [way.place for way in found.fetched] == ["Jl. Patimura 1"]


def test_a_heavy_piece_pays_for_each_kilogram_and_a_light_big_one_for_its_space():
    heavy, big = make_product(weight_grams=2301), make_product(weight_grams=10, length_cm=30, width_cm=20, height_cm=20)
    assert estimate(heavy, "31.71.01").cheapest.charge == 24_000 + 2 * 12_000
    assert estimate(big, "31.71.01").cheapest.charge == 24_000 + 12_000


@pytest.mark.parametrize("grams", [1, 300, 1300, 1301, 2300, 2301, 100_000])
@pytest.mark.parametrize("side", [1, 18, 19, 40, 300])
def test_the_least_cost_on_the_page_is_that_of_the_rule_of_checkout(grams, side):
    vendor = make_vendor()
    ShippingMethod.objects.filter(vendor=vendor, kind="own_delivery").delete()
    product = make_product(vendor, weight_grams=grams, length_cm=side, width_cm=side, height_cm=side)
    kilograms = shipping.billable_kg(grams, side**3)
    assert queries.product_with_all(product.pk).shipping_from == 24_000 + 12_000 * (kilograms - 1)


def test_a_piece_above_the_limit_of_free_shipping_is_free():
    vendor = make_vendor()
    ShippingMethod.objects.filter(vendor=vendor).update(free_above=50_000)
    product = make_product(vendor, price=50_000)
    assert (estimate(product).title, queries.product_with_all(product.pk).shipping_from) == ("Gratis ongkir", 0)


def test_a_shop_on_holiday_sends_after_it():
    today = timezone.localdate()
    vendor = make_vendor(holiday_from=today, holiday_until=today + dt.timedelta(days=10))
    product = queries.product_with_all(make_product(vendor).pk)
    assert arrival.to(product, make_district(), today).cheapest.first == today + dt.timedelta(days=12)


def test_a_district_that_no_way_reaches_is_said_and_pick_up_remains(client):
    vendor = make_vendor()
    ShippingZone.objects.filter(method__vendor=vendor).update(prefix="15.71")
    product = make_product(vendor)
    make_district("31.71.01", "Gambir")
    line = words(client.get(reverse("catalogue:arrival-line"), {"product": product.pk, "district": "31.71.01"}))
    assert "Tidak dikirim ke Kec. Gambir" in line
    assert "Anda bisa mengambilnya di tempat" in line


def test_the_line_is_alike_for_everybody_and_sets_nothing(client):
    line = client.get(reverse("catalogue:arrival-line"), {"product": make_product().pk, "district": "15.71.01"})
    assert line["Cache-Control"] == "public, max-age=300"
    assert not line.cookies


def test_without_javascript_the_page_answers_whole_and_remembers_the_district(client):
    product = make_product()
    page = client.get(reverse("catalogue:arrival"), {"product": product.pk, "district": "15.71.01"})
    assert f"Diantar toko: Rp{NB}10.000" in page.content.decode()
    assert page.cookies["district"].value == "15.71.01"
    again = client.get(reverse("catalogue:arrival"), {"product": product.pk})
    assert again.context["district"].code == "15.71.01"


@pytest.mark.parametrize("name", ["arrival", "arrival-line", "arrival-choice"])
@pytest.mark.parametrize("asked", ["", "x", "٣", "999999999999999", "9999999999999999999"])
def test_an_unknown_product_is_not_found(client, name, asked):
    assert client.get(reverse(f"catalogue:{name}"), {"product": asked}).status_code == 404


@pytest.mark.parametrize("code", ["x", "99.99.99", "15.71", "' OR 1", "٣٣.٣٣.٣٣"])
def test_an_unknown_district_is_asked_for_again(client, code):
    product = make_product()
    for name in ("arrival", "arrival-line", "arrival-choice"):
        answer = client.get(reverse(f"catalogue:{name}"), {"product": product.pk, "district": code, "use": "1"})
        assert (answer.status_code, len(answer.cookies)) == (200, 0)


def test_another_regency_drops_the_district_chosen_before(client):
    product = make_product()
    asked = {"product": product.pk, "province": "15", "regency": "Kabupaten Lain", "district": "15.71.01"}
    assert client.get(reverse("catalogue:arrival-choice"), asked).context["form"].chosen is None


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ((11, 26), (11, 27), f"26–27{NB}Nov"),
        ((11, 30), (12, 2), f"30{NB}Nov–2{NB}Des"),
        ((11, 26), (11, 26), f"26{NB}Nov"),
    ],
)
def test_a_span_of_days_is_short(first, last, said):
    assert arrival.span(dt.date(2026, *first), dt.date(2026, *last)) == said


def test_checkout_begins_with_the_district_that_was_asked_for(client):
    product = make_product()
    client.get(reverse("catalogue:arrival"), {"product": product.pk, "district": "15.71.01"})
    client.post(reverse("basket:add", args=[product.pk]), headers={"Origin": "http://testserver"})
    assert client.get(reverse("checkout:index")).context["form"]["district"].value() == "15.71.01"
