"""Home, lists and categories: what is shown, sorted, filtered and counted."""

import pytest
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from tests.factories import make_category, make_district, make_product, make_vendor
from tests.shop.public_pages import words

pytestmark = pytest.mark.django_db
ProductImage = get_model("catalogue", "ProductImage")
StockRecord = get_model("partner", "StockRecord")


def names(client, query=""):
    return [card.name for card in client.get(reverse("catalogue:index") + query).context["shelf"].cards]


def test_home_opens_three_doors_shows_the_newest_goods_and_shops_per_regency(client):
    for category in ("Kuliner", "Kriya", "Herbal"):
        make_product(category=category, title=f"Barang {category}")
    page = client.get("/")
    assert [door["label"] for door in page.context["doors"]] == ["Kuliner", "Kriya", "Herbal"]
    assert [card.name for card in page.context["rows"]["newest"]] == ["Barang Herbal", "Barang Kriya", "Barang Kuliner"]
    assert [(code, shops) for code, _name, shops in page.context["regencies"]] == [("15.71", 3)]


def test_home_without_goods_still_opens(client):
    assert client.get("/").status_code == 200


def test_the_list_counts_products_and_shops(client):
    vendor = make_vendor()
    make_product(vendor), make_product(vendor), make_product()
    shelf = client.get("/belanja/").context["shelf"]
    assert (shelf.goods_said, shelf.shops_said) == ("3 produk", "dari 2 toko")


def test_hidden_goods_and_goods_of_shops_that_are_not_open_are_not_listed(client):
    make_product(title="Tampak")
    make_product(is_public=False), make_product(state="in_review"), make_product(make_vendor(status="suspended"))
    assert names(client) == ["Tampak"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?sort=price", ["Murah", "Sedang", "Mahal"]),
        ("?sort=-price", ["Mahal", "Sedang", "Murah"]),
        ("?sort=newest", ["Mahal", "Sedang", "Murah"]),
        ("?sort=title", ["Mahal", "Sedang", "Murah"]),
        ("?max=20000&sort=price", ["Murah", "Sedang"]),
        ("?max=Rp+20.000&sort=price", ["Murah", "Sedang"]),
        ("?min=20rb&sort=price", ["Sedang", "Mahal"]),
        ("?min=20000&max=20000", ["Sedang"]),
        ("?min=30000&max=10000&sort=price", ["Murah", "Sedang", "Mahal"]),
    ],
)
def test_goods_are_sorted_and_filtered_by_price(client, query, expected):
    for title, price in (("Murah", 10_000), ("Sedang", 20_000), ("Mahal", 30_000)):
        make_product(title=title, price=price)
    assert names(client, query) == expected


def test_a_price_that_cannot_be_read_is_told_and_left_out(client):
    make_product(price=10_000)
    page = client.get("/belanja/?min=murah")
    assert page.context["shelf"].facets.total == 1
    assert "Tulis harga dengan angka, misalnya 25.000." in words(page)


def test_goods_are_filtered_by_regency_of_origin_several_at_once(client):
    kerinci, tebo = make_district("15.01.16", "Siulak"), make_district("15.09.01", "Tebo Tengah")
    make_product(title="Dari Siulak", origin=kerinci)
    make_product(title="Dari Kerinci", origin=kerinci.parent)
    make_product(title="Dari Tebo", origin=tebo)
    make_product(title="Dari Jambi")
    assert names(client, "?region=15.01") == ["Dari Kerinci", "Dari Siulak"]
    assert names(client, "?region=15.01&region=15.09") == ["Dari Tebo", "Dari Kerinci", "Dari Siulak"]


def test_goods_are_filtered_by_shop_and_by_stock(client):
    vendor = make_vendor("Dapur Sipin")
    make_product(vendor, title="Ada"), make_product(vendor, title="Habis", stock=0), make_product(title="Lain")
    assert names(client, f"?shop={vendor.pk}") == ["Habis", "Ada"]
    assert names(client, f"?shop={vendor.pk}&ready=1") == ["Ada"]


def test_goods_of_a_shop_on_holiday_are_seen_but_not_ready_to_ship(client):
    today = timezone.localdate()
    make_product(make_vendor(holiday_from=today, holiday_until=today), title="Libur")
    assert names(client) == ["Libur"]
    assert names(client, "?ready=1") == []


def test_each_filter_counts_what_it_would_leave_with_the_others_on(client):
    kerinci = make_district("15.01.16", "Siulak")
    sipin, siulak = make_vendor("Dapur Sipin"), make_vendor("Dodol Siulak", district=kerinci)
    make_product(sipin, price=10_000), make_product(sipin, price=90_000, stock=0), make_product(siulak, price=10_000)
    facets = client.get("/belanja/?region=15.01").context["shelf"].facets
    assert (facets.total, facets.ready) == (1, 1)
    assert [(option.value, option.count, option.chosen) for option in facets.regions] == [
        ("15.01", 1, True),
        ("15.71", 2, False),
    ]
    assert [(option.name, option.count) for option in facets.shops] == [("Dodol Siulak", 1)]
    assert [(option.name, option.count) for option in facets.categories] == [("Kuliner", 1)]


def test_every_filter_that_is_on_has_a_chip_that_takes_only_it_off(client):
    make_product(price=10_000)
    shelf = client.get("/belanja/?region=15.71&max=50000&ready=1&sort=price&page=1").context["shelf"]
    assert [chip.url for chip in shelf.chips] == [
        "/belanja/?max=50000&ready=1&sort=price",
        "/belanja/?region=15.71&ready=1&sort=price",
        "/belanja/?region=15.71&max=50000&sort=price",
    ]
    assert [chip.label for chip in shelf.chips][1:] == ["Sampai Rp\u00a050.000", "Siap kirim"]
    assert shelf.clear_url == "/belanja/?sort=price"


def test_pages_are_linked_plainly_and_keep_the_filters(client):
    for number in range(25):
        make_product(title=f"Kopi {number}")
    first = client.get("/belanja/?ready=1").context["shelf"]
    second = client.get(first.next_url).context["shelf"]
    assert (first.next_url, first.previous_url, len(first.cards)) == ("/belanja/?ready=1&page=2", "", 24)
    assert (second.next_url, second.previous_url, [card.name for card in second.cards]) == (
        "",
        "/belanja/?ready=1",
        ["Kopi 0"],
    )


@pytest.mark.parametrize("page", ["1000000000", "99999999999999999999", "0", "-1", "abc", "1.5", "%00", "٣", ""])
def test_a_page_that_does_not_exist_shows_one_that_does(client, page):
    make_product(title="Kopi")
    assert names(client, f"?page={page}") == ["Kopi"]


@pytest.mark.parametrize(
    "query",
    [
        "?region=%00&shop=%00&category=%00&min=%00&sort=%00",
        "?region=99.99&shop=999999999999999999999&category=-1",
        "?min=-5&max=1e9",
        "?min=NaN&max=Infinity",
        "?" + "&".join(f"region=15.{n:02}" for n in range(100)),
        "?q=" + "x" * 10_000,
    ],
)
def test_filters_that_make_no_sense_are_a_normal_page(client, query):
    make_product()
    assert client.get("/belanja/" + query).status_code == 200


def test_a_category_lists_its_branch_at_one_address(client):
    kuliner = make_category("Kuliner")
    kopi = kuliner.add_child(name="Kopi")
    product = make_product(title="Kopi Liberika", category="Kopi")
    make_product(title="Batik", category="Kriya")
    page = client.get(kuliner.get_absolute_url())
    assert [card.name for card in page.context["shelf"].cards] == [product.title]
    assert [(option.name, option.count) for option in page.context["shelf"].facets.categories] == [("Kopi", 1)]
    assert kopi.get_absolute_url() == f"/belanja/kategori/kuliner/kopi_{kopi.pk}/"
    moved = client.get(f"/belanja/kategori/salah_{kopi.pk}/?sort=price")
    assert (moved.status_code, moved["Location"]) == (301, f"{kopi.get_absolute_url()}?sort=price")


def test_an_unknown_or_hidden_category_is_not_found(client):
    hidden = make_category("Rahasia")
    hidden.is_public = False
    hidden.save()
    assert client.get(f"/belanja/kategori/rahasia_{hidden.pk}/").status_code == 404
    assert client.get("/belanja/kategori/apa_999999999/").status_code == 404
