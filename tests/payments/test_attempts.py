"""The pages of one payment: one at a time, the same for every tab, and none for an order that needs none."""

import time
from datetime import timedelta

import pytest
import stripe
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.utils.translation import gettext

from marketplace.payments import attempts, gateway, stripe_checkout
from marketplace.payments.models import Payment, PaymentAttempt
from marketplace.shop.checkout import collection, settlement
from tests.payments.shop import at_once, disagreements, session_of, state_of
from tests.payments.site import Visitor, is_ours

AWAY = "The payment page does not answer. Your order is kept, try again shortly."


def created(shop) -> list[dict]:
    calls = shop.control.journal("request")
    return [c for c in calls if (c["method"], c["path"]) == ("POST", "/v1/checkout/sessions")]


def page_for(order) -> str:
    return collection.page_for(Payment.objects.get(order=order), "http://testserver/kembali/")


def test_two_tabs_at_once_lead_to_one_page(shop):
    order = shop.place()
    tabs = [Visitor(shop.site, order) for _ in range(4)]
    answers = {session_of(a) for a in at_once(*[tab.press_pay for tab in tabs]) if not is_ours(a)}
    assert answers | {session_of(tabs[0].press_pay())} == {shop.stripe_books("checkout.session")[0]["id"]}
    assert len(shop.stripe_books("checkout.session")) == PaymentAttempt.objects.count() == 1


def test_a_page_whose_answer_never_came_is_found_again_by_the_identical_call(shop):
    order = shop.place()
    shop.control.set_fault("sleep_after", scope={"path": "/v1/checkout/sessions"}, seconds=1.3)
    with pytest.raises(gateway.Unavailable):
        page_for(order)
    assert PaymentAttempt.objects.get().state == "creating"
    time.sleep(0.5)
    assert_found_again(shop, order)


def test_a_page_whose_answer_was_never_written_down_is_found_again_too(shop, monkeypatch):
    order = shop.place()
    with monkeypatch.context() as killed:
        killed.setattr(attempts, "opened", lambda *given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            page_for(order)
    assert_found_again(shop, order)


def assert_found_again(shop, order) -> None:
    shop.pass_time(minutes=5)
    address = page_for(order)
    assert [s["url"] for s in shop.stripe_books("checkout.session")] == [address]
    calls = created(shop)
    assert len(calls) > 1
    assert len({c["parameters"] for c in calls}) == len({c["key"] for c in calls}) == 1
    assert PaymentAttempt.objects.get().state == "open"


def test_a_refusal_closes_the_attempt_and_the_next_uses_a_new_key(shop, monkeypatch):
    order = shop.place()
    with monkeypatch.context() as wrong:
        wrong.setattr(attempts, "PAGE_LIFE", timedelta(minutes=5))
        with pytest.raises(gateway.Declined):
            page_for(order)
    page_for(order)
    numbers = list(PaymentAttempt.objects.values_list("number", "state"))
    assert numbers == [(1, "closed"), (2, "open")]
    assert [c["key"].rsplit(":", 1)[1] for c in created(shop)] == ["1", "2"]


@pytest.mark.parametrize("fault", ["error_before", "error_after"])
def test_a_failure_that_stripe_repeats_under_the_key_is_not_the_end(shop, fault):
    """A stored 500 answers every repeat alike for a day. Nobody has seen that page, so another may be made."""
    order = shop.place()
    shop.control.set_fault(fault, scope={"path": "/v1/checkout/sessions"})
    with pytest.raises(gateway.Stuck):
        page_for(order)
    shop.control.pay(session_of(page_for(order)))
    shop.live_on()
    assert state_of(order) == ("paid", "paid")
    assert disagreements(shop) == []


def test_after_a_page_expired_there_is_another_while_the_order_waits(shop):
    order = shop.place()
    shop.pass_time(minutes=1)
    first = page_for(order)
    shop.pass_time(minutes=33)
    second = page_for(order)
    assert first != second
    assert [s["status"] for s in shop.stripe_books("checkout.session")] == ["expired", "open"]
    assert list(PaymentAttempt.objects.values_list("state", flat=True)) == ["closed", "open"]


def test_a_page_that_is_over_by_our_clock_only_is_closed_at_stripe_before_the_next(shop):
    """Our clock is ahead of theirs: without this, both pages could be paid."""
    order = shop.place()
    first = session_of(page_for(order))
    shop.clock.shift(33 * 60)
    page_for(order)
    assert [s["status"] for s in shop.stripe_books("checkout.session")] == ["expired", "open"]
    assert PaymentAttempt.objects.get(session_id=first).state == "closed"


def test_a_page_that_was_paid_while_it_grew_old_settles_the_order_instead_of_opening_another(shop):
    order = shop.place()
    shopper = Visitor(shop.site, order)
    shop.control.pay(session_of(shopper.press_pay()))
    shop.clock.shift(33 * 60)
    assert is_ours(shopper.press_pay())
    assert state_of(order) == ("paid", "paid")
    assert len(shop.stripe_books("checkout.session")) == 1


def test_two_pages_of_an_order_both_paid_keep_one_payment_and_return_the_other(shop):
    order = shop.place()
    first = session_of(page_for(order))
    PaymentAttempt.objects.update(state="closed")  # as if it had been given up without a word to Stripe
    second = session_of(page_for(order))
    shop.control.pay(first)
    shop.control.pay(second)
    shop.deliver()
    shop.sweep()
    shop.live_on()
    assert state_of(order) == ("paid", "paid")
    assert disagreements(shop) == []
    assert sorted(c["refunded"] for c in shop.stripe_books("charge")) == [False, True]
    assert order.payment.captures.get(settles_order=False).refunds.get().reason == "double"


def test_a_page_left_open_when_another_has_been_paid_is_closed(shop):
    order = shop.place()
    first = session_of(page_for(order))
    PaymentAttempt.objects.update(state="closed")
    page_for(order)
    shop.control.pay(first)
    shop.deliver()
    shop.sweep()
    assert [s["status"] for s in shop.stripe_books("checkout.session")] == ["complete", "expired"]
    assert list(PaymentAttempt.objects.values_list("state", flat=True)) == ["paid", "closed"]


@pytest.mark.parametrize("end", ["paid", "expired", "past its time"])
def test_nothing_is_created_for_an_order_that_is_paid_or_over(shop, end):
    order = shop.place()
    shopper, payment = Visitor(shop.site, order), order.payment
    if end == "paid":
        settlement.finalise(payment.pk, "pi_elsewhere", int(payment.amount))
    elif end == "expired":
        settlement.expire(payment.pk)
    else:
        shop.pass_time(minutes=38)
    with pytest.raises(attempts.NotPayable):
        page_for(order)
    assert is_ours(shopper.press_pay())
    assert created(shop) == []


def test_a_page_still_marked_open_is_not_handed_out_once_the_order_is_paid(shop):
    order = shop.place()
    page_for(order)
    settlement.finalise(order.payment.pk, "pi_elsewhere", int(order.payment.amount))
    with pytest.raises(attempts.NotPayable):
        page_for(order)


def test_while_stripe_is_away_the_shopper_is_told_and_the_order_is_kept(shop):
    order = shop.place()
    shopper = Visitor(shop.site, order)
    shop.control.set_fault("down", times=None)
    for _ in range(2):
        assert gettext(AWAY) in shopper.get(shopper.press_pay()).text
    assert shopper.come_back().status_code == 200
    assert state_of(order) == ("pending", "awaiting_payment")
    shop.control.clear_faults()
    assert not is_ours(shopper.press_pay())


def test_an_order_placed_while_stripe_is_away_can_be_paid_later_and_else_expires(shop):
    shop.control.set_fault("down", times=None)
    order = shop.place()
    with pytest.raises(gateway.Unavailable):
        page_for(order)
    shop.pass_time(minutes=38)
    shop.sweep()
    assert state_of(order) == ("expired", "expired")
    assert shop.products[0].stockrecords.get().num_allocated == 0


def test_no_call_to_stripe_is_made_inside_a_transaction(shop, monkeypatch):
    """A lock held while a line is silent would hold up everybody else for as long."""
    seen = []
    send = stripe.RequestsClient.request

    def watched(self, *given, **named):
        seen.append(connection.in_atomic_block)
        return send(self, *given, **named)

    monkeypatch.setattr(stripe.RequestsClient, "request", watched)
    order = shop.place()
    shop.control.pay(session_of(page_for(order)))
    settlement.finalise(order.payment.pk, "pi_double", int(order.payment.amount))
    collection.check(Payment.objects.get(order=order))
    shop.place()
    page_for(shop.place())
    shop.live_on()
    assert len(seen) > 6
    assert not any(seen)


def test_expiry_and_payment_at_once_end_in_one_of_both(shop):
    order = shop.place()
    payment = order.payment
    at_once(
        lambda: settlement.expire(payment.pk),
        lambda: settlement.finalise(payment.pk, "pi_race", int(payment.amount)),
        lambda: settlement.expire(payment.pk),
    )
    assert state_of(order) == ("paid", "paid")
    assert shop.products[0].stockrecords.get().num_allocated == 2


def test_an_order_does_not_expire_while_a_page_is_open_that_was_made_in_the_last_moment(shop):
    order = shop.place()
    with transaction.atomic():
        attempts.current(order.payment.pk, lambda attempt: {})
    assert settlement.expire(order.payment.pk) is False
    assert state_of(order) == ("pending", "awaiting_payment")


@pytest.mark.parametrize("gone", [False, True])
def test_money_after_expiry_revives_the_order_while_its_goods_are_there_and_goes_back_otherwise(shop, gone):
    order = shop.place(stock=5)
    session = session_of(page_for(order))
    PaymentAttempt.objects.update(state="closed")
    settlement.expire(order.payment.pk)
    if gone:
        shop.products[2].stockrecords.update(num_in_stock=2)
    shop.control.pay(session)
    shop.deliver()
    shop.sweep()
    assert state_of(order) == (("expired", "expired") if gone else ("paid", "paid"))
    held = [p.stockrecords.get().num_allocated for p in shop.products]
    assert held == ([0, 0, 0] if gone else [2, 1, 3])
    assert [c["refunded"] for c in shop.stripe_books("charge")] == [gone]
    assert disagreements(shop) == []


def test_a_declined_card_leaves_page_and_order_open_for_another_try(shop):
    order = shop.place()
    session = session_of(page_for(order))
    shop.control.decline(session)
    shop.deliver()
    assert state_of(order) == ("pending", "awaiting_payment")
    shop.control.pay(session)
    shop.deliver()
    assert state_of(order) == ("paid", "paid")
    assert disagreements(shop) == []


@pytest.mark.parametrize("webhooks", [True, False])
@pytest.mark.parametrize("succeed", [True, False])
def test_money_under_way_keeps_the_order_until_it_arrives_or_fails(shop, succeed, webhooks):
    order = shop.place()
    session = session_of(page_for(order))
    shop.control.pay_delayed(session, succeed=succeed)
    shop.deliver()
    assert state_of(order) == ("processing", "awaiting_payment")
    shop.live_on(webhooks=webhooks)
    assert state_of(order) == (("paid", "paid") if succeed else ("expired", "expired"))
    assert disagreements(shop) == []


def test_news_of_a_delayed_payment_in_the_wrong_order_ends_alike(shop):
    order = shop.place()
    session = session_of(page_for(order))
    shop.control.set_fault("webhook_shuffled", times=None, order="reverse")
    shop.control.pay_delayed(session, succeed=False)
    shop.pass_time(minutes=3)
    shop.deliver()
    assert state_of(order)[0] in ("pending", "failed")
    assert not is_ours(Visitor(shop.site, order).press_pay())


def test_one_row_in_trouble_keeps_no_other_from_its_turn(shop, monkeypatch):
    bad, good = shop.place(), shop.place()
    expire = settlement.expire
    trouble = ObjectDoesNotExist("a row is missing")

    def sometimes(payment_id):
        if payment_id == bad.payment.pk:
            raise trouble
        return expire(payment_id)

    monkeypatch.setattr(settlement, "expire", sometimes)
    shop.pass_time(minutes=38)
    assert collection.expire_overdue(limit=1) == 0
    assert collection.expire_overdue(limit=1) == 1
    assert state_of(good) == ("expired", "expired")
    monkeypatch.undo()
    shop.pass_time(minutes=2)
    assert collection.expire_overdue(limit=1) == 1
    assert state_of(bad) == ("expired", "expired")


def test_a_dead_line_ends_the_round_after_three_rows(shop, monkeypatch):
    for _ in range(5):
        page_for(shop.place())
    shop.control.set_fault("down", times=None)
    tried = []
    monkeypatch.setattr(stripe_checkout.StripeCheckout, "close", lambda self, attempt: tried.append(attempt) or _away())
    shop.pass_time(minutes=38)
    collection.expire_overdue()
    assert len(tried) == 3
    collection.expire_overdue()
    assert len({attempt.pk for attempt in tried}) == 5


def _away():
    raise gateway.Unavailable("no answer")
