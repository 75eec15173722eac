import dataclasses

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.shop.checkout import placement, refusals, settlement
from marketplace.shop.order import fulfilment
from tests.factories import (
    make_basket,
    make_district,
    make_order,
    make_product,
    make_vendor,
    make_wish,
)
from vendors.models import ShippingZone, VendorOrder

Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")
pytestmark = pytest.mark.django_db


def test_the_same_basket_is_placed_once_and_answers_with_the_same_order():
    basket = make_basket((make_product(stock=5), 2))
    wish = make_wish(basket)
    first = placement.place(basket.pk, wish)
    assert placement.place(basket.pk, wish) == first
    assert Order.objects.count() == 1
    assert StockRecord.objects.get().num_allocated == 2


def test_a_price_that_changed_after_the_page_was_shown_is_refused_and_nothing_is_written():
    product = make_product(price=25_000)
    basket = make_basket((product, 2))
    wish = make_wish(basket)
    StockRecord.objects.update(price=30_000)
    with pytest.raises(refusals.TotalChanged) as refused:
        placement.place(basket.pk, wish)
    assert str(refused.value).replace("\u00a0", " ").endswith("Rp 70.000.")
    assert not Order.objects.exists()
    assert not StockRecord.objects.get().num_allocated


@pytest.mark.parametrize("seen", [0, 1, -1, 10**11])
def test_a_tampered_total_is_refused(seen):
    basket = make_basket((make_product(), 1))
    with pytest.raises(refusals.TotalChanged):
        placement.place(basket.pk, make_wish(basket, seen_total=seen))


def test_more_than_the_shelf_holds_is_refused_with_what_is_left():
    product = make_product(stock=3, title="Kopi Kerinci")
    basket = make_basket((product, 3))
    wish = make_wish(basket)
    StockRecord.objects.update(num_allocated=2)
    with pytest.raises(refusals.SoldOut) as refused:
        placement.place(basket.pk, wish)
    assert refused.value.left == {"Kopi Kerinci": 1}
    assert StockRecord.objects.get().num_allocated == 2


@pytest.mark.parametrize("status", ["suspended", "closed"])
def test_goods_of_a_shop_that_was_closed_meanwhile_are_refused(status):
    vendor = make_vendor()
    basket = make_basket((make_product(vendor), 1))
    wish = make_wish(basket)
    type(vendor).objects.update(status=status)
    with pytest.raises(refusals.NotOnSale):
        placement.place(basket.pk, wish)


def test_a_shop_on_holiday_sells_nothing_until_it_is_back():
    vendor = make_vendor()
    basket = make_basket((make_product(vendor), 1))
    wish = make_wish(basket)
    today = timezone.localdate()
    type(vendor).objects.update(holiday_from=today, holiday_until=today)
    with pytest.raises(refusals.NotOnSale):
        placement.place(basket.pk, wish)


@pytest.mark.parametrize("code", ["", "gratis", "antar' OR 1=1", "kurir "])
def test_a_shipping_code_the_shop_does_not_offer_is_refused(code):
    vendor = make_vendor()
    basket = make_basket((make_product(vendor), 1))
    wish = make_wish(basket)
    tampered = dataclasses.replace(wish, choices={vendor.pk: code})
    with pytest.raises(refusals.NoShipping):
        placement.place(basket.pk, tampered)


def test_own_delivery_is_not_taken_outside_its_zone():
    vendor = make_vendor()
    basket = make_basket((make_product(vendor), 1))
    far = make_district("31.71.01", "Gambir")
    wish = make_wish(basket, {vendor.pk: "kurir"}, district=far)
    with pytest.raises(refusals.NoShipping):
        placement.place(basket.pk, dataclasses.replace(wish, choices={vendor.pk: "antar"}))


def test_a_card_cannot_pay_less_than_ten_thousand_rupiah():
    ShippingZone.objects.all().delete()
    basket = make_basket((make_product(price=5_000), 1))
    vendor = basket.all_lines()[0].product.listing.vendor
    with pytest.raises(refusals.Refused, match="Rp"):
        placement.place(basket.pk, make_wish(basket, {vendor.pk: "ambil"}, method="stripe"))
    assert not Order.objects.exists()


def test_two_transfers_of_the_same_total_ask_for_different_amounts():
    product = make_product()
    amounts = {int(make_order((product, 1)).payment.amount) for _ in range(5)}
    assert len(amounts) == 5


def test_an_order_that_nobody_pays_expires_and_gives_its_stock_back():
    product = make_product(stock=5)
    order = make_order((product, 2))
    assert settlement.expire(order.payment.pk)
    assert not settlement.expire(order.payment.pk)
    order.refresh_from_db()
    assert order.status == "expired"
    assert order.vendor_orders.get().status == "cancelled"
    assert StockRecord.objects.get().num_allocated == 0


def test_money_after_expiry_revives_the_order_while_the_goods_are_there():
    order = make_order((make_product(stock=5), 2))
    settlement.expire(order.payment.pk)
    assert settlement.finalise(order.payment.pk, "late", int(order.payment.amount)) is settlement.Outcome.PAID
    order.refresh_from_db()
    assert order.status == "paid"
    assert StockRecord.objects.get().num_allocated == 2


def test_money_after_expiry_goes_back_when_the_goods_are_gone():
    product = make_product(stock=2)
    order = make_order((product, 2))
    settlement.expire(order.payment.pk)
    make_order((product, 1))
    assert settlement.finalise(order.payment.pk, "late", int(order.payment.amount)) is settlement.Outcome.LATE
    order.refresh_from_db()
    assert order.status == "expired"
    assert StockRecord.objects.get().num_allocated == 1


def test_an_accepted_and_shipped_order_leaves_the_stock_and_the_purchase_follows():
    order = make_order((make_product(stock=5), 2), paid=True)
    part = order.vendor_orders.get()
    fulfilment.accept(part, None)
    fulfilment.ship(part, None, "JNE", "JX123")
    record = StockRecord.objects.get()
    assert (record.num_in_stock, record.num_allocated) == (3, 0)
    order.refresh_from_db()
    assert order.status == "in_progress"
    fulfilment.deliver(part, None)
    fulfilment.complete(part)
    order.refresh_from_db()
    assert order.status == "completed"
    assert [c.new_status for c in part.changes.all()] == ["new", "accepted", "shipped", "delivered", "completed"]


def test_a_declined_order_returns_the_stock_and_plans_the_refund_and_leaves_the_sister_alone():
    one, two = make_product(price=40_000), make_product(price=30_000)
    order = make_order((one, 1), (two, 1), paid=True)
    declined, sister = order.vendor_orders.order_by("number")
    fulfilment.decline(declined, None, "Bahan habis")
    order.refresh_from_db()
    sister.refresh_from_db()
    assert (order.status, sister.status) == ("partly_cancelled", "new")
    assert declined.refunds.get().amount == declined.total
    assert StockRecord.objects.get(product=one).num_allocated == 0
    with pytest.raises(fulfilment.NotNow):
        fulfilment.accept(VendorOrder.objects.get(pk=declined.pk), None)


@pytest.fixture
def ready_for_pickup():
    vendor = make_vendor()
    part = make_order((make_product(vendor), 1), choices={vendor.pk: "ambil"}, paid=True).vendor_orders.get()
    fulfilment.accept(part, None)
    fulfilment.ready(part, None)
    return part


def wrong_code(part: VendorOrder) -> str:
    return "000000" if part.pickup_code != "000000" else "111111"


def test_the_right_code_hands_a_pickup_over(ready_for_pickup):
    with pytest.raises(fulfilment.WrongCode) as first:
        fulfilment.hand_over(ready_for_pickup, None, wrong_code(ready_for_pickup))
    assert first.value.left == 2
    fulfilment.hand_over(ready_for_pickup, None, ready_for_pickup.pickup_code)
    assert VendorOrder.objects.get(pk=ready_for_pickup.pk).status == "delivered"
    assert StockRecord.objects.get().num_in_stock == 99


def test_three_wrong_codes_lock_a_pickup_until_staff_unlock_it(ready_for_pickup):
    for left in (2, 1, 0):
        with pytest.raises(fulfilment.WrongCode) as wrong:
            fulfilment.hand_over(ready_for_pickup, None, wrong_code(ready_for_pickup))
        assert wrong.value.left == left
    with pytest.raises(fulfilment.WrongCode):
        fulfilment.hand_over(ready_for_pickup, None, ready_for_pickup.pickup_code)
    fulfilment.unlock_pickup(ready_for_pickup, None)
    with pytest.raises(fulfilment.NotNow):
        fulfilment.unlock_pickup(ready_for_pickup, None)
    fulfilment.hand_over(VendorOrder.objects.get(pk=ready_for_pickup.pk), None, ready_for_pickup.pickup_code)
    assert VendorOrder.objects.get(pk=ready_for_pickup.pk).status == "delivered"


def test_placing_costs_the_same_number_of_queries_with_one_line_and_with_twenty(django_assert_max_num_queries):
    counts = []
    for lines, shops in ((1, 1), (20, 6)):
        vendors = [make_vendor() for _ in range(shops)]
        basket = make_basket(*[(make_product(vendors[n % shops]), 1) for n in range(lines)])
        wish = make_wish(basket)
        with django_assert_max_num_queries(21) as captured:
            placement.place(basket.pk, wish)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_order_larger_than_its_columns_can_hold_is_refused_in_words_and_not_by_the_database():
    product = make_product(price=50_000_000, stock=999)
    basket = make_basket((product, 999))
    with pytest.raises(refusals.Refused):
        placement.place(basket.pk, make_wish(basket))
    assert not Order.objects.exists()
    assert not StockRecord.objects.get().num_allocated
