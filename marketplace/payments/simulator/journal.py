"""All that happened, in order: requests, events, deliveries, faults, pages, steps of the clock."""

import json
from collections.abc import Iterable
from typing import Any

from marketplace.payments.simulator.world import Body, World

_REFERENCES = ("id", "payment_intent", "charge", "latest_charge", "client_reference_id", "transfer", "destination")


def write(world: World, kind: str, subjects: Iterable[Any], **data: Any) -> None:
    cursor = world.store.run(
        "INSERT INTO journal (at, kind, data) VALUES (?, ?, ?)", (world.now(), kind, json.dumps(data))
    )
    for subject in {subject for subject in subjects if isinstance(subject, str) and subject}:
        world.store.run("INSERT INTO journal_subject (subject, seq) VALUES (?, ?)", (subject, cursor.lastrowid))


def subjects(body: Body) -> list[Any]:
    """The ids by which an object's entries are found: its own, those it points to, its metadata's values."""
    metadata = body.get("metadata")
    return [body.get(name) for name in _REFERENCES] + (list(metadata.values()) if isinstance(metadata, dict) else [])


def read(world: World, kind: str = "", object: str = "", after: int = 0) -> list[Body]:
    """Entries newer than number ``after``, oldest first; narrowed to a kind and to an object's id or metadata value."""
    sql = "SELECT journal.* FROM journal"
    values: list[Any] = []
    if object:
        sql += " JOIN journal_subject USING (seq)"
    sql += " WHERE seq > ?"
    values.append(after)
    if object:
        sql += " AND subject = ?"
        values.append(object)
    if kind:
        sql += " AND kind = ?"
        values.append(kind)
    rows = world.store.rows(sql + " ORDER BY seq", values)
    return [{"seq": row["seq"], "at": row["at"], "kind": row["kind"], **json.loads(row["data"])} for row in rows]
