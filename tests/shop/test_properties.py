"""Whatever is put into a basket, its parts sum to the whole, to the rupiah."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oscar.core.loading import get_model

from marketplace import money
from marketplace.shop import audit
from marketplace.shop.checkout import placement, settlement
from marketplace.shop.order import fulfilment
from tests.factories import make_basket, make_product, make_vendor, make_wish
from vendors import ledger, shipping
from vendors.models import CommissionRule, Entry, Listing, ShippingMethod, ShippingZone

StockRecord = get_model("partner", "StockRecord")

VENDORS = 12
# Lines of each vendor: some sell one thing, some many, thirty in all.
SHELVES = [10, 5, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1]
KINDS = ["ambil", "antar", "kurir"]

rupiah = st.integers(0, 10**12)
prices = st.integers(1, 50_000_000)
percents = st.decimals(0, 100, places=2)
line = st.fixed_dictionaries(
    {
        "price": prices,
        "quantity": st.integers(1, 6),
        "weight": st.integers(1, 30_000),
        "side": st.integers(1, 100),
    }
)
shop = st.fixed_dictionaries(
    {
        "percent": percents,
        "kind": st.sampled_from(KINDS),
        "first_kg": st.integers(0, 150_000),
        "next_kg": st.integers(0, 90_000),
        "free_above": st.none() | st.integers(0, 5_000_000),
        "declines": st.booleans(),
    }
)


@pytest.fixture
def market(db):
    """Twelve shops with thirty products, whose prices and rates each example sets anew."""
    vendors = [make_vendor() for _ in range(VENDORS)]
    return vendors, [make_product(v, stock=1000) for v, n in zip(vendors, SHELVES, strict=True) for _ in range(n)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chosen=st.sets(st.integers(0, sum(SHELVES) - 1), min_size=1),
    lines=st.lists(line, min_size=sum(SHELVES), max_size=sum(SHELVES)),
    shops=st.lists(shop, min_size=VENDORS, max_size=VENDORS),
)
def test_the_parts_of_any_basket_sum_to_the_whole(market, chosen, lines, shops):
    with transaction.atomic():
        _set_up(market, lines, shops)
        order = _place(market, chosen, lines, shops)
        _assert_parts_sum(order, shops, market)
        settlement.finalise(order.payment.pk, f"transfer-{order.number}", int(order.payment.amount))
        _assert_paid(order)
        _decline_some(order, shops, market)
        assert Entry.objects.aggregate(total=Sum("amount"))["total"] == 0
        assert _findings() == []
        transaction.set_rollback(True)


def _set_up(market, lines, shops) -> None:
    vendors, products = market
    for product, one in zip(products, lines, strict=True):
        StockRecord.objects.filter(product=product).update(price=one["price"])
        sides = dict.fromkeys(["length_cm", "width_cm", "height_cm"], one["side"])
        Listing.objects.filter(product=product).update(weight_grams=one["weight"], **sides)
    for vendor, one in zip(vendors, shops, strict=True):
        CommissionRule.objects.filter(vendor=vendor).update(percent=one["percent"])
        ShippingMethod.objects.filter(vendor=vendor).update(free_above=one["free_above"])
        ShippingZone.objects.filter(method__vendor=vendor).update(first_kg=one["first_kg"], next_kg=one["next_kg"])


def _place(market, chosen, lines, shops):
    vendors, products = market
    basket = make_basket(*[(products[n], lines[n]["quantity"]) for n in sorted(chosen)])
    choices = {vendor.pk: one["kind"] for vendor, one in zip(vendors, shops, strict=True)}
    return placement.place(basket.pk, make_wish(basket, choices))


def _assert_parts_sum(order, shops, market) -> None:
    percent_of = {vendor.pk: one["percent"] for vendor, one in zip(market[0], shops, strict=True)}
    parts = list(order.vendor_orders.prefetch_related("lines__line"))
    assert sum(part.total for part in parts) == order.total_incl_tax
    assert sum(part.shipping_charge for part in parts) == order.shipping_incl_tax
    assert sum(share.authorised for share in order.payment.shares.all()) == order.total_incl_tax
    assert order.payment.amount == order.total_incl_tax + order.payment.unique_code
    for part in parts:
        own = list(part.lines.all())
        assert sum(one.goods for one in own) == part.goods_total
        assert sum(one.commission for one in own) == part.commission_total
        assert part.vendor_receives + part.commission_total == part.total == part.goods_total + part.shipping_charge
        for one in own:
            assert one.goods == one.line.unit_price_incl_tax * one.line.quantity
            exact = Fraction(one.goods) * Fraction(percent_of[part.vendor_id]) / 100
            assert abs(int(one.commission) - exact) <= Fraction(1, 2)


def _assert_paid(order) -> None:
    entries = Entry.objects.filter(posting__order=order)
    assert entries.aggregate(total=Sum("amount"))["total"] == 0
    held = entries.filter(account=Entry.Account.BANK).aggregate(total=Sum("amount"))["total"]
    assert held == order.payment.amount
    for part in order.vendor_orders.select_related("vendor"):
        assert ledger.balance(part.vendor) == part.vendor_receives
    assert _findings() == []


def _decline_some(order, shops, market) -> None:
    declines = {vendor.pk for vendor, one in zip(market[0], shops, strict=True) if one["declines"]}
    for part in order.vendor_orders.select_related("vendor", "order"):
        if part.vendor_id in declines:
            fulfilment.decline(part, None)
            assert ledger.balance(part.vendor) == 0
            assert part.refunds.get().amount == part.total
        else:
            fulfilment.accept(part, None)
            assert ledger.balance(part.vendor) == part.vendor_receives


def _findings() -> list[str]:
    return [row for rows in audit.run().values() for row in rows]


@given(rupiah, st.lists(rupiah, min_size=1, max_size=40))
def test_a_split_loses_nothing_and_is_fair_to_within_a_rupiah(amount, weights):
    if not sum(weights):
        weights[0] = 1
    parts = money.split(amount, weights)
    assert sum(parts) == amount
    assert all(abs(part - Fraction(amount * w, sum(weights))) < 1 for part, w in zip(parts, weights, strict=True))
    assert all(part == 0 for part, w in zip(parts, weights, strict=True) if w == 0)


@given(rupiah, st.lists(rupiah, min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_the_weights_moves_no_part_by_more_than_a_rupiah(amount, weights, chance):
    weights[0] += 1
    order = list(range(len(weights)))
    chance.shuffle(order)
    parts = money.split(amount, weights)
    shuffled = money.split(amount, [weights[n] for n in order])
    assert sum(shuffled) == sum(parts)
    assert all(abs(shuffled[at] - parts[n]) <= 1 for at, n in enumerate(order))


@given(st.integers(-(10**6), -1))
def test_a_split_refuses_what_is_below_zero(amount):
    with pytest.raises(ValueError, match="negative"):
        money.split(amount, [1])
    with pytest.raises(ValueError, match="negative"):
        money.split(1, [amount])


@given(rupiah, percents)
def test_a_percentage_is_within_half_a_rupiah_and_never_above_the_amount(amount, percent):
    part = money.percent_of(amount, percent)
    assert abs(part - Fraction(amount) * Fraction(percent) / 100) <= Fraction(1, 2)
    assert 0 <= part <= amount


@given(rupiah)
def test_sen_and_back_is_the_same_amount(amount):
    assert money.from_sen(money.to_sen(amount)) == (amount, 0)


@given(st.integers(1, 300_000), st.integers(1, 27_000_000))
def test_a_parcel_is_charged_by_the_heavier_of_weight_and_space_with_three_hundred_grams_forgiven(grams, cm3):
    kilograms = max(Fraction(grams, 1000), Fraction(cm3, 6000))
    charged = shipping.billable_kg(grams, cm3)
    assert charged >= 1
    assert charged == max(1, math.ceil(Fraction(math.ceil(kilograms * 1000), 1000) - Fraction(3, 10)))


@pytest.mark.parametrize(
    ("grams", "cm3", "charged"),
    [
        (1, 1, 1),
        (1300, 1, 1),
        (1301, 1, 2),
        (2300, 1, 2),
        (2301, 1, 3),
        (1000, 6000 * 10, 10),
        (1, 7800, 1),
        (1, 7801, 2),
    ],
)
def test_the_weights_of_the_couriers_own_examples(grams, cm3, charged):
    assert shipping.billable_kg(grams, cm3) == charged


@pytest.mark.parametrize(
    ("amount", "percent", "part"), [(76_543, "0.5", 383), (1, "50", 1), (1, "49.99", 0), (37_500, "5", 1_875)]
)
def test_a_percentage_is_rounded_half_up(amount, percent, part):
    assert money.percent_of(amount, Decimal(percent)) == part
