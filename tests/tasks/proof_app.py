"""The project's Celery application as the proofs start it: in a process of its own, with handlers that leave traces.

PROOF_GUARD=off replaces the relay's `attempt` by one that marks a delivery done after its effect is committed.
"""

import os
import time
from datetime import timedelta
from pathlib import Path

import django
from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

django.setup()

from marketplace.events.models import Delivery, Event  # noqa: E402  (models need the setup above)
from tasks import app, registry, relay, schedule  # noqa: E402
from tasks.registry import handles  # noqa: E402

KIND = "proof.happened"
PAUSE = float(os.environ.get("PROOF_PAUSE", "0.02"))
OUTBOX = Path(os.environ.get("PROOF_MAILS", os.devnull))

app.conf.task_default_queue = os.environ.get("PROOF_QUEUE", "celery")
app.conf.imports = (*app.conf.imports, "tests.tasks.proof_app")
relay.LEASE = timedelta(seconds=float(os.environ.get("PROOF_LEASE", "2")))


@handles(KIND)
def count(event: Event) -> None:
    """An effect without a unique key: what runs twice shows twice."""
    _execute("INSERT INTO proof_effect (event_id) VALUES (%s)", event.pk)
    time.sleep(PAUSE)


@handles(KIND)
def queue_mail(event: Event) -> None:
    _execute("INSERT INTO proof_mail (event_id, sent) VALUES (%s, 0)", event.pk)


@shared_task(name="proof.send_mails")
def send_mails() -> None:
    """Sends outside any transaction and marks afterwards, as mail must be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT event_id FROM proof_mail WHERE sent = 0 ORDER BY event_id")
        waiting = [row[0] for row in cursor.fetchall()]
    for event_id in waiting:
        with OUTBOX.open("a") as file:
            file.write(f"<{event_id}@proof>\n")
        _execute("UPDATE proof_mail SET sent = 1 WHERE event_id = %s", event_id)


def attempt_marking_done_afterwards(delivery_id: int, tries: int | None = None) -> bool:
    delivery = Delivery.objects.select_related("event").get(pk=delivery_id)
    if delivery.state != Delivery.State.WAITING:
        return False
    with transaction.atomic():
        registry.handler_called(delivery.handler)(delivery.event)
    time.sleep(PAUSE)
    Delivery.objects.filter(pk=delivery_id).update(state=Delivery.State.DONE, done_at=timezone.now())
    return True


def _execute(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


if os.environ.get("PROOF_GUARD") == "off":
    relay.attempt = attempt_marking_done_afterwards

app.conf.beat_schedule = {
    "hand over events": schedule.every("tasks.sweep", 0.5),
    "send mails": schedule.every("proof.send_mails", 0.5),
}
