"""The outbox's way: from a row, by way of a delivery, to its effect exactly once."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from marketplace.events import outbox
from marketplace.events.models import Delivery, Event
from marketplace.regions.models import Region
from tasks import registry, relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def handlers(monkeypatch):
    """An empty registry; `handlers(kind, function)` fills it."""
    registry.discover()
    monkeypatch.setattr(registry, "_by_name", {})
    monkeypatch.setattr(registry, "_names_by_kind", registry.defaultdict(list))
    return lambda kind, handler: registry.handles(kind)(handler)


@pytest.fixture
def published(monkeypatch):
    """What the relay sends, without a broker."""
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(relay, "_send", sent.extend)
    return sent


def happen(kind="order.paid", key="order.paid:1", **payload):
    with transaction.atomic():
        outbox.record(kind, key=key, **payload)


def test_an_event_gets_one_delivery_per_handler_of_its_kind(handlers):
    def tell_buyer(event): ...
    def tell_vendor(event): ...
    def other(event): ...

    handlers("order.paid", tell_buyer)
    handlers("order.paid", tell_vendor)
    handlers("order.expired", other)
    happen()

    assert relay.fan_out() == 1
    assert relay.fan_out() == 0
    names = list(Delivery.objects.values_list("handler", flat=True))
    assert names == ["test_relay.tell_buyer", "test_relay.tell_vendor"]


def test_an_event_that_nobody_waits_for_is_only_marked(handlers):
    happen()
    relay.fan_out()
    assert Event.objects.get().fanned_out_at
    assert not Delivery.objects.exists()


def test_two_handlers_may_not_share_a_name(handlers):
    def tell(event): ...

    handlers("order.paid", tell)
    first = tell

    def tell(event): ...

    with pytest.raises(ValueError, match=r"two handlers are called test_relay\.tell"):
        handlers("order.paid", tell)
    assert registry.handler_called("test_relay.tell") is first


def test_a_delivery_is_sent_once_and_again_only_after_its_lease(handlers, published):
    def tell(event): ...

    handlers("order.paid", tell)
    happen()
    relay.sweep()
    relay.sweep()
    delivery = Delivery.objects.get()
    assert published == [(delivery.pk, 0)]

    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    relay.sweep()
    assert published == [(delivery.pk, 0)] * 2


def test_a_message_that_comes_twice_has_one_effect(handlers):
    seen = []
    handlers("order.paid", lambda event: seen.append(event.payload["order_id"]))
    happen(order_id=7)
    relay.fan_out()
    delivery = Delivery.objects.get()

    relay.deliver(delivery.pk, 0)
    relay.deliver(delivery.pk, 0)

    assert seen == [7]
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.DONE
    assert delivery.done_at


def test_a_failing_handler_leaves_nothing_behind_but_the_reason_and_a_pause(handlers):
    def break_down(event):
        Region.objects.create(code="99", name="Half done", level=Region.Level.PROVINCE)
        raise RuntimeError("the printer is on fire")

    handlers("order.paid", break_down)
    happen()
    relay.fan_out()
    before = timezone.now()
    delivery = Delivery.objects.get()

    assert relay.attempt(delivery.pk, 0) is False
    delivery.refresh_from_db()
    assert not Region.objects.filter(code="99").exists()
    assert (delivery.state, delivery.tries) == ("waiting", 1)
    assert delivery.last_error == "RuntimeError: the printer is on fire"
    assert timedelta(seconds=10) <= delivery.due_at - before < timedelta(seconds=11)


def test_a_message_from_before_the_last_failure_does_not_shorten_the_pause(handlers):
    calls = []

    def break_down(event):
        calls.append(1)
        raise RuntimeError

    handlers("order.paid", break_down)
    happen()
    relay.fan_out()
    delivery = Delivery.objects.get()
    relay.deliver(delivery.pk, 0)
    relay.deliver(delivery.pk, 0)
    assert len(calls) == 1


def test_after_twelve_tries_a_delivery_is_failed_and_is_not_sent_again(handlers, published):
    def break_down(event):
        raise RuntimeError

    handlers("order.paid", break_down)
    happen()
    relay.fan_out()
    delivery = Delivery.objects.get()
    for tries in range(12):
        assert Delivery.objects.get().state == "waiting"
        relay.attempt(delivery.pk, tries)
    Delivery.objects.update(due_at=timezone.now() - timedelta(days=1))
    relay.sweep()
    assert Delivery.objects.get().state == "failed"
    assert published == []


def test_the_pause_doubles_up_to_an_hour():
    minutes = [relay.pause_after(tries).total_seconds() for tries in (1, 2, 3, 9, 10, 12)]
    assert minutes == [10, 20, 40, 2560, 3600, 3600]


def test_a_delivery_of_a_handler_that_is_gone_says_so(handlers):
    happen()
    event = Event.objects.get()
    delivery = Delivery.objects.create(event=event, handler="orders.gone")
    relay.attempt(delivery.pk, 0)
    assert Delivery.objects.get().last_error == "LookupError: no handler is called orders.gone"


def test_drain_follows_what_a_handler_records(handlers):
    seen = []

    def first(event):
        outbox.record("order.expired", key="order.expired:1")

    def second(event):
        seen.append(event.key)

    handlers("order.paid", first)
    handlers("order.expired", second)
    happen()
    assert relay.drain() == 2
    assert seen == ["order.expired:1"]


def test_a_broker_that_is_away_leaves_the_rows_waiting(handlers, monkeypatch):
    def tell(event): ...

    def refuse(claims):
        raise ConnectionRefusedError("no broker")

    monkeypatch.setattr(relay, "_send", refuse)
    handlers("order.paid", tell)
    happen()
    relay.fan_out()
    assert relay.publish() == 0
    assert Delivery.objects.get().state == "waiting"
