"""The rows of the home page, seasons, and what lists add: promoted filters, orders, pages put together."""

import datetime as dt

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.shop.catalogue import seasons, shelf
from tests.factories import make_district, make_order, make_product, make_vendor
from tests.shop.public_pages import queries, words

pytestmark = pytest.mark.django_db
Product = get_model("catalogue", "Product")
NOVEMBER, MARCH, JULY = dt.date(2026, 11, 24), dt.date(2026, 3, 31), dt.date(2026, 7, 1)


def aged(product, days):
    Product.objects.filter(pk=product.pk).update(date_created=timezone.now() - dt.timedelta(days=days))
    return product


def names(cards):
    return [card.name for card in cards]


@pytest.mark.parametrize(
    ("day", "words_"),
    [
        (NOVEMBER, {"durian", "lempok", "tempoyak", "duku "}),
        (dt.date(2027, 2, 28), {"durian", "lempok", "tempoyak", "duku ", "rambutan"}),
        (MARCH, set()),
        (JULY, {"nanas", "kopi ", "cascara"}),
    ],
)
def test_a_season_reaches_over_the_turn_of_the_year(day, words_):
    assert {word for season in seasons.on(day) for word in season.words} == words_


def test_home_shows_what_is_in_season_only_in_its_month(client, monkeypatch):
    make_product(title="Lempok Durian"), make_product(title="Kerupuk")
    for day, expected in ((NOVEMBER, ["Lempok Durian"]), (MARCH, None)):
        monkeypatch.setattr(timezone, "localdate", lambda day=day: day)
        rows = client.get("/").context["rows"]
        assert (names(rows["season"]) if "season" in rows else None) == expected
        assert names(client.get("/belanja/musim/").context["shelf"].cards) == (expected or [])


def test_best_selling_are_the_goods_with_most_pieces_sold_lately(client):
    vendor = make_vendor()
    few, many = make_product(vendor, title="Sedikit"), make_product(vendor, title="Banyak")
    make_product(vendor, title="Tidak laku")
    make_order((few, 1), paid=True), make_order((many, 5), paid=True)
    assert names(client.get("/").context["rows"]["best"]) == ["Banyak", "Sedikit"]
    assert names(client.get("/belanja/?sort=sold").context["shelf"].cards) == ["Banyak", "Sedikit", "Tidak laku"]


def test_rows_without_goods_are_not_there(client):
    assert client.get("/").context["rows"] == {}
    make_product()
    assert set(client.get("/").context["rows"]) == {"newest"}


def test_new_shops_joined_lately_and_sell_something(client):
    make_product(make_vendor("Baru", created_at=timezone.now() - dt.timedelta(days=3)))
    make_product(make_vendor("Lama", created_at=timezone.now() - dt.timedelta(days=100)))
    make_vendor("Belum berjualan")
    assert [shop["name"] for shop in client.get("/").context["new_shops"]] == ["Baru"]


def test_a_card_says_new_for_fourteen_days(client):
    aged(make_product(title="Baru"), 13), aged(make_product(title="Lama"), 15)
    assert [(card.name, card.new) for card in client.get("/belanja/").context["shelf"].cards] == [
        ("Baru", True),
        ("Lama", False),
    ]


def test_goods_of_a_regency_come_as_a_piece_of_the_home_page(client):
    make_product(make_vendor(district=make_district("15.01.16", "Siulak")), title="Dari Kerinci")
    make_product(title="Dari Jambi")
    piece = client.get("/belanja/daerah/?region=15.01")
    assert "Dari Kerinci" in words(piece) and "Dari Jambi" not in words(piece)
    assert "Belum ada produk dari sana." in words(client.get("/belanja/daerah/?region=15.02"))
    for nonsense in ("", "?region=", "?region=%00", "?region=15.01.16"):
        answer = client.get("/belanja/daerah/" + nonsense)
        assert (answer.status_code, answer.context["goods"]) == (200, [])


def test_the_filters_put_forward_leave_something_and_fewer_goods(client):
    make_product(price=20_000), make_product(price=90_000, stock=0)
    promoted = client.get("/belanja/").context["shelf"].promoted
    assert [(chip.label, chip.count) for chip in promoted] == [
        ("Siap kirim", 1),
        ("Di bawah Rp 50.000".replace("Rp ", "Rp\u00a0"), 1),
    ]
    for chip in promoted:
        assert client.get(chip.url).context["shelf"].facets.total == chip.count
    assert client.get("/belanja/?ready=1").context["shelf"].promoted == []


def test_an_empty_list_shows_no_filters_but_what_sells_well(client):
    make_order((make_product(title="Kopi"), 1), paid=True)
    page = client.get("/cari/?q=xyzzy")
    assert names(page.context["shelf"].popular) == ["Kopi"]
    text = words(page)
    assert 'id="filter"' not in text and "Terlaris" in text and 'class="doors"' in text


def test_filters_that_leave_nothing_stay_so_that_they_can_be_taken_off(client):
    make_product(price=20_000)
    text = words(client.get("/belanja/?min=900000"))
    assert 'id="filter"' in text and "Tidak ada produk yang cocok" in text


def test_pages_put_together_show_all_goods_up_to_that_page(client, monkeypatch):
    monkeypatch.setattr(shelf, "PER_PAGE", 2)
    vendor = make_vendor()
    for number in range(5):
        make_product(vendor, title=f"Produk {number}")
    first = client.get("/belanja/").context["shelf"]
    assert (first.next_url, first.grown_url) == ("/belanja/?page=2", "/belanja/?page=2&together=1")
    assert names(client.get(first.next_url).context["shelf"].cards) == ["Produk 2", "Produk 1"]
    both = client.get(first.grown_url).context["shelf"]
    assert names(both.cards) == ["Produk 4", "Produk 3", "Produk 2", "Produk 1"]
    assert (both.first_shown, both.last_shown, both.next_url, both.previous_url) == (1, 4, "/belanja/?page=3", "")


def test_a_long_list_is_not_put_together_without_end(client, monkeypatch):
    monkeypatch.setattr(shelf, "PER_PAGE", 1)
    vendor = make_vendor()
    for _number in range(shelf.MOST_TOGETHER + 2):
        make_product(vendor)
    assert len(client.get("/belanja/?page=999&together=1").context["shelf"].cards) == shelf.MOST_TOGETHER


def test_a_category_has_a_sentence_and_leads_to_the_kinds_below_it(client):
    category = make_product(category="Kuliner").categories.first()
    below = category.add_child(name="Kopi")
    category.add_child(name="Kosong")
    kopi = make_product(category="Kopi")
    assert kopi.categories.get() == below
    page = client.get(category.get_absolute_url())
    assert [(name, n) for name, _url, n in page.context["below"]] == [("Kopi", 1)]
    assert "Keripik, kopi, kue, dan ikan dari dapur di seluruh Jambi." in words(page)
    category.description = "Kata redaksi."
    category.save()
    assert "Kata redaksi." in words(client.get(category.get_absolute_url()))


@pytest.mark.parametrize(
    "url", ["/belanja/musim/", "/belanja/?sort=sold", "/belanja/daerah/?region=15.71", "/cari/?q=xyzzy"]
)
def test_these_pages_ask_six_queries_at_most_however_many_goods(client, url):
    make_product(title="Lempok durian")
    one = queries(client, url)
    for _number in range(12):
        make_product(title="Lempok durian")
    many = queries(client, url)
    assert len(many) == len(one) <= 6
