"""Two relays and two workers at once double nothing; beside each proof, what happens without its guard."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.utils import timezone

from marketplace.events import outbox
from marketplace.events.models import Delivery, Event
from tasks import registry, relay
from tests.tasks.stage import rows


@pytest.fixture
def happened(committed_db, monkeypatch):
    """Thirty events, committed, each for one handler whose effect shows how often it ran."""
    registry.discover()
    monkeypatch.setattr(registry, "_by_name", {})
    monkeypatch.setattr(registry, "_names_by_kind", registry.defaultdict(list))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS race_effect")
        cursor.execute("CREATE TABLE race_effect (event_id integer)")
    registry.handles("race.happened")(leave_a_trace)
    with transaction.atomic():
        for number in range(30):
            outbox.record("race.happened", key=f"race.happened:{number}")


def leave_a_trace(event: Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO race_effect (event_id) VALUES (%s)", [event.pk])


def at_once(act: Callable[[], object], times: int = 2) -> list:
    """What each of several threads got, all let go at the same moment, each with a connection of its own."""
    results: list = []
    gate = threading.Barrier(times)

    def run():
        try:
            gate.wait()
            results.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == times
    return results


def test_two_relays_give_each_event_one_delivery(happened):
    taken = at_once(relay.fan_out)
    assert sum(taken) == 30
    assert Delivery.objects.count() == 30
    assert not Event.objects.filter(fanned_out_at=None).exists()


def test_two_relays_claim_different_deliveries(happened):
    relay.fan_out()
    one, other = at_once(lambda: relay.claim(timezone.now()))
    assert not set(one) & set(other)
    assert len(one) + len(other) == 30


def test_without_the_claim_both_relays_would_send_everything(happened):
    relay.fan_out()
    due = relay._due(timezone.now())
    one, other = at_once(lambda: list(due.values_list("pk", "tries")))
    assert len(one) + len(other) == 60


def test_two_workers_with_the_same_message_have_one_effect(happened):
    relay.fan_out()
    pk = Delivery.objects.values_list("pk", flat=True)[0]
    assert sorted(at_once(lambda: relay.attempt(pk, 0), times=4)) == [False, False, False, True]
    assert Counter(rows("SELECT event_id FROM race_effect")).total() == 1


def test_looking_first_and_writing_later_lets_both_workers_have_the_effect(happened):
    relay.fan_out()
    pk = Delivery.objects.values_list("pk", flat=True)[0]
    both_have_looked = threading.Barrier(2)

    def attempt_without_lock():
        delivery = Delivery.objects.select_related("event").get(pk=pk)
        both_have_looked.wait()
        if delivery.state == Delivery.State.WAITING:
            with transaction.atomic():
                leave_a_trace(delivery.event)
                Delivery.objects.filter(pk=pk).update(state=Delivery.State.DONE)

    at_once(attempt_without_lock)
    assert Counter(rows("SELECT event_id FROM race_effect")).total() == 2
