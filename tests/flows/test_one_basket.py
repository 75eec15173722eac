"""One basket, sent twenty times at once: one order, and everybody ends on its page."""

import uuid

import pytest
from django.db import connection
from oscar.core.loading import get_model

from marketplace.shop import audit
from marketplace.shop.checkout import placement
from marketplace.shop.order.models import Purchase
from tests.factories import make_product
from tests.flows.site import Shopper, order_number, served
from tests.threads import at_once

Basket = get_model("basket", "Basket")
Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time; this race needs PostgreSQL"
)
TIMES = 20 if connection.vendor == "postgresql" else 4


def send_at_once(site: str, keys: list[str] | None = None) -> list:
    """The form of one basket, from as many tabs with the same cookies; with `keys`, each sends one of its own making."""
    shopper = Shopper(site)
    shopper.add(make_product(stock=100), 2)
    form = shopper.fill_in()
    tabs = [_tab_of(shopper) for _ in range(TIMES)]
    forms = [{**form, "key": key} for key in keys] if keys else [form] * TIMES
    return at_once([lambda t=t, f=f: t.place(f) for t, f in zip(tabs, forms, strict=True)])


def _tab_of(shopper: Shopper) -> Shopper:
    tab = Shopper(shopper.site)
    tab.session.cookies.update(shopper.session.cookies)
    return tab


def assert_one_order_and_a_closed_basket() -> None:
    assert Order.objects.count() == 1
    assert StockRecord.objects.get().num_allocated == 2
    assert Purchase.objects.get().basket.status == Basket.SUBMITTED
    assert not Basket.objects.filter(status=Basket.OPEN, lines__isnull=False).exists()
    assert [row for rows in audit.run().values() for row in rows] == []


def test_one_form_sent_at_once_is_one_order_and_all_end_on_its_page(committed_db):
    with served() as site:
        answers = send_at_once(site)
    assert {(answer.status_code, order_number(answer)) for answer in answers} == {(200, Order.objects.get().number)}
    assert_one_order_and_a_closed_basket()


def test_the_same_basket_sent_with_different_keys_is_one_order(committed_db):
    with served() as site:
        answers = send_at_once(site, [uuid.uuid4().hex for _ in range(TIMES)])
    number = Order.objects.get().number
    assert {answer.status_code for answer in answers} == {200}
    # A made-up key that comes after the order finds an empty basket.
    assert number in {order_number(answer) for answer in answers} <= {number, ""}
    assert_one_order_and_a_closed_basket()


def test_a_tab_left_open_leads_to_the_order_that_another_tab_placed(committed_db):
    with served() as site:
        shopper = Shopper(site)
        shopper.add(make_product(), 2)
        early, late = shopper.fill_in(), shopper.fill_in()
        placed = shopper.place(early)
        again = shopper.place(late)
    assert order_number(again) == order_number(placed) != ""
    assert_one_order_and_a_closed_basket()


@on_postgresql
@pytest.mark.spoils_the_books
def test_without_taking_the_basket_and_the_unique_columns_one_form_makes_several_orders(committed_db, monkeypatch):
    monkeypatch.setattr(placement, "_take", lambda basket_id, now: Basket.objects.get(pk=basket_id).status == "Open")
    _drop_unique_columns(Purchase._meta.db_table, ["basket_id", "key"])
    with served() as site:
        send_at_once(site)
    assert Order.objects.count() > 1


def _drop_unique_columns(table: str, columns: list[str]) -> None:
    with connection.cursor() as cursor:
        for name, one in connection.introspection.get_constraints(cursor, table).items():
            if one["unique"] and not one["primary_key"] and one["columns"] in [[column] for column in columns]:
                cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
