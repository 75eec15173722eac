"""Every list of the portal costs the same with one row and with twenty and more, and never more than twelve queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.vendors.portal.conftest import paid_order
from vendors.models import Vendor

pytestmark = pytest.mark.django_db
CEILING = 12


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.fixture
def pictured(vendor: Vendor) -> Callable[[], Any]:
    def make() -> Any:
        product = factories.make_product(vendor)
        for place in range(3):
            product.images.create(original=f"images/products/{product.pk}-{place}.webp", display_order=place)
        return product

    return make


def order_with(vendor: Vendor, goods: list[Any]) -> Any:
    placed = factories.make_order(*[(product, 1) for product in goods], choices={vendor.pk: "kurir"}, paid=True)
    return placed.vendor_orders.get()


@pytest.mark.parametrize("name", ["home", "orders", "products", "balance"])
def test_a_list_costs_the_same_however_long(vendor: Vendor, owner: Client, pictured: Any, name: str) -> None:
    address = reverse(f"portal:{name}")
    order_with(vendor, [pictured()])
    cost(owner, address)
    one = cost(owner, address)
    goods = [pictured() for _ in range(24)]
    for place in range(22):
        order_with(vendor, goods[place : place + 3])
    assert cost(owner, address) == one <= CEILING


def test_an_order_costs_the_same_with_one_line_and_with_twenty(vendor: Vendor, owner: Client, pictured: Any) -> None:
    one = reverse("portal:order", args=[order_with(vendor, [pictured()]).number])
    many = reverse("portal:order", args=[order_with(vendor, [pictured() for _ in range(20)]).number])
    cost(owner, one)
    assert cost(owner, one) == cost(owner, many) <= CEILING


def test_the_other_pages_stay_under_the_ceiling(vendor: Vendor, owner: Client, pictured: Any) -> None:
    product, order = pictured(), paid_order(vendor)
    for address in (
        reverse("portal:product-add"),
        reverse("portal:product", args=[product.pk]),
        reverse("portal:decline", args=[order.number]),
        reverse("portal:shop"),
        reverse("portal:members"),
        reverse("portal:more"),
    ):
        assert cost(owner, address) <= CEILING, address
