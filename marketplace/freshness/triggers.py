"""Triggers that write a `Change` for every change of a watched table, on SQLite and PostgreSQL.

Put in place after every `migrate`, not by a migration: SQLite builds a table anew when a column changes, and drops its
triggers on the way. A trigger's name carries a stamp of its text, so an old one is found and replaced.
"""

import hashlib
from typing import Any

from django.db import connections, transaction

from marketplace.freshness.watched import WATCHED, Watch

PREFIX = "fresh_"
FUNCTION = """
CREATE OR REPLACE FUNCTION freshness_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO freshness_change (what) VALUES (TG_TABLE_NAME);
    RETURN NULL;
END $$
"""


def install_after_migrations(using: str = "default", **rest: Any) -> None:
    install(connections[using])


def install(connection: Any) -> None:
    """Bring the triggers of all watched tables in line with `watched.WATCHED`; what is right already is left alone."""
    present = set(connection.introspection.table_names())
    if "freshness_change" not in present:
        return
    wanted = {name: sql for watch in WATCHED if watch.table in present for name, sql in _of(watch, connection.vendor)}
    found = installed(connection)
    if wanted.keys() == found.keys():
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name in sorted(found.keys() - wanted.keys()):
            cursor.execute(_dropped(name, found[name], connection.vendor))
        for name in sorted(wanted.keys() - found.keys()):
            cursor.execute(wanted[name])


def installed(connection: Any) -> dict[str, str]:
    """The table of each of our triggers, by the trigger's name."""
    asked = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 6) = 'fresh_'",
        "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger"
        " WHERE NOT tgisinternal AND left(tgname, 6) = 'fresh_'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


def _of(watch: Watch, vendor: str) -> list[tuple[str, str]]:
    """(name, statement) of the triggers for inserts, deletes and updates of one table."""
    return [_named(watch.table, verb, vendor, watch) for verb in ("insert", "delete", "update")]


def _named(table: str, verb: str, vendor: str, watch: Watch) -> tuple[str, str]:
    text = _text(table, verb, vendor, watch)
    name = f"{PREFIX}{table}_{verb}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return name, text.replace("%name%", name)


def _text(table: str, verb: str, vendor: str, watch: Watch) -> str:
    narrowed = verb == "update" and watch.columns
    event = f"{verb.upper()} OF {', '.join(watch.columns)}" if narrowed else verb.upper()
    when = f"WHEN ({watch.moved})" if verb == "update" and watch.moved else ""
    if vendor == "postgresql":
        # One row for a statement however many rows it changes; a condition on a row needs a trigger for each.
        each = "ROW" if when else "STATEMENT"
        return (
            f"CREATE TRIGGER %name% AFTER {event} ON {table} FOR EACH {each} {when} EXECUTE FUNCTION freshness_note()"
        )
    note = f"INSERT INTO freshness_change (what) VALUES ('{table}')"
    return f"CREATE TRIGGER %name% AFTER {event} ON {table} FOR EACH ROW {when} BEGIN {note}; END"


def _dropped(name: str, table: str, vendor: str) -> str:
    return f"DROP TRIGGER {name} ON {table}" if vendor == "postgresql" else f"DROP TRIGGER {name}"
