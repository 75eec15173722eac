"""Two hands on one row: exactly one wins, the other is told, and nobody waits for ever."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.events import outbox
from marketplace.events.models import Delivery, Event
from marketplace.payments.models import Refund
from marketplace.shop import audit
from marketplace.shop.checkout import placement, settlement
from marketplace.shop.order import fulfilment
from marketplace.shop.partner import stock
from tasks import registry, relay
from tests.factories import make_basket, make_order, make_product, make_vendor, make_wish
from tests.threads import at_once
from vendors.models import VendorOrder

Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time; these races need PostgreSQL"
)
ROUNDS = 8


def findings() -> list[str]:
    return [row for rows in audit.run().values() for row in rows]


def test_twenty_baskets_of_the_same_goods_in_any_order_never_lock_each_other(committed_db):
    goods = [make_product(make_vendor(), stock=100) for _ in range(4)]
    baskets = [make_basket(*[(one, 1) for one in random.sample(goods, 4)]) for _ in range(20)]
    wishes = [make_wish(basket) for basket in baskets]
    answers = at_once([lambda b=b, w=w: placement.place(b.pk, w) for b, w in zip(baskets, wishes, strict=True)])
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert set(StockRecord.objects.values_list("num_allocated", flat=True)) == {20}
    assert findings() == []


def test_reserving_in_any_order_does_not_lock_up_even_without_the_lock_taken_before(committed_db):
    records = [make_product(make_vendor(), stock=100).stockrecords.get().pk for _ in range(4)]
    wanted = [dict.fromkeys(random.sample(records, 4), 1) for _ in range(20)]
    answers = at_once([lambda w=w: stock.reserve(w) for w in wanted])
    assert set(answers) == {None}
    assert set(StockRecord.objects.values_list("num_allocated", flat=True)) == {20}


def test_of_accepting_declining_and_the_deadline_at_once_exactly_one_wins(committed_db):
    winners = Counter()
    for _ in range(ROUNDS):
        part = make_order((make_product(stock=5), 2), paid=True).vendor_orders.get()
        VendorOrder.objects.filter(pk=part.pk).update(answer_by=timezone.now() - timedelta(minutes=1))
        mine, yours = (VendorOrder.objects.get(pk=part.pk) for _ in range(2))
        accepted, declined, swept, again = at_once(
            [
                lambda v=mine: fulfilment.accept(v, None),
                lambda v=yours: fulfilment.decline(v, None, "habis"),
                fulfilment.cancel_silent,
                fulfilment.cancel_silent,
            ]
        )
        won = [accepted is None, declined is None, swept == 1, again == 1]
        assert sum(won) == 1, (accepted, declined, swept, again)
        assert all(one is None or isinstance(one, fulfilment.NotNow) for one in (accepted, declined))
        part.refresh_from_db()
        assert part.status == ("accepted" if won[0] else "cancelled")
        assert part.changes.count() == 2
        assert Refund.objects.filter(vendor_order=part).count() == (0 if won[0] else 1)
        winners[won.index(True)] += 1
    assert findings() == []


def test_of_paying_and_giving_up_at_once_the_order_is_paid_and_holds_its_goods(committed_db):
    for _ in range(ROUNDS):
        order = make_order((make_product(stock=5), 2))
        amount, payment = int(order.payment.amount), order.payment.pk
        answers = at_once(
            [lambda: settlement.expire(payment), lambda: settlement.finalise(payment, f"pi_{payment}", amount)] * 2
        )
        assert [one for one in answers if isinstance(one, Exception)] == []
        assert sorted(one.name for one in answers if isinstance(one, settlement.Outcome)) == ["KNOWN", "PAID"]
        order.refresh_from_db()
        assert order.status == "paid"
        assert order.lines.get().num_allocated == 2
    assert findings() == []


def test_return_page_webhook_and_sweep_at_once_settle_once(committed_db):
    order = make_order((make_product(stock=5), 2))
    amount, payment = int(order.payment.amount), order.payment.pk
    answers = at_once([lambda: settlement.finalise(payment, "pi_1", amount)] * 8)
    assert Counter(one.name for one in answers) == {"PAID": 1, "KNOWN": 7}
    assert Event.objects.filter(kind="order.paid").count() == 1
    assert findings() == []


def test_two_vendor_orders_of_one_purchase_moved_at_once_leave_the_purchase_in_the_right_state(committed_db):
    for _ in range(ROUNDS):
        order = make_order((make_product(make_vendor()), 1), (make_product(make_vendor()), 1), paid=True)
        one, two = order.vendor_orders.order_by("pk")
        answers = at_once([lambda: fulfilment.decline(one, None, ""), lambda: fulfilment.decline(two, None, "")])
        assert answers == [None, None]
        order.refresh_from_db()
        assert order.status == "cancelled"
        assert order.payment.refunded == order.total_incl_tax
    assert findings() == []


def test_shops_that_accept_and_decline_parts_of_one_purchase_at_once_do_not_lock_up(committed_db):
    for _ in range(ROUNDS):
        goods = [(make_product(make_vendor()), 1) for _ in range(4)]
        parts = list(make_order(*goods, paid=True).vendor_orders.order_by("pk"))
        acts = [lambda v=v: fulfilment.accept(v, None) for v in parts[:2]]
        acts += [lambda v=v: fulfilment.decline(v, None, "") for v in parts[2:]]
        assert at_once(acts) == [None] * 4
        assert Order.objects.get(pk=parts[0].order_id).status == "partly_cancelled"
    assert findings() == []


def test_two_orders_that_share_goods_expire_at_once_and_give_back_every_piece(committed_db):
    goods = [make_product(make_vendor(), stock=10) for _ in range(3)]
    orders = [make_order(*[(one, 1) for one in random.sample(goods, 3)]) for _ in range(6)]
    assert set(at_once([lambda o=o: settlement.expire(o.payment.pk) for o in orders])) == {True}
    assert set(StockRecord.objects.values_list("num_allocated", flat=True)) == {0}
    assert findings() == []


def test_two_relays_share_the_events_and_every_handler_runs_once(committed_db, monkeypatch):
    seen: Counter[int] = Counter()

    def note(event):
        seen[event.pk] += 1
        Event.objects.filter(pk=event.pk).update(payload={"seen": True})

    registry.discover()
    monkeypatch.setattr(registry, "_by_name", {})
    monkeypatch.setattr(registry, "_names_by_kind", registry.defaultdict(list))
    registry.handles("race.happened")(note)
    _happen(40)
    answers = at_once([relay.drain] * 4)
    assert sum(answers) == 40
    assert set(seen.values()) == {1} and len(seen) == 40
    assert set(Delivery.objects.values_list("state", flat=True)) == {"done"}


def _happen(times: int) -> None:
    from django.db import transaction

    with transaction.atomic():
        for number in range(times):
            outbox.record("race.happened", key=f"race:{number}")


def test_a_shop_that_counts_its_shelf_during_a_sale_never_counts_promised_pieces_away(committed_db):
    for _ in range(ROUNDS):
        record = make_product(stock=5).stockrecords.get().pk
        acts = [lambda r=record: stock.reserve({r: 1})] * 5 + [lambda r=record: stock.set_count(r, 3)]
        answers = at_once(acts)
        row = StockRecord.objects.get(pk=record)
        assert row.num_allocated == answers[:5].count(None)
        assert row.num_allocated <= row.num_in_stock
        assert row.num_in_stock == (3 if answers[5] is None else 5)
        assert answers[5] is None or isinstance(answers[5], stock.BelowReserved)


def test_a_vendor_who_ships_while_the_stock_is_counted_loses_no_piece(committed_db):
    product = make_product(stock=5)
    part = make_order((product, 2), paid=True).vendor_orders.get()
    fulfilment.accept(part, None)
    record = product.stockrecords.get().pk
    shipped, counted = at_once([lambda: fulfilment.ship(part, None, "JNE", "JX1"), lambda: stock.set_count(record, 9)])
    assert (shipped, counted) == (None, None)
    row = StockRecord.objects.get(pk=record)
    assert (row.num_in_stock, row.num_allocated) in ((9, 0), (7, 0))
