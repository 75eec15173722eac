"""Fifty shoppers and five pieces (features T02): exactly five orders, and a clear word for everybody else."""

import time

import pytest
from django.db import connection
from oscar.core.loading import get_model

from marketplace.shop import audit
from marketplace.shop.checkout import placement, refusals, settlement
from marketplace.shop.partner import stock
from tests.factories import make_product
from tests.flows.site import Shopper, order_number, served
from tests.threads import at_once

Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time; this race needs PostgreSQL"
)


def rush(site: str, product, buyers: int) -> list:
    """Everybody has filled in the form before the first one sends it."""
    shoppers = [Shopper(site, email=f"pembeli{n}@contoh.id") for n in range(buyers)]
    for shopper in shoppers:
        shopper.add(product)
    forms = [shopper.fill_in() for shopper in shoppers]
    return at_once([lambda s=s, f=f: s.place(f) for s, f in zip(shoppers, forms, strict=True)])


def findings() -> list[str]:
    return [row for rows in audit.run().values() for row in rows]


@on_postgresql
def test_fifty_shoppers_and_five_pieces_make_five_orders_and_forty_five_clear_answers(committed_db):
    product = make_product(stock=5, title="Songket Jambi")
    with served() as site:
        answers = rush(site, product, 50)
        winners = [answer for answer in answers if order_number(answer)]
        losers = [answer for answer in answers if not order_number(answer)]
        assert len(winners) == 5
        # On the page of checkout, or on the basket's when nothing else is in it.
        assert {answer.status_code for answer in losers} <= {200, 422}
        assert all(str(refusals.SoldOut({"Songket Jambi": 0})) in answer.text for answer in losers)
        assert Order.objects.count() == 5
        record = StockRecord.objects.get()
        assert (record.num_in_stock, record.num_allocated) == (5, 5)

        for order in Order.objects.order_by("pk")[:2]:
            assert settlement.expire(order.payment.pk)
        again = rush(site, product, 6)
        assert len([answer for answer in again if order_number(answer)]) == 2
    record.refresh_from_db()
    assert (record.num_in_stock, record.num_allocated) == (5, 5)
    assert findings() == []


@on_postgresql
@pytest.mark.spoils_the_books
def test_with_a_look_and_then_a_write_instead_of_the_guard_more_is_sold_than_there_is(committed_db, monkeypatch):
    def look_then_write(wanted):
        for pk, quantity in wanted.items():
            record = StockRecord.objects.get(pk=pk)
            if record.net_stock_level < quantity:
                raise stock.SoldOut({pk: record.net_stock_level})
            time.sleep(0.05)
            StockRecord.objects.filter(pk=pk).update(num_allocated=(record.num_allocated or 0) + quantity)

    monkeypatch.setattr(placement, "_hold_lines", lambda basket: list(basket.all_lines()))
    monkeypatch.setattr(stock, "reserve", look_then_write)
    product = make_product(stock=5)
    with served() as site:
        answers = rush(site, product, 20)
    assert len([answer for answer in answers if order_number(answer)]) > 5
    assert any("open orders hold" in row for row in findings())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the embedded database of make demo")
def test_four_shoppers_at_once_on_the_embedded_database_all_get_an_order(committed_db):
    product = make_product(stock=5)
    with served() as site:
        answers = rush(site, product, 4)
        assert all(order_number(answer) for answer in answers)
        assert order_number(Shopper(site).buy(product))
        last = Shopper(site)
        assert last.add(product).status_code == 409
    assert StockRecord.objects.get().num_allocated == 5
    assert findings() == []
