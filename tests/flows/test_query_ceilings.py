"""Each page of the way to an order costs the same with one line and with twenty of six shops, and never more than its ceiling."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_member, make_product, make_vendor
from tests.flows.site import BUYER, fields_of

pytestmark = pytest.mark.django_db

CEILINGS = {
    "home": 6,
    "list": 6,
    "product": 6,
    "basket": 8,
    "checkout": 10,
    "refresh": 10,
    "place": 20,
    "order": 10,
    "vendor's orders": 12,
}
# BEGIN and SAVEPOINT take a trip too, but no query of ours can spare them.
FREE = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


class Tally:
    def __init__(self) -> None:
        self.client = Client(headers={"origin": "http://testserver"})
        self.seen: dict[str, list[str]] = {}
        self.answers: dict[str, Any] = {}

    def get(self, name: str, path: str, client: Client | None = None) -> Any:
        return self._count(name, lambda: (client or self.client).get(path))

    def post(self, name: str, path: str, data: dict[str, str]) -> Any:
        return self._count(name, lambda: self.client.post(path, data))

    def costs(self) -> dict[str, int]:
        return {name: len(queries) for name, queries in self.seen.items()}

    def _count(self, name: str, act: Any) -> Any:
        with CaptureQueriesContext(connection) as queries:
            answer = act()
        self.seen[name] = [one["sql"] for one in queries if not one["sql"].startswith(FREE)]
        return answer


def walk(lines: int, shops: int) -> Tally:
    """A guest from the first page to the order, and the first shop's desk after it."""
    vendors = [make_vendor() for _ in range(shops)]
    goods = [make_product(vendors[n % shops], stock=50) for n in range(lines)]
    cache.clear()
    tally = Tally()
    for product in goods:
        tally.client.post(f"/keranjang/tambah/{product.pk}/", {"quantity": "1"})
    _warm_up(tally.client, goods[0])
    assert tally.get("home", "/").status_code == 200
    assert tally.get("list", "/belanja/").status_code == 200
    assert tally.get("product", goods[0].get_absolute_url()).status_code == 200
    assert tally.get("basket", "/keranjang/").status_code == 200
    form = fields_of(tally.get("checkout", "/checkout/").content.decode())
    again = tally.post("refresh", "/checkout/", {**form, **BUYER, "do": "refresh"})
    placed = tally.post("place", "/checkout/", {**fields_of(again.content.decode()), "do": "place"})
    assert placed.status_code == 302, placed.content.decode()[:2000]
    assert tally.get("order", placed.url).status_code == 200
    _desk(tally, vendors[0], placed.url)
    return tally


def _warm_up(client: Client, product: Any) -> None:
    """What a process reads once: regions, content types, the tree of categories."""
    for path in ("/", "/belanja/", product.get_absolute_url(), "/checkout/"):
        client.get(path)


def _desk(tally: Tally, vendor: Any, path: str) -> None:
    from marketplace.payments.models import Payment
    from marketplace.shop.checkout import settlement

    payment = Payment.objects.get(order__number=path.rstrip("/").rsplit("/", 1)[1])
    settlement.finalise(payment.pk, f"transfer-{payment.pk}", int(payment.amount))
    owner = Client()
    owner.force_login(make_member(vendor))
    owner.get("/mitra/")
    assert tally.get("vendor's orders", "/mitra/pesanan/", owner).status_code == 200


def test_a_whole_purchase_of_three_lines_from_three_shops_asks_eighty_queries_at_most_and_none_twice():
    """As a browser without JavaScript does it: each product is looked at, each redirect followed."""
    goods = [make_product(make_vendor(), stock=50) for _ in range(3)]
    cache.clear()
    _warm_up(Client(), goods[0])
    tally = Tally()
    for product in goods:
        tally.get(f"look at {product.pk}", product.get_absolute_url())
        tally.post(f"add {product.pk}", f"/keranjang/tambah/{product.pk}/", {"quantity": "1"})
        tally.get(f"basket with {product.pk}", "/keranjang/")
    basket = fields_of(tally.get("basket", "/keranjang/").content.decode(), "basket")
    assert tally.post("on", "/keranjang/ubah/", {**basket, "then": "checkout"}).url == "/checkout/"
    form = fields_of(tally.get("checkout", "/checkout/").content.decode())
    again = tally.post("refresh", "/checkout/", {**form, **BUYER, "do": "refresh"})
    placed = tally.post("place", "/checkout/", {**fields_of(again.content.decode()), "do": "place"})
    assert tally.get("order", placed.url).status_code == 200
    repeated = {name: len(asked) - len(set(asked)) for name, asked in tally.seen.items()}
    assert (sum(tally.costs().values()) <= 80, sum(repeated.values())) == (True, 0), tally.costs()


def test_every_page_stays_below_its_ceiling_with_twenty_lines_of_six_shops():
    tally = walk(20, 6)
    above = {name: f"{cost} > {CEILINGS[name]}" for name, cost in tally.costs().items() if cost > CEILINGS[name]}
    assert tally.costs().keys() == CEILINGS.keys()
    assert above == {}, "\n".join(f"{name}: {sql[:300]}" for name in above for sql in tally.seen[name])


def test_every_page_costs_the_same_with_one_line_and_with_twenty_of_six_shops():
    one, twenty = walk(1, 1), walk(20, 6)
    dearer = {name: (one.costs()[name], cost) for name, cost in twenty.costs().items() if cost != one.costs()[name]}
    assert dearer == {}, "\n".join(f"{name}: {sql[:300]}" for name in dearer for sql in twenty.seen[name])
