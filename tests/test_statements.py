"""What is asked by kept SQL is what the queryset itself would answer, on either kind of database."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, F
from django.test.utils import CaptureQueriesContext
from oscar.core.loading import get_model

from marketplace import statements
from marketplace.regions.models import Region
from marketplace.shop.basket import grouping
from marketplace.shop.catalogue import queries, shipping_hints
from marketplace.statements import Given, Statement
from tests.factories import make_basket, make_order, make_product, make_vendor
from vendors import shipping
from vendors.models import ShippingMethod, ShippingZone, Vendor, VendorOrder

pytestmark = pytest.mark.django_db
Product = get_model("catalogue", "Product")


@pytest.fixture
def goods() -> list[Any]:
    first, second = make_vendor(), make_vendor()
    return [make_product(first, price=25_000, stock=3), make_product(second, price=1_500), make_product(first)]


def values(row: Any) -> dict[str, Any]:
    """The columns of an object as they were read."""
    return {name: value for name, value in vars(row).items() if not name.startswith("_") and name != "attr"}


def test_objects_come_with_their_joined_rows_and_computed_columns(goods: list[Any]) -> None:
    def asked(pk: Any) -> Any:
        rows = Product.objects.filter(pk=pk).select_related("listing__vendor__district")
        return rows.annotate(price=F("stockrecords__price"))

    kept = Statement(lambda: asked(Given("pk", BigIntegerField())))
    for product in goods:
        (found,), (expected,) = kept.rows(pk=product.pk), asked(product.pk)
        assert values(found) == values(expected)
        assert values(found.listing.vendor.district) == values(expected.listing.vendor.district)


def test_one_query_is_asked_and_none_for_what_was_joined(goods: list[Any]) -> None:
    with CaptureQueriesContext(connection) as asked:
        product = queries.product_with_all(goods[0].pk)
        assert product
        assert product.listing.vendor.district.parent.name
    assert len(asked) == 1


def test_the_same_statement_answers_each_time_anew(goods: list[Any]) -> None:
    kept = Statement(lambda: Vendor.objects.filter(name=Given("name", CharField())).values_list("pk", flat=True))
    vendor = goods[0].listing.vendor
    assert kept.rows(name=vendor.name) == [vendor.pk]
    Vendor.objects.filter(pk=vendor.pk).update(name="Baru")
    assert kept.rows(name=vendor.name) == []
    assert kept.rows(name="Baru") == [vendor.pk]


def test_a_value_is_never_read_as_sql(goods: list[Any]) -> None:
    kept = Statement(lambda: Vendor.objects.filter(name=Given("name", CharField())))
    assert kept.rows(name="x' OR '1'='1") == []


def test_one_of_several_given_values(goods: list[Any]) -> None:
    ids = [product.pk for product in goods[:2]]
    kept = Statement(
        lambda: Product.objects.filter(statements.one_of("pk", ("a", "b"), BigIntegerField())).order_by("pk")
    )
    assert [row.pk for row in kept.rows(a=ids[0], b=ids[1])] == ids


def test_a_value_that_is_not_named_is_an_error(goods: list[Any]) -> None:
    with pytest.raises(KeyError):
        Statement(lambda: Vendor.objects.filter(pk=Given("pk", BigIntegerField()))).rows()


def test_more_of_a_shop_leaves_out_the_product_itself_and_other_shops(goods: list[Any]) -> None:
    assert [row[0] for row in queries.more_of(goods[0].listing.vendor, goods[0])] == [goods[2].pk]


def test_what_is_hidden_vanishes_at_once(goods: list[Any]) -> None:
    vendor = goods[0].listing.vendor
    assert len(queries.more_of(vendor, goods[0])) == 1
    Vendor.objects.filter(pk=vendor.pk).update(status=Vendor.Status.SUSPENDED)
    assert queries.more_of(vendor, goods[0]) == []


def test_lines_of_a_basket_carry_shop_regency_and_stock(goods: list[Any]) -> None:
    basket = make_basket((goods[0], 2), (goods[1], 1))
    with CaptureQueriesContext(connection) as asked:
        lines = grouping.lines_of(basket)
        told = [
            (line.quantity, line.stockrecord.net_stock_level, line.product.listing.vendor.district.parent.name)
            for line in lines
        ]
    assert len(asked) == 1
    assert told[0][:2] == (2, 3)
    assert told[0][2] == Region.objects.get(code="15.71").name


def test_ways_of_shipping_come_with_their_own_zones_in_two_queries(goods: list[Any]) -> None:
    vendors = list(Vendor.objects.all())
    ShippingMethod.objects.filter(vendor=vendors[0], kind="own_delivery").update(is_active=False)
    with CaptureQueriesContext(connection) as asked:
        methods = shipping.methods_of(vendors)
        found = {(m.pk, z.pk) for own in methods.values() for m in own for z in m.zones.all()}
    assert len(asked) == 2
    assert found == set(ShippingZone.objects.filter(method__is_active=True).values_list("method_id", "pk"))
    assert shipping.methods_of([]) == {}


def test_hints_of_no_shop_ask_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert shipping_hints.of([]) == {}
    assert len(asked) == 0


def test_the_parts_of_an_order_hold_their_own_lines(goods: list[Any]) -> None:
    from marketplace.shop.order import page

    order = make_order((goods[0], 1), (goods[1], 2))
    parts = page.parts_of(order)
    assert {part.pk: [line.pk for line in part.lines.all()] for part in parts} == {
        part.pk: [line.pk for line in part.lines.all()] for part in VendorOrder.objects.filter(order=order)
    }


def test_what_can_never_be_has_no_rows() -> None:
    assert Statement(lambda: Vendor.objects.filter(pk__in=[])).rows() == []
