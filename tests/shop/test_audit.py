"""The audit finds what is wrong and names the row. The ledger's triggers are switched off where a row must be spoilt."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from oscar.core.loading import get_model

from marketplace.payments.models import Capture, PaymentShare
from marketplace.shop import audit
from marketplace.shop.checkout import settlement
from marketplace.shop.order import fulfilment
from tests.factories import make_order, make_product, make_vendor
from vendors.models import Entry, Posting, VendorOrder

StockRecord = get_model("partner", "StockRecord")
pytestmark = pytest.mark.django_db


def findings() -> list[str]:
    return [row for rows in audit.run().values() for row in rows]


def part(order, number):
    return VendorOrder.objects.filter(number=f"{order.number}-{number}")


@pytest.fixture
def order():
    first, second = make_vendor(), make_vendor()
    order = make_order((make_product(first), 2), (make_product(second), 1), paid=True)
    settlement.finalise(order.payment.pk, "double", int(order.payment.amount))
    declined, accepted = order.vendor_orders.order_by("number")
    fulfilment.decline(declined, None, "habis")
    fulfilment.accept(accepted, None)
    make_order((make_product(first), 1))
    return order


def test_all_is_well_after_selling_declining_paying_twice_and_waiting(order):
    assert findings() == []
    call_command("audit")


@pytest.mark.spoils_the_books
def test_an_entry_without_its_other_side_is_named(order):
    posting = Posting.objects.order_by("pk").first()
    columns = "INSERT INTO vendors_entry (posting_id, account, amount, reason) VALUES"
    _without_triggers(f"{columns} ({posting.pk}, 'bank', 5, '')")
    assert f"posting {posting.pk} ({posting.key}) sums to 5" in findings()
    with pytest.raises(SystemExit):
        call_command("audit")


@pytest.mark.spoils_the_books
@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda o: part(o, 1).update(goods_total=3_000, total=13_000), "vendor order {n}-1"),
        (lambda o: PaymentShare.objects.filter(vendor_order__number=f"{o.number}-2").update(captured=1), "received"),
        (lambda o: Capture.objects.filter(reference="double").update(amount=1), "double"),
        (lambda o: StockRecord.objects.filter(num_allocated=1).update(num_allocated=0), "stock record"),
        (lambda o: type(o).objects.filter(pk=o.pk).update(total_incl_tax=1), "order {n} is 1"),
    ],
)
def test_a_spoilt_row_is_named(order, spoil, named):
    spoil(order)
    assert any(named.format(n=order.number) in row for row in findings())


@pytest.mark.parametrize("table", ["vendors_entry", "vendors_posting"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete_the_ledger(order, table, verb):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(table))


@pytest.mark.spoils_the_books
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no deferred triggers")
def test_postgresql_refuses_to_commit_a_posting_that_does_not_balance(order):
    posting = Posting.objects.order_by("pk").first()
    with (
        pytest.raises(DatabaseError, match="does not sum to zero"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        Entry.objects.create(posting=posting, account="bank", amount=5)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _without_triggers(sql: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE vendors_entry DISABLE TRIGGER USER")
        cursor.execute(sql)
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE vendors_entry ENABLE TRIGGER USER")
