"""Nothing of the visitor is in a public page: every visitor's own rendering is the same, byte for byte."""

from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver

from cms import slugs
from cms.models import StandardPage
from marketplace.shop.catalogue import views
from marketplace.whole_pages import addresses, middleware
from tests.factories import make_member, make_product, make_superuser, make_user, make_vendor
from tests.test_access import walk
from vendors.models import Listing

pytestmark = pytest.mark.django_db


def a_town() -> tuple[Any, list[str]]:
    vendor = make_vendor("Toko A", slug="toko-a")
    product = make_product(vendor, title="Dodol kentang")
    call_command("load_pages", verbosity=0)
    home = StandardPage.objects.get(slug=slugs.TEXTS["about"], locale__language_code="id").get_parent()
    home.add_child(instance=StandardPage(title="Cerita", slug="cerita", body="<p>Halo</p>"))
    paths = ["/", "/belanja/", "/belanja/?sort=price", product.categories.get().get_absolute_url()]
    paths += [product.get_absolute_url(), "/toko/", "/toko/toko-a/", "/cari/", "/cari/?q=dodol"]
    paths += ["/belanja/musim/", "/belanja/daerah/?region=15.71"]
    paths += [f"/{slug}/" for slug in slugs.TEXTS.values()]
    return product, [*paths, *(f"/en{path}" for path in paths), "/cerita/"]


def visitors(product: Any) -> dict[str, Client]:
    """Everybody with a session or a basket, in a browser that has visited before."""
    clients = {
        name: Client(headers={"origin": "http://testserver"})
        for name in ("anonymous", "basket", "shopper", "vendor", "staff")
    }
    clients["shopper"].force_login(make_user("siti@contoh.id"))
    clients["vendor"].force_login(make_member(product.listing.vendor))
    clients["staff"].force_login(make_superuser())
    for name in ("basket", "shopper"):
        added = clients[name].post(f"/keranjang/tambah/{product.pk}/", {"quantity": 2})
        assert added.status_code in (200, 302), added.content
        clients[name].get("/keranjang/")  # the message is said there
        clients[name].cookies.pop("messages", None)
    return clients


def told_apart(clients: dict[str, Client], paths: list[str]) -> set[str]:
    """The paths whose page is not the same for all."""
    return {path for path in paths if len({client.get(path).content for client in clients.values()}) != 1}


def test_every_visitor_rendered_for_gets_the_same_bytes(settings):
    product, paths = a_town()
    clients = visitors(product)
    assert not settings.WHOLE_PAGES  # each is rendered with the visitor's own cookies
    assert {path: clients["staff"].get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert told_apart(clients, paths) == set()


def test_a_page_that_tells_the_users_name_is_found_out(monkeypatch):
    product, _paths = a_town()
    clients = visitors(product)
    real = views.render

    def leaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = real(request, *args, **kwargs)
        response.content += str(request.user).encode()
        return response

    monkeypatch.setattr(views, "render", leaking)
    assert told_apart(clients, ["/", "/toko/"]) == {"/"}


def test_a_leaking_view_is_not_kept_at_all(kept, monkeypatch):
    a_town()
    real = views.render

    def leaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = real(request, *args, **kwargs)
        response.content += f"[{request.user}]".encode()
        return response

    monkeypatch.setattr(views, "render", leaking)
    shopper = Client()
    shopper.force_login(make_user("siti@contoh.id"))
    assert (shopper.get("/")["X-Page"], len(middleware.pages)) == ("past", 0)
    assert b"siti" not in Client().get("/").content


def test_a_kept_page_is_the_one_that_would_be_rendered(kept):
    product, paths = a_town()
    for client in visitors(product).values():
        for path in paths:
            fresh = client.get(path, headers={middleware.PAST: "1"})
            assert client.get(path).content == fresh.content, path


def test_a_waiting_message_stands_in_no_page_and_is_brought_by_the_fragment(kept):
    product, paths = a_town()
    client = Client(headers={"origin": "http://testserver"})
    client.post(f"/keranjang/tambah/{product.pk}/", {"quantity": 2})
    assert client.cookies["messages"].value
    for path in paths:
        assert client.get(path).content == Client().get(path).content
    assert 'class="toast good"' in client.get("/pengunjung/").json()["toasts"]
    assert client.get("/pengunjung/").json()["toasts"].count('class="toast ') == 0


def test_every_public_page_is_kept(kept):
    _, paths = a_town()
    assert {path: [Client().get(path)["X-Page"] for _ in range(2)] for path in paths} == {
        path: ["miss", "hit"] for path in paths
    }


def test_a_shop_sees_its_hidden_goods_and_nobody_else_does(kept):
    product = make_product(title="Belum tayang")
    Listing.objects.filter(product=product).update(state=Listing.State.HIDDEN)
    member, path = Client(), product.get_absolute_url()
    member.force_login(make_member(product.listing.vendor))
    assert [Client().get(path).status_code, member.get(path).status_code, Client().get(path).status_code] == [
        404,
        200,
        404,
    ]
    assert len(middleware.pages) == 0


@pytest.mark.parametrize("spoil", ["cookie", "token", "vary", "private"])
def test_an_answer_that_is_one_visitors_is_not_kept(kept, monkeypatch, spoil):
    real = views.render

    def spoilt(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = real(request, *args, **kwargs)
        if spoil == "cookie":
            response.set_cookie("a", "b")
        if spoil == "token":
            from django.middleware.csrf import get_token

            get_token(request)
        if spoil == "vary":
            response["Vary"] = "Cookie"
        if spoil == "private":
            response["Cache-Control"] = "no-store"
        return response

    monkeypatch.setattr(views, "render", spoilt)
    for _ in range(2):
        assert Client().get("/")["X-Page"] == "past"
    assert len(middleware.pages) == 0


def test_every_view_that_is_kept_stands_in_the_comparison():
    _, paths = a_town()
    compared = {addresses_name(path) for path in paths}
    stated = {one.name for one in walk(get_resolver()) if getattr(one.view, "keeping", None)}
    assert stated <= compared


def addresses_name(path: str) -> str:
    from django.urls import resolve
    from django.utils import translation

    bare = path.partition("?")[0]
    with translation.override("en" if bare.startswith("/en/") else "id"):
        return resolve(bare).view_name


def test_the_way_round_the_kept_pages_is_for_the_bench_alone(kept, settings):
    Client().get("/")
    assert Client(headers={middleware.PAST: "1"}).get("/")["X-Page"] == "past"
    settings.WHOLE_PAGES_TOLD = False
    before = len(middleware.pages)
    answer = Client(headers={middleware.PAST: "1"}).get("/")
    assert "X-Page" not in answer and answer["Cache-Control"] == "no-cache" and len(middleware.pages) == before
    assert addresses.keeping_of("/") is not None
