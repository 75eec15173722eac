"""The outbox's front door. A request writes what happened here and never talks to a broker, a mail server or an index."""

from typing import Any

from django.db import transaction

from marketplace.events.models import Event


def record(kind: str, *, key: str, **payload: Any) -> None:
    """Write down that `kind` happened, once per `key`, in the caller's transaction.

    Raises RuntimeError outside a transaction: an event that could outlive a rollback would be a lie.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{kind} must be recorded in the transaction in which it happens")
    Event.objects.bulk_create([Event(kind=kind, key=key, payload=payload)], ignore_conflicts=True)
