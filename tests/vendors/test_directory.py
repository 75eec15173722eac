"""The directory's filters and orders, the kinds of goods in a shop, and whether it is open."""

import datetime as dt
import json
import re

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from tests.factories import make_district, make_product, make_vendor
from tests.shop.public_pages import queries, words
from vendors import hours
from vendors.hours import Span
from vendors.storefront import page, regency_map, views

pytestmark = pytest.mark.django_db
Category = get_model("catalogue", "Category")
ALWAYS = [Span(day, dt.time(0), dt.time(23, 59, 59)) for day in range(1, 8)]


def names(client, query=""):
    return [shop.name for shop in client.get(f"/toko/{query}").context["shops"]]


def test_shops_are_filtered_by_the_category_of_their_goods(client):
    food = make_product(make_vendor("Dapur"), category="Kuliner").categories.first()
    make_product(make_vendor("Sanggar"), category="Kriya")
    assert names(client, f"?category={food.pk}") == ["Dapur"]
    assert names(client, "?category=999999") == names(client, "?category=x") == ["Dapur", "Sanggar"]


def test_open_now_leaves_out_closed_shops_and_is_kept_for_a_minute_at_most(client):
    hours.replace(make_vendor("Buka"), ALWAYS, seen="")
    make_vendor("Tanpa jam")
    answer = client.get("/toko/?open=1")
    assert [shop.name for shop in answer.context["shops"]] == ["Buka"]
    assert views.index.keeping.seconds == 60


def test_no_shop_that_fits_says_so_and_leads_back(client):
    make_vendor()
    page = words(client.get("/toko/?open=1"))
    assert "Tidak ada toko yang cocok dengan semua filter ini." in page
    assert 'href="/toko/"' in page


def test_shops_are_ordered_by_name_by_joining_and_by_goods(client):
    old = make_vendor("B lama", created_at=timezone.now() - dt.timedelta(days=9))
    make_product(old), make_product(old)
    make_product(make_vendor("A baru"))
    assert names(client) == ["A baru", "B lama"]
    assert names(client, "?sort=newest") == ["A baru", "B lama"]
    assert names(client, "?sort=goods") == ["B lama", "A baru"]
    assert names(client, "?sort=rahasia") == ["A baru", "B lama"]


def test_each_filter_that_is_on_can_be_taken_off_alone(client):
    make_vendor("Kerinci", district=make_district("15.01.16", "Siulak"))
    chips = client.get("/toko/?region=15.01&open=1&sort=newest").context["chips"]
    assert [url for _label, url in chips] == ["/toko/?open=1&sort=newest", "/toko/?region=15.01&sort=newest"]


def test_a_shop_on_holiday_says_in_the_list_when_it_is_back(client):
    today = timezone.localdate()
    make_vendor(holiday_from=today, holiday_until=today + dt.timedelta(days=5))
    assert "Libur sampai" in words(client.get("/toko/"))


def test_a_shops_goods_are_shown_by_kind(client):
    vendor = make_vendor(slug="sipin")
    for kind, title in (("Kopi", "Bubuk"), ("Kopi", "Biji"), ("Madu", "Madu sialang")):
        make_product(vendor, title=title, category=kind)
    page = client.get("/toko/sipin/")
    assert [(name, on, n) for name, _url, on, n in page.context["tabs"]] == [
        ("", True, 3),
        ("Kopi", False, 2),
        ("Madu", False, 1),
    ]
    slug = Category.objects.get(name="Kopi").slug
    chosen = client.get(f"/toko/sipin/?category={slug}")
    assert [card.name for card in chosen.context["goods"]] == ["Biji", "Bubuk"]
    assert len(client.get("/toko/sipin/?category=tidak-ada").context["goods"]) == 3


def test_a_shop_with_one_kind_of_goods_has_no_tabs(client):
    make_product(make_vendor(slug="sipin"))
    assert client.get("/toko/sipin/").context["tabs"] == []


def test_whether_a_shop_is_open_comes_as_a_piece_of_its_own_kept_for_a_minute(client):
    vendor = make_vendor(slug="sipin")
    assert "/toko/sipin/buka/" not in client.get("/toko/sipin/").content.decode()
    hours.replace(vendor, ALWAYS, seen="")
    assert 'hx-get="/toko/sipin/buka/"' in client.get("/toko/sipin/").content.decode()
    piece = client.get("/toko/sipin/buka/")
    assert "Buka sampai 23.59" in piece.content.decode()
    assert "max-age=60" in piece["Cache-Control"]
    assert "Open until" in client.get("/en/toko/sipin/buka/").content.decode()
    assert client.get("/toko/lain/buka/").status_code == 404


def test_search_engines_read_the_shop_its_place_and_hours(client):
    hours.replace(make_vendor("Dapur </script>", slug="sipin"), [ALWAYS[0]], seen="")
    page = client.get("/toko/sipin/").content.decode()
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert (found["@type"], found["name"]) == ("Store", "Dapur </script>")
    assert found["openingHoursSpecification"][0]["dayOfWeek"] == "https://schema.org/Monday"


def test_the_tiles_mark_the_regency_of_the_shop_and_stand_apart(client):
    tiles = regency_map.tiles("15.71")
    assert [[word for word, _y in tile.lines] for tile in tiles if tile.here] == [["Kota", "Jambi"]]
    assert len({(tile.x, tile.y) for tile in tiles}) == 11
    assert regency_map.tiles("31.71") == []


@pytest.mark.parametrize(
    ("story", "quote"),
    [
        ("Satu. Dua. Tiga.", "Tiga."),
        ("Satu. Dua.", ""),
        ("Satu. Dua. " + "x" * 161 + ".", ""),
        ("", ""),
    ],
)
def test_a_stories_last_short_sentence_is_set_large(story, quote):
    assert page.quoted(story)[0] == quote


def test_a_shop_asks_six_queries_at_most(client):
    vendor = make_vendor(slug="sipin")
    hours.replace(vendor, ALWAYS, seen="")
    for number in range(5):
        make_product(vendor, category=f"Jenis {number}")
    assert len(queries(client, "/toko/sipin/")) <= 6
