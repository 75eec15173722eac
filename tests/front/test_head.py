"""The head of a page, as search engines, chats and phones read it."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from PIL import Image

from marketplace.front import install, sign
from tests.factories import make_category, make_product

pytestmark = pytest.mark.django_db


def head(client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser").head


def meta(soup: BeautifulSoup, name: str) -> list[str]:
    return [one["content"] for one in soup.find_all("meta", attrs={"property": name})]


@pytest.mark.parametrize(("path", "address"), [
    ("/", "/"),
    ("/en/", "/en/"),
    ("/belanja/", "/belanja/"),
    ("/belanja/?page=2", "/belanja/?page=2"),
    ("/belanja/?page=1", "/belanja/"),
    ("/toko/?page=x", "/toko/"),
    ("/?utm_source=wa&fbclid=1", "/"),
])  # fmt: skip
def test_a_page_has_one_address_without_noise(client, path, address):
    assert [one["href"] for one in head(client, path).find_all("link", rel="canonical")] == [
        f"http://testserver{address}"
    ]


def test_a_page_names_its_languages_and_indonesian_for_everybody_else(client):
    soup = head(client, "/en/belanja/?page=2")
    assert {one["hreflang"]: one["href"] for one in soup.find_all("link", rel="alternate")} == {
        "id": "http://testserver/belanja/?page=2",
        "en": "http://testserver/en/belanja/?page=2",
        "x-default": "http://testserver/belanja/?page=2",
    }


def test_a_shared_product_shows_name_description_and_a_picture(client):
    product = make_product(title='Kopi "Koerintji" <b>')
    soup = head(client, product.get_absolute_url())
    assert meta(soup, "og:title") == [soup.title.text]
    assert 'Kopi "Koerintji" <b>' in soup.title.text
    assert meta(soup, "og:url") == [f"http://testserver{product.get_absolute_url()}"]
    assert meta(soup, "og:site_name") == ["Pasar Jambi"]
    assert meta(soup, "og:locale") == ["id_ID"]
    (picture,) = meta(soup, "og:image")
    assert picture.startswith(f"http://testserver/foto/bagikan/produk/{product.pk}-")


def test_the_description_of_a_shared_page_is_that_of_the_page(client):
    soup = head(client, "/")
    assert meta(soup, "og:description") == [soup.find("meta", attrs={"name": "description"})["content"]]


@pytest.mark.parametrize("path", ["/cari/?q=kopi", "/keranjang/", "/akun/login/", "/belanja/?min=5000", "/belanja/?sort=cheapest",
                                  "/toko/?region=15.01", "/pesanan/lacak/", "/offline/", "/komponen/"])  # fmt: skip
def test_what_nobody_should_find_says_so_and_offers_no_address(client, path):
    soup = head(client, path)
    robots = {one["content"] for one in soup.find_all("meta", attrs={"name": "robots"})}
    assert robots == {"noindex"}, path
    assert soup.find("link", rel="canonical") is None


@pytest.mark.parametrize("path", ["/", "/belanja/", "/toko/"])
def test_what_should_be_found_is_not_kept_out(client, path):
    assert head(client, path).find("meta", attrs={"name": "robots"}) is None


def described(client, path: str) -> list[dict]:
    scripts = BeautifulSoup(client.get(path).content, "html.parser").find_all("script", type="application/ld+json")
    return [json.loads(one.string) for one in scripts]


def test_crumbs_are_told_as_a_list_from_home_down(client):
    category = make_category("Kuliner")
    path = f"/belanja/kategori/{category.full_slug}_{category.pk}/"
    crumbs = next(one for one in described(client, path) if one["@type"] == "BreadcrumbList")
    places = crumbs["itemListElement"]
    assert [(one["position"], one["name"]) for one in places] == [
        (1, "Pasar Jambi"),
        (2, "Semua produk"),
        (3, "Kuliner"),
    ]
    assert places[0]["item"] == "http://testserver/" and places[1]["item"] == "http://testserver/belanja/"
    assert "item" not in places[2]


def test_home_tells_the_operator_and_how_to_search(client):
    graph = next(one for one in described(client, "/") if "@graph" in one)["@graph"]
    organization, site = graph
    assert (organization["@type"], organization["name"]) == ("Organization", "PLUT-KUMKM Jambi")
    assert organization["contactPoint"]["telephone"] == "+6281274001234"
    assert site["potentialAction"]["target"] == "http://testserver/cari/?q={q}"


def test_the_picture_of_a_shared_link_has_the_size_and_weight_that_chats_show():
    with Image.open(sign.ICONS / "share.png") as picture:
        assert picture.size == (1200, 630)
    assert (sign.ICONS / "share.png").stat().st_size <= 300_000


@pytest.mark.parametrize(("path", "language", "start", "orders"), [
    ("/manifest.webmanifest", "id", "/", "Pesanan"),
    ("/en/manifest.webmanifest", "en", "/en/", "Orders"),
])  # fmt: skip
def test_the_shop_can_be_installed_in_both_languages(client, path, language, start, orders):
    answer = client.get(path)
    told = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["lang"], told["start_url"], told["scope"], told["display"]) == (language, start, "/", "standalone")
    assert told["shortcuts"][1]["name"] == orders
    assert {(one["sizes"], one["purpose"]) for one in told["icons"]} == {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }
    for icon in told["icons"]:
        with Image.open(sign.STATIC / icon["src"].removeprefix("/static/")) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_every_page_of_the_shop_names_manifest_icons_and_colour(client):
    soup = head(client, "/en/")
    assert soup.find("link", rel="manifest")["href"] == "/en/manifest.webmanifest"
    assert soup.find("meta", attrs={"name": "theme-color"})["content"] == install.PAPER
    assert soup.find("link", rel="apple-touch-icon") and soup.find("link", rel="icon")


def test_the_worker_is_ours_alone_and_changes_its_name_with_the_files_of_a_release(client, monkeypatch):
    answer = client.get("/sw.js")
    source = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript") and "no-cache" in answer["Cache-Control"]
    assert "/offline/" in source and "/en/offline/" in source
    first = install.release()["release"]
    monkeypatch.setattr(install, "static", lambda name: f"/static/{name}.0123456789ab")
    assert install.release()["release"] != first


def test_the_content_policy_lets_workers_and_manifests_come_from_here_alone(client):
    policy = client.get("/")["Content-Security-Policy"]
    assert "worker-src 'self'" in policy and "manifest-src 'self'" in policy


def test_old_browsers_find_their_icon(client):
    assert client.get("/favicon.ico").url == "/static/icons/favicon.ico"


def test_the_offline_page_carries_nothing_of_the_visitor(client):
    page = client.get("/offline/").content.decode()
    assert "<h1>Anda sedang offline.</h1>" in page and "csrfmiddlewaretoken" not in page
    assert not re.search(r"sessionid|csrftoken", str(client.cookies))
    cache.clear()


def test_every_file_the_worker_fetches_beforehand_exists():
    from django.contrib.staticfiles import finders

    assert [name for name in install.FILES if finders.find(name) is None] == []


def test_htmx_is_kept_under_the_name_that_pages_ask_for(client):
    asked = {one["src"] for one in head(client, "/").find_all("script", src=True)}
    assert asked <= {f"/static/{name}" for name in install.FILES}
