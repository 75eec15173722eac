"""The pages of shops and their directory."""

import pytest
from django.utils import timezone

from marketplace.front import formats
from tests.factories import make_district, make_product, make_vendor
from tests.shop.public_pages import queries, words

pytestmark = pytest.mark.django_db


def test_a_shop_shows_who_it_is_its_story_policies_hours_and_goods(client):
    vendor = make_vendor(
        "Koperasi Kopi",
        slug="koperasi-kopi",
        kind="koperasi",
        tagline="Kopi anggota",
        story="Dipetik tangan.\n\nDijemur.",
        policies="Dikirim dalam dua hari.",
        policies_en="Sent within two days.",
        opening_hours="Senin–Sabtu, 08.00–16.00 WIB",
        cooperative_number="1501000000017",
    )
    (
        make_product(vendor, title="Kopi bubuk"),
        make_product(vendor, title="Kopi biji"),
        make_product(title="Milik toko lain"),
    )
    page = client.get("/toko/koperasi-kopi/")
    text = words(page)
    assert [card.name for card in page.context["goods"]] == ["Kopi biji", "Kopi bubuk"]
    assert [card.shop for card in page.context["goods"]] == ["", ""]
    for part in (
        "Koperasi Kopi",
        "Kopi anggota",
        "<p>Dipetik tangan.</p>",
        "<p>Dikirim dalam dua hari.</p>",
        "Senin–Sabtu, 08.00–16.00 WIB",
        "1501000000017",
    ):
        assert part in text
    assert "http://testserver/toko/koperasi-kopi/" in text
    assert "<p>Sent within two days.</p>" in words(client.get("/en/toko/koperasi-kopi/"))


def test_the_address_of_a_shop_stays_when_its_name_changes(client):
    vendor = make_vendor("Nama lama", slug="dapur-sipin")
    vendor.name = "Nama baru"
    vendor.save()
    assert vendor.get_absolute_url() == "/toko/dapur-sipin/"
    assert "Nama baru" in words(client.get("/toko/dapur-sipin/"))


@pytest.mark.parametrize("status", ["applied", "onboarding", "in_review", "suspended", "closed"])
def test_a_shop_that_is_not_open_does_not_exist(client, status):
    vendor = make_vendor("Toko tutup", status=status)
    make_product(vendor)
    assert client.get(f"/toko/{vendor.slug}/").status_code == 404
    assert client.get("/toko/").context["shops"] == []


def test_an_unknown_shop_is_not_found(client):
    assert client.get("/toko/tidak-ada/").status_code == 404


def test_goods_that_are_not_live_are_not_in_the_shop(client):
    vendor = make_vendor(slug="sipin")
    make_product(vendor, state="draft"), make_product(vendor, is_public=False)
    page = client.get("/toko/sipin/")
    assert page.context["goods"] == []
    assert "Toko ini belum menjual produk." in words(page)


def test_a_shop_on_holiday_says_so_and_stays_open_to_look_at(client):
    today = timezone.localdate()
    vendor = make_vendor(slug="sipin", holiday_from=today, holiday_until=today)
    make_product(vendor)
    page = client.get("/toko/sipin/")
    assert (len(page.context["goods"]), page.context["goods"][0].ribbon) == (1, "Libur")
    assert f"Libur dari {formats.day(today)} sampai {formats.day(today)}." in words(page)


def test_english_readers_get_the_english_story_where_there_is_one(client):
    make_vendor(slug="sipin", story="Cerita.", story_en="Story.", tagline="Moto")
    page = client.get("/en/toko/sipin/")
    assert (page.context["story"], page.context["tagline"]) == ("Story.", "Moto")


def test_the_directory_lists_shops_by_name_with_their_goods(client):
    sipin, batik = make_vendor("Dapur Sipin"), make_vendor("Batik Seberang")
    make_product(sipin), make_product(sipin), make_product(sipin, state="hidden")
    shops = client.get("/toko/").context["shops"]
    assert [(shop.name, shop.goods, shop.url) for shop in shops] == [
        ("Batik Seberang", 0, batik.get_absolute_url()),
        ("Dapur Sipin", 2, sipin.get_absolute_url()),
    ]


def test_the_directory_is_filtered_by_regency(client):
    make_vendor("Dari Kerinci", district=make_district("15.01.16", "Siulak"))
    make_vendor("Dari Jambi")
    page = client.get("/toko/?region=15.01")
    assert [shop.name for shop in page.context["shops"]] == ["Dari Kerinci"]
    assert [(code, shops) for code, _name, shops in page.context["regencies"]] == [("15.01", 1), ("15.71", 1)]


@pytest.mark.parametrize(
    "query",
    [
        "?region=99.99",
        "?region=%00",
        "?region=15",
        "?region=15.71.01",
        "?page=1000000000",
        "?page=x",
        "?region=" + "9" * 5_000,
    ],
)
def test_a_regency_or_page_that_does_not_exist_shows_what_there_is(client, query):
    make_vendor("Dapur Sipin")
    assert [shop.name for shop in client.get("/toko/" + query).context["shops"]] == ["Dapur Sipin"]


def test_long_directories_and_shops_go_on_by_plain_links(client):
    vendor = make_vendor("AAA", slug="aaa")
    for _number in range(25):
        make_vendor()
        make_product(vendor)
    assert 'href="?page=2"' in client.get("/toko/").content.decode()
    assert len(client.get("/toko/aaa/?page=2").context["goods"]) == 1


def test_the_directory_asks_six_queries_at_most_however_many_shops(client):
    """Counted the second time: a process reads the names of regencies once."""
    make_vendor()
    client.get("/toko/")
    one = queries(client, "/toko/")
    for number in range(20):
        make_product(make_vendor(district=make_district(f"15.{number + 20:02}.01")))
    client.get("/toko/")
    many = queries(client, "/toko/")
    assert len(one) == len(many) <= 6
    assert len(set(many)) == len(many)
