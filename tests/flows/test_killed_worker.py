"""kill -9 of the worker while people buy, and a broker that is away: nothing lost, nothing doubled, every mail once."""

import os
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from kombu import Connection
from oscar.core.loading import get_model

from marketplace.events.models import Delivery, Event
from marketplace.notices.models import Mail, Notice
from marketplace.shop import audit
from marketplace.shop.checkout import settlement
from marketplace.shop.order import fulfilment
from tasks import app, relay
from tests.factories import make_order, make_product, make_vendor
from tests.flows.backstage import Backstage, mails_by_message
from tests.flows.site import Shopper, order_number, served
from tests.tasks.stage import free_port

Order = get_model("order", "Order")


@pytest.fixture(params=["files", "redis"])
def broker(request):
    """The address of each broker in turn; empty for the one made of files."""
    if request.param == "files":
        return ""
    if not os.environ.get("REDIS_URL"):
        pytest.skip("REDIS_URL is not set: no Redis to try this on")
    return os.environ["REDIS_URL"]


@pytest.fixture
def backstage(committed_db, tmp_path, broker):
    stage = Backstage(tmp_path, broker)
    yield stage
    stage.close()


def sell_while_killing(stage: Backstage, orders: int, kills: int) -> None:
    """Two shops sell, half of the orders are answered, and the worker dies each time it has worked off another part."""
    goods = [(make_product(make_vendor(), stock=10_000), 1) for _ in range(2)]
    stage.start_beat()
    worker = stage.start_worker()
    every = orders // (kills + 1)
    for number in range(1, orders + 1):
        done_before = stage.done()
        order = make_order(*goods, paid=True, email=f"pembeli{number}@contoh.id")
        if number % 2:
            fulfilment.accept(order.vendor_orders.order_by("pk").first(), None)
        if number % every == 0 and number // every <= kills:
            # It has begun on what this order left, and dies with the rest of it in its hands.
            stage.wait_until(lambda before=done_before: stage.done() > before, 60)
            stage.kill(worker)
            worker = stage.start_worker()
    stage.wait_until(stage.nothing_waits, 180)


def assert_nothing_lost_and_nothing_doubled(stage: Backstage, orders: int) -> None:
    answered = (orders + 1) // 2
    assert Order.objects.count() == orders
    assert Event.objects.filter(kind="order.paid").count() == orders
    assert Delivery.objects.exclude(state=Delivery.State.DONE).count() == 0
    mails = mails_by_message()
    assert mails["order.placed.shopper"] == orders
    assert mails["order.paid.shopper"] == orders
    assert mails["order.paid.vendor"] == 2 * orders
    assert mails["vendor_order.accepted.shopper"] == answered
    assert len(stage.letters()) == Mail.objects.count() == sum(mails.values())
    assert Notice.objects.filter(message="order.paid.vendor").count() == 2 * orders
    assert [row for rows in audit.run().values() for row in rows] == []


def test_a_worker_killed_twice_while_twenty_orders_come_in(backstage):
    sell_while_killing(backstage, orders=20, kills=2)
    assert_nothing_lost_and_nothing_doubled(backstage, 20)


@pytest.mark.slow
def test_a_worker_killed_five_times_while_a_hundred_orders_come_in(backstage):
    sell_while_killing(backstage, orders=100, kills=5)
    assert_nothing_lost_and_nothing_doubled(backstage, 100)


def test_orders_are_taken_while_redis_is_away_for_ten_minutes_and_all_catches_up(backstage, monkeypatch, settings):
    dead = f"redis://127.0.0.1:{free_port()}/0"
    connect = partial(Connection, dead, transport_options={"socket_connect_timeout": 1, "socket_timeout": 1})
    monkeypatch.setattr(app, "connection_for_write", connect)
    settings.CACHES = {"default": {"BACKEND": "marketplace.cache.ForgivingRedisCache", "LOCATION": dead}}
    product = make_product(stock=50)
    with served() as site, time_machine.travel(datetime.now(UTC) - timedelta(minutes=11)) as clock:
        for _ in range(5):
            answer = Shopper(site).buy(product)
            assert order_number(answer), answer.text[:500]
            order = Order.objects.get(number=order_number(answer))
            settlement.confirm_transfer(order.payment, None, int(order.payment.amount))
            assert relay.fan_out() == 2
            assert relay.publish() == 0
            clock.shift(timedelta(minutes=2))
    assert Delivery.objects.filter(state=Delivery.State.DONE).count() == 0
    backstage.start_beat()
    backstage.start_worker()
    backstage.wait_until(backstage.nothing_waits, 90)
    mails = mails_by_message()
    assert (mails["order.placed.shopper"], mails["order.paid.shopper"], mails["order.paid.vendor"]) == (5, 5, 5)
    assert len(backstage.letters()) == 15
