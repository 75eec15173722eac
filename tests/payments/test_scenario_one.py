"""Scenario 1 of the features with a real payment: three vendors, one charge, the return page and the webhook at once."""

import random

import pytest

from marketplace.events.models import Event
from marketplace.notices.models import Notice
from marketplace.payments.models import Capture, Payment, PaymentAttempt, WebhookEvent
from marketplace.shop.order.models import Purchase
from tests.payments.shop import Order, at_once, disagreements, session_of, state_of
from tests.payments.site import Visitor
from vendors import ledger
from vendors.models import Entry, Posting, VendorOrder


def test_three_vendors_are_paid_once_to_the_rupiah_whoever_says_so_first(shop):
    order = shop.place()
    shopper = Visitor(shop.site, order)
    session = session_of(shopper.press_pay())
    shop.control.set_fault("webhook_doubled", times=None, copies=3)
    shop.control.set_fault("webhook_shuffled", times=None, order="random", seed=random.randrange(1000))
    shop.control.pay(session)

    answers = at_once(shopper.come_back, shop.deliver, shopper.come_back, shop.deliver)
    shop.deliver()
    shop.pass_time(minutes=1)
    shop.sweep()

    assert [answers[0].status_code, answers[2].status_code] == [200, 200]
    assert [c["amount"] for c in shop.stripe_books("charge")] == [20_000_000]
    assert Purchase.objects.count() == Order.objects.count() == 1
    assert [int(v.total) for v in VendorOrder.objects.order_by("number")] == [90_000, 62_500, 47_500]
    assert [ledger.balance(vendor) for vendor in shop.vendors] == [85_500, 61_345, 45_625]
    assert sum(e.amount for e in Entry.objects.filter(account="commission")) == -7_530
    assert sum(e.amount for e in Entry.objects.all()) == 0
    assert state_of(order) == ("paid", "paid")
    assert disagreements(shop) == []
    assert (Capture.objects.count(), Event.objects.filter(kind="order.paid").count()) == (1, 1)
    assert Posting.objects.filter(kind="sale").count() == 3
    assert PaymentAttempt.objects.get().state == "paid"
    assert (Capture.objects.get().fee_sen, Capture.objects.get().fee) == (780_000, 7_800)
    completed = WebhookEvent.objects.filter(kind="checkout.session.completed")
    assert completed.count() == 1
    assert all(Notice.objects.filter(vendor=vendor).count() == 1 for vendor in shop.vendors)


def test_the_charge_names_its_order_and_the_session_every_good_and_every_way_of_shipping(shop):
    order = shop.place()
    shop.control.pay(shop.open_page(order))
    session, intent = shop.stripe_books("checkout.session")[0], shop.stripe_books("payment_intent")[0]
    assert session["client_reference_id"] == order.number
    assert intent["metadata"] == {"order": order.number, "attempt": "1"}
    assert intent["transfer_group"] == order.number
    assert session["amount_total"] == int(Payment.objects.get().amount) * 100


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_payment_page_speaks_the_shoppers_language(shop, language):
    shop.open_page(shop.place(language=language))
    assert shop.stripe_books("checkout.session")[0]["locale"] == language
