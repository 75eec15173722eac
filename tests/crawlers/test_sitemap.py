"""What search engines are told to find: all that may be seen, in both languages, and nothing else."""

import xml.etree.ElementTree as ET

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from oscar.core.loading import get_model

from cms import texts
from cms.models import StandardPage
from marketplace.crawlers import sitemap
from tests.factories import make_product, make_vendor
from vendors.models import Listing, Vendor

pytestmark = pytest.mark.django_db
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
Product = get_model("catalogue", "Product")


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
    yield
    cache.clear()


def addresses(client, path: str) -> list[str]:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return [loc.text or "" for loc in ET.fromstring(answer.content).iterfind(".//s:loc", SPACE)]


def test_the_index_leads_to_every_file_and_every_file_can_be_read(client):
    make_product()
    texts.load()
    files = addresses(client, "/sitemap.xml")
    assert [file.removeprefix("http://testserver/") for file in files] == [
        "sitemap-goods-1.xml", "sitemap-shops-1.xml", "sitemap-categories-1.xml", "sitemap-pages-1.xml",
    ]  # fmt: skip
    for file in files:
        for address in addresses(client, file.removeprefix("http://testserver")):
            assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


def test_an_empty_shop_has_no_file_of_goods(client):
    assert not any("goods" in file for file in addresses(client, "/sitemap.xml"))


def test_only_what_a_shopper_may_see_is_listed(client):
    seen = make_product(title="Dodol kentang")
    hidden, held, closed = make_product(title="A"), make_product(title="B"), make_product(title="C")
    Product.objects.filter(pk=hidden.pk).update(is_public=False)
    Listing.objects.filter(product=held).update(state=Listing.State.IN_REVIEW)
    shop = closed.listing.vendor
    Vendor.objects.filter(pk=shop.pk).update(status=Vendor.Status.SUSPENDED)
    goods = addresses(client, "/sitemap-goods-1.xml")
    assert goods == [
        f"http://testserver/belanja/{seen.slug}_{seen.pk}/",
        f"http://testserver/en/belanja/{seen.slug}_{seen.pk}/",
    ]
    assert not any(f"/{shop.slug}/" in one for one in addresses(client, "/sitemap-shops-1.xml"))


def test_each_address_names_its_other_language_and_when_it_changed(client):
    product = make_product()
    first = ET.fromstring(client.get("/sitemap-goods-1.xml").content).find("s:url", SPACE)
    assert first is not None
    links = {link.get("hreflang"): link.get("href") for link in first.iterfind("x:link", SPACE)}
    path = f"belanja/{product.slug}_{product.pk}/"
    assert links == {
        "id": f"http://testserver/{path}",
        "en": f"http://testserver/en/{path}",
        "x-default": f"http://testserver/{path}",
    }
    assert (first.findtext("s:lastmod", namespaces=SPACE) or "").startswith(f"{product.date_updated:%Y-}")


def test_a_page_in_one_language_names_no_other(client):
    texts.load()
    StandardPage.objects.get(slug="pengiriman", locale__language_code="en").unpublish()
    pages = addresses(client, "/sitemap-pages-1.xml")
    assert "http://testserver/pengiriman/" in pages
    assert "http://testserver/en/pengiriman/" not in pages
    assert not any(page in ("http://testserver/", "http://testserver/en/") for page in pages)


def test_many_goods_make_several_files_of_at_most_ten_thousand_addresses_and_no_more_queries(client, monkeypatch):
    shop = make_vendor()
    for number in range(5):
        make_product(shop, title=f"Kopi {number}")
    with CaptureQueriesContext(connection) as all_in_one:
        assert len(sitemap.entries("goods", 1)) == 5
    monkeypatch.setattr(sitemap, "PER_FILE", 2)
    assert len([file for file in addresses(client, "/sitemap.xml") if "goods" in file]) == 3
    with CaptureQueriesContext(connection) as a_part:
        assert [len(addresses(client, f"/sitemap-goods-{number}.xml")) for number in (1, 2, 3)] == [4, 4, 2]
    assert len(all_in_one) == 1 and len(a_part) == 3
    assert sitemap.MOST == 10_000


@pytest.mark.parametrize("name", ["goods-0", "goods-9", "x-1", "goods-99999999999999999999"])
def test_a_file_that_is_not_there_is_not_found(client, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_a_second_request_asks_nothing_of_the_database(client, django_assert_num_queries):
    make_product()
    client.get("/sitemap-goods-1.xml")
    with django_assert_num_queries(0):
        client.get("/sitemap-goods-1.xml")


def test_robots_are_kept_out_of_baskets_and_accounts_and_shown_the_sitemap(client):
    answer = client.get("/robots.txt")
    lines = answer.content.decode().splitlines()
    assert answer["Content-Type"].startswith("text/plain")
    assert {"Disallow: /keranjang/", "Disallow: /en/checkout/", "Disallow: /akun/", "Disallow: /cms/"} <= set(lines)
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert not any(line in ("Disallow: /", "Disallow: /belanja/", "Disallow: /toko/") for line in lines)
