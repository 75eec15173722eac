"""Hands the outbox to Celery and takes up again what got lost on the way.

The rows are the truth; a message only says "look at this row now". A broker that loses every message delays work by
`LEASE`, and one that doubles them changes nothing: a delivery is done in the same transaction as its effect.
"""

import logging
from datetime import datetime, timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from marketplace.events.models import Delivery, Event
from tasks import registry
from tasks.celery import app

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=10)
BATCH = 1000
MAX_TRIES = 12
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)

Claim = tuple[int, int]


@shared_task(name="tasks.sweep")
def sweep() -> None:
    """One round: new events become deliveries, due deliveries become messages."""
    while fan_out() == BATCH:
        pass
    publish()


@shared_task(name="tasks.deliver")
def deliver(delivery_id: int, tries: int) -> None:
    """The message of one delivery. `tries` tells a message sent before the last failure from a current one."""
    attempt(delivery_id, tries)


def fan_out() -> int:
    """Give each new event one delivery per handler of its kind. How many events it took."""
    new = Event.objects.filter(fanned_out_at__isnull=True)
    # On SQLite a transaction takes the only write lock there is, so none is opened for nothing.
    if not new.exists():
        return 0
    with transaction.atomic():
        events = list(new.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
        deliveries = [
            Delivery(event=event, handler=name) for event in events for name in registry.names_for(event.kind)
        ]
        Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
        Event.objects.filter(pk__in=[event.pk for event in events]).update(fanned_out_at=timezone.now())
    return len(events)


def publish() -> int:
    """Send a message for each due delivery. How many were sent; what a broker did not take is due again after LEASE."""
    claims = claim(timezone.now())
    if not claims:
        return 0
    try:
        _send(claims)
    except _broker_errors() as error:
        logger.warning("The broker is away (%s); %s deliveries wait in the database.", error, len(claims))
        return 0
    return len(claims)


def attempt(delivery_id: int, tries: int | None = None) -> bool:
    """Run one handler and mark its delivery done, in one transaction. True when this call did it.

    Whatever the handler raises is rolled back with its effects, then written down with a pause before the next try.
    """
    if not _waiting(delivery_id, tries).exists():
        return False
    try:
        with transaction.atomic():
            delivery = _waiting(delivery_id, tries).select_for_update(skip_locked=True, of=("self",)).first()
            if delivery is None:
                return False
            registry.handler_called(delivery.handler)(delivery.event)
            Delivery.objects.filter(pk=delivery_id).update(state=Delivery.State.DONE, done_at=timezone.now())
    except Exception as error:
        logger.exception("Delivery %s failed", delivery_id)
        _write_down_failure(delivery_id, error)
        return False
    return True


def drain() -> int:
    """Do all that is due here and now, without a broker, and what that leads to. How many deliveries were done."""
    done = 0
    while True:
        while fan_out():
            pass
        due = list(_due(timezone.now()).values_list("pk", flat=True))
        if not due:
            return done
        done += sum(attempt(pk) for pk in due)


def claim(now: datetime) -> list[Claim]:
    """Take up to BATCH due deliveries by moving them ahead by LEASE, so that no other relay sends them meanwhile."""
    if not _due(now).exists():
        return []
    with transaction.atomic():
        locked = _due(now).select_for_update(skip_locked=True).order_by("due_at", "pk")
        claims = list(locked.values_list("pk", "tries")[:BATCH])
        Delivery.objects.filter(pk__in=[pk for pk, _ in claims]).update(due_at=now + LEASE)
    return claims


def pause_after(tries: int) -> timedelta:
    """The wait before the next try: it doubles, up to an hour."""
    return min(FIRST_PAUSE * 2**tries, LONGEST_PAUSE)


def _send(claims: list[Claim]) -> None:
    with app.connection_for_write() as connection, connection.channel() as channel:
        producer = app.amqp.Producer(channel, auto_declare=False)
        for delivery_id, tries in claims:
            deliver.apply_async((delivery_id, tries), producer=producer, retry=False)


def _due(now: datetime):
    return Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=now)


def _waiting(delivery_id: int, tries: int | None):
    rows = Delivery.objects.select_related("event").filter(pk=delivery_id, state=Delivery.State.WAITING)
    return rows if tries is None else rows.filter(tries=tries)


def _write_down_failure(delivery_id: int, error: Exception) -> None:
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
        if delivery.state != Delivery.State.WAITING:
            return
        delivery.tries += 1
        delivery.last_error = f"{type(error).__name__}: {error}"[:2000]
        delivery.due_at = timezone.now() + pause_after(delivery.tries)
        if delivery.tries >= MAX_TRIES:
            delivery.state = Delivery.State.FAILED
        delivery.save(update_fields=["tries", "last_error", "due_at", "state"])


def _broker_errors() -> tuple[type[Exception], ...]:
    connection = app.connection_for_write()
    return (*connection.connection_errors, *connection.channel_errors, OSError)
