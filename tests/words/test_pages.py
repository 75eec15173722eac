"""A walk over the pages of shoppers, accounts and sellers: none of them mixes the languages."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from marketplace.accounts.models import User
from tests import factories
from tests.words import reading
from vendors.models import ShippingMethod

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["id", "en"])
def language(request: pytest.FixtureRequest) -> str:
    cache.clear()
    return request.param


@pytest.fixture
def world(language: str) -> dict[str, str]:
    """A shop, its goods and orders in several states, for somebody who buys and sells; the paths to their pages."""
    with translation.override(language):
        user = factories.make_user("siti@contoh.id", full_name="Siti Rahma", language=language)
        vendor = factories.make_vendor("Mak Ina", slug="mak-ina", story="Lorem ipsum.", policies="Dolor sit.")
        factories.make_member(vendor, user=user)
        # Names that shops give are theirs and stay as they wrote them.
        for method in ShippingMethod.objects.all():
            ShippingMethod.objects.filter(pk=method.pk).update(name=f"Merpati {method.pk}")
        product = factories.make_product(vendor, title="Dodol", description="Amet.")
        gone = factories.make_product(vendor, title="Tempoyak", stock=0)
        orders = [factories.make_order((product, 2), paid=paid, language=language) for paid in (False, True)]
        for order in orders:
            type(order).objects.filter(pk=order.pk).update(user=user)
        factories.make_basket((product, 1), owner=user)
    return {
        "product": product.get_absolute_url(),
        "gone": gone.get_absolute_url(),
        "category": product.categories.get().get_absolute_url(),
        "unpaid": f"/pesanan/{orders[0].number}/",
        "paid": f"/pesanan/{orders[1].number}/",
        "sale": f"/mitra/pesanan/{orders[1].vendor_orders.get().number}/",
        "listing": f"/mitra/produk/{product.pk}/",
    }


PUBLIC = [
    *("/", "/belanja/", "/cari/?q=dodol", "/cari/?q=tidakadasamasekali", "/toko/", "/toko/mak-ina/", "/keranjang/"),
    *("/pesanan/lacak/", "/akun/login/", "/akun/signup/", "/akun/password/reset/", "/akun/inactive/"),
    *("/akun/password/reset/done/", "/akun/password/reset/key/1-abc/", "/akun/confirm-email/abc/", "/tidak-ada/"),
]
OWN = [
    *("/akun/", "/akun/email/", "/akun/password/change/", "/akun/logout/", "/akun/reauthenticate/", "/pesanan/"),
    *("/pemberitahuan/", "/keranjang/", "/checkout/", "/mitra/", "/mitra/pesanan/", "/mitra/produk/"),
    *(
        "/mitra/produk/baru/",
        "/mitra/saldo/",
        "/mitra/lainnya/",
        "/mitra/toko/",
        "/mitra/pegawai/",
    ),
]


def read(client: Client, path: str, language: str, data: dict[str, str] | None = None) -> list[str]:
    address = path.removeprefix("/en") if language == "id" else f"/en{path.removeprefix('/en')}"
    answer: Any = client.get(address) if data is None else client.post(address, data)
    assert answer.status_code in (200, 404, 422), f"{address} {answer.status_code} {answer.headers.get('Location')}"
    html = answer.content.decode()
    assert f'<html lang="{language}"' in html
    return reading.said_on(html)


def mixed(client: Client, paths: list[str], language: str) -> dict[str, list[str]]:
    found = {path: reading.foreign_words(read(client, path, language), language) for path in paths}
    # Each language is offered under its own name.
    return {
        path: rest for path, words in found.items() if (rest := [one for one in words if one != "Bahasa Indonesia"])
    }


def test_pages_for_strangers_speak_one_language(client: Client, world: dict[str, str], language: str) -> None:
    assert mixed(client, [*PUBLIC, world["product"], world["gone"], world["category"]], language) == {}


def test_pages_of_an_account_and_a_shop_speak_one_language(
    client: Client, world: dict[str, str], language: str
) -> None:
    client.force_login(User.objects.get())
    paths = [*OWN, world["unpaid"], world["paid"], world["sale"], world["listing"]]
    assert mixed(client, paths, language) == {}


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/akun/login/", {"login": "x", "password": ""}),
        ("/akun/login/", {"login": "siti@contoh.id", "password": "salah"}),
        ("/akun/signup/", {"full_name": "", "email": "siti@", "password1": "abc"}),
        ("/akun/signup/", {"full_name": "x" * 300, "email": "siti@contoh.id", "password1": "123456789"}),
        ("/akun/password/reset/", {"email": ""}),
        ("/pesanan/lacak/", {"number": "", "email": "x"}),
        ("/pesanan/lacak/", {"number": "PJ-1", "email": "siti@contoh.id"}),
    ],
)
def test_refusals_speak_one_language(
    client: Client, world: dict[str, str], language: str, path: str, data: dict[str, str]
) -> None:
    texts = read(client, path, language, data)
    found = reading.foreign_words(texts, language)
    assert [one for one in found if one != "Bahasa Indonesia"] == []


def test_an_english_sentence_on_an_indonesian_page_is_found() -> None:
    html = (
        '<html><p>Isi keranjang.</p><a aria-label="Add to basket"></a><script>"Log in now"</script>'
        "<p>Only 3 of Dodol left.</p></html>"
    )
    texts = reading.said_on(html)
    assert texts == ["Isi keranjang.", "Add to basket", "Only 3 of Dodol left."]
    assert reading.foreign_words(texts, "id") == ["Add to basket", "Only %(n)d of %(product)s left."]
    assert reading.foreign_words(["Tambah ke keranjang", "Add to basket"], "en") == ["Tambah ke keranjang"]


def test_a_sentence_of_a_library_is_found_too() -> None:
    assert reading.foreign_words(["Proceed to checkout"], "id") == ["Proceed to checkout"]
