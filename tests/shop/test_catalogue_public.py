"""What every public page keeps: nothing of the visitor, few queries."""

import pytest
from django.urls import reverse
from oscar.core.loading import get_model

from tests.factories import make_district, make_product, make_user, make_vendor
from tests.shop.public_pages import queries

pytestmark = pytest.mark.django_db
ProductImage = get_model("catalogue", "ProductImage")
StockRecord = get_model("partner", "StockRecord")


def make_staff():
    user = make_user()
    user.is_staff = True
    user.save()
    return user


PUBLIC = ["/", "/belanja/", "KATEGORI", "PRODUK", "/toko/", "TOKO", "/cari/?q=kopi", "/cari/"]


def public_address(name, product):
    vendor = product.listing.vendor
    named = {
        "KATEGORI": product.categories.first().get_absolute_url(),
        "PRODUK": product.get_absolute_url(),
        "TOKO": vendor.get_absolute_url(),
    }
    return named.get(name, name)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_carry_nothing_of_the_visitor(client, name):
    product = make_product(title="Kopi")
    url = public_address(name, product)
    stranger = client.get(url)
    assert not stranger.cookies
    assert "csrfmiddlewaretoken" not in stranger.content.decode()
    assert "Cookie" not in stranger.get("Vary", "")
    client.force_login(make_staff())
    client.post(reverse("basket:add", args=[product.pk]), headers={"Origin": "http://testserver"})
    assert client.get(url).content == stranger.content


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_asks_six_queries_at_most_none_twice_and_no_more_for_twenty_products(client, name):
    vendor = make_vendor()
    product = make_product(vendor, title="Kopi")
    make_product(title="Kopi lain")
    url = public_address(name, product)
    client.get(url)  # names of regions are read once per process
    one = queries(client, url)
    for number in range(20):
        district = make_district(f"15.{number + 20:02}.01")
        added = make_product(vendor if number % 2 else make_vendor(district=district), title=f"Kopi {number}")
        ProductImage.objects.create(product=added, original=f"images/products/{number}.png")
    client.get(url)
    many = queries(client, url)
    assert len(many) <= 6
    assert len(set(many)) == len(many)
    assert len(many) == len(one)
