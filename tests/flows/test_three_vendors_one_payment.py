"""Scenario 1 of the features list, without its voucher: three vendors, one payment, every rupiah accounted for."""

from decimal import Decimal

import pytest

from marketplace.events.models import Event
from marketplace.payments.models import Payment
from marketplace.shop.checkout import placement, settlement
from tests.factories import make_basket, make_product, make_vendor, make_wish
from vendors import ledger
from vendors.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def shops():
    return [make_vendor("A", commission="5"), make_vendor("B", commission="3"), make_vendor("C", commission="5")]


@pytest.fixture
def order(shops):
    a, b, c = shops
    basket = make_basket(
        (make_product(a, price=45_000), 2), (make_product(b, price=38_500), 1), (make_product(c, price=12_500), 3)
    )
    wish = make_wish(basket, {a.pk: "ambil", b.pk: "kurir", c.pk: "antar"}, method="stripe")
    return placement.place(basket.pk, wish)


def test_the_charge_is_200_000_and_the_three_parts_add_up_to_it(order):
    parts = list(order.vendor_orders.order_by("number"))
    assert int(order.total_incl_tax) == 200_000
    assert [int(p.total) for p in parts] == [90_000, 62_500, 47_500]
    assert [p.number for p in parts] == [f"{order.number}-{n}" for n in (1, 2, 3)]
    assert order.payment.amount == 200_000
    assert [int(s.authorised) for s in order.payment.shares.order_by("pk")] == [90_000, 62_500, 47_500]


def test_once_paid_each_vendor_is_owed_goods_and_shipping_less_the_commission_fixed_at_sale(order, shops):
    assert settlement.finalise(order.payment.pk, "pi_1", 200_000) is settlement.Outcome.PAID
    assert [ledger.balance(vendor) for vendor in shops] == [85_500, 61_345, 45_625]
    commission = sum(e.amount for e in Entry.objects.filter(account="commission"))
    assert commission == -7_530
    assert sum(e.amount for e in Entry.objects.all()) == 0


def test_paid_twice_under_one_reference_changes_nothing(order, shops):
    settlement.finalise(order.payment.pk, "pi_1", 200_000)
    before = (Entry.objects.count(), Event.objects.count())
    assert settlement.finalise(order.payment.pk, "pi_1", 200_000) is settlement.Outcome.KNOWN
    assert (Entry.objects.count(), Event.objects.count()) == before


def test_a_second_capture_goes_back_whole_and_the_order_stays_paid(order):
    settlement.finalise(order.payment.pk, "pi_1", 200_000)
    assert settlement.finalise(order.payment.pk, "pi_2", 200_000) is settlement.Outcome.DOUBLE
    payment = Payment.objects.get(pk=order.payment.pk)
    assert (payment.state, payment.captured) == ("paid", 200_000)
    assert payment.captures.get(reference="pi_2").refunds.get().amount == Decimal(200_000)
    assert sum(e.amount for e in Entry.objects.all()) == 0
