"""The search page: what is found, in which order, and that nothing typed can break it."""

import pytest
from django.db.models import QuerySet

from marketplace.shop.catalogue import visibility
from search import engine, words
from tests.factories import make_category, make_product, make_vendor
from tests.shop.public_pages import words as text_of

pytestmark = pytest.mark.django_db


def found(client, q, more=""):
    page = client.get("/cari/" + more, {"q": q}) if not more else client.get(f"/cari/?q={q}{more}")
    assert page.status_code == 200
    return [card.name for card in page.context["shelf"].cards]


@pytest.mark.parametrize(
    "q",
    [
        "liberika",
        "LIBERIKA",
        "kopi liberika",
        "tungkal kopi",
        "  kopi   bubuk ",
        "ground coffee",
        "nangka",
        "jackfruit",
        "kopi sejahtera",
        "berindikasi",
    ],
)
def test_a_product_is_found_by_its_name_description_shop_and_category_in_both_languages(client, q):
    make_category("Kopi berindikasi")
    make_product(
        make_vendor("Koperasi Sejahtera"),
        title="Kopi Liberika Tungkal Bubuk",
        name_en="Tungkal liberica, ground coffee",
        description="Aromanya nangka.",
        description_en="Smells of jackfruit.",
        category="Kopi berindikasi",
    )
    make_product(title="Batik")
    assert found(client, q) == ["Kopi Liberika Tungkal Bubuk"]


def test_every_word_must_be_there(client):
    make_product(title="Kopi Kerinci")
    assert found(client, "kopi tungkal") == []


def test_names_come_before_descriptions_and_names_that_begin_so_come_first(client):
    make_product(title="Kopi Tubruk")
    make_product(title="Permen Kopi")
    make_product(title="Cangkir", description="Untuk minum kopi.")
    assert found(client, "kopi") == ["Kopi Tubruk", "Permen Kopi", "Cangkir"]


def test_a_product_in_two_categories_is_found_once(client):
    product = make_product(title="Kopi")
    product.categories.add(make_category("Kopi bubuk"), make_category("Kopi biji"))
    assert found(client, "kopi") == ["Kopi"]


def test_hidden_goods_are_not_found(client):
    (
        make_product(title="Kopi", state="hidden"),
        make_product(title="Kopi", is_public=False),
        make_product(make_vendor(status="closed"), title="Kopi"),
    )
    assert found(client, "kopi") == []


def test_results_are_filtered_and_sorted_like_every_list(client):
    for title, price in (("Kopi A", 30_000), ("Kopi B", 10_000), ("Kopi C", 20_000)):
        make_product(title=title, price=price)
    assert found(client, "kopi", "&sort=price&max=20000") == ["Kopi B", "Kopi C"]
    shelf = client.get("/cari/?q=kopi&max=20000").context["shelf"]
    assert [chip.url for chip in shelf.chips] == ["/cari/?q=kopi"]


def test_nothing_found_shows_ways_to_go_on(client):
    make_product()
    page = client.get("/cari/?q=zzzz")
    assert "Tidak ditemukan." in text_of(page)
    assert 'class="door' in page.content.decode()


def test_without_a_word_the_page_shows_where_to_begin(client):
    make_product()
    for url in ("/cari/", "/cari/?q=", "/cari/?q=+++", "/cari/?q=%00%0a"):
        page = client.get(url)
        assert (page.status_code, "shelf" in page.context) == (200, False)


def test_a_text_of_ten_thousand_characters_is_answered_400_in_the_readers_language(client):
    page = client.get("/cari/", {"q": "kopi " * 2_000})
    assert page.status_code == 400
    assert "Teks pencarian terlalu panjang. Pakai paling banyak 200 huruf." in text_of(page)
    assert "This search is too long." in text_of(client.get("/en/cari/", {"q": "x" * 201}))


@pytest.mark.parametrize(
    "q",
    [
        "kopi\x00",
        "\x01\x02kopi\x7f",
        "kopi\u202e",
        "ko\u200bpi",
        "☕",
        "👩🏽‍🌾",
        "%",
        "_",
        "\\",
        "'",
        '"',
        "'; DROP TABLE x; --",
        "a" * 200,
        "a " * 100,
        "<b>",
        "{{ 7 }}",
        "*",
        "(",
        "\ud7ff",
        "\ufdfa" * 50,
    ],
)
def test_hostile_texts_get_a_normal_answer(client, q):
    make_product(title="Kopi")
    assert client.get("/cari/", {"q": q}).status_code == 200


def test_control_characters_do_not_keep_a_product_from_being_found(client):
    make_product(title="Kopi Bubuk")
    assert found(client, "kopi\x00bubuk") == ["Kopi Bubuk"]
    assert found(client, "\uff4bopi") == ["Kopi Bubuk"]


@pytest.mark.parametrize("q", ["%", "_", "k_pi", "%opi"])
def test_signs_of_sql_patterns_are_only_signs(client, q):
    make_product(title="Kopi")
    assert found(client, q) == []


def test_bytes_that_are_no_text_get_a_normal_answer(client):
    assert client.get("/cari/?q=%ff%fe").status_code == 200
    assert client.get("/cari/?q=kopi&page=1000000000").status_code == 200


def test_only_the_first_words_are_looked_for_each_once():
    assert words.of("Kopi kopi " + " ".join(f"k{n}" for n in range(20))) == [
        "kopi",
        "k0",
        "k1",
        "k2",
        "k3",
        "k4",
        "k5",
        "k6",
    ]


def test_an_engine_only_narrows_what_it_is_given():
    make_product(title="Kopi", state="hidden")
    shown = make_product(title="Kopi")
    matching: QuerySet = engine.current().matching(visibility.visible(), ["kopi"])
    assert list(matching) == [shown]
