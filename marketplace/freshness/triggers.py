"""Triggers that write a `Change` for every watched table, on SQLite and PostgreSQL.

They are laid after every `migrate`, not by a migration: SQLite drops the triggers of a table that a later migration builds
anew, and nobody would notice. Laying is safe to repeat and takes no lock where nothing is missing.
"""

from typing import Any

from django.db import connections

from marketplace.freshness import watched
from marketplace.freshness.models import Change
from marketplace.freshness.watched import Watch

VERBS = ("insert", "update", "delete")

_SQLITE = """CREATE TRIGGER "{name}" AFTER {verb} ON "{table}" {when}
BEGIN INSERT INTO freshness_change (source) VALUES ('{table}'); END"""
# One row a transaction: the setting is forgotten with it, and with a savepoint that is rolled back.
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NOT ({changed}) THEN RETURN NULL; END IF;
    END IF;
    IF current_setting('freshness.noted', true) IS DISTINCT FROM txid_current()::text THEN
        PERFORM set_config('freshness.noted', txid_current()::text, true);
        INSERT INTO freshness_change (source) VALUES (TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$
"""
_POSTGRESQL_TRIGGER = """CREATE TRIGGER "{name}" AFTER INSERT OR UPDATE OR DELETE ON "{table}"
FOR EACH ROW EXECUTE FUNCTION "{name}"()"""


def on(table: str, *columns: str) -> None:
    """Let changes of a table show on public pages: every insert and delete, and updates of `columns` (none: of any).

    Called in `AppConfig.ready()` of the app whose table it is; the next `migrate` lays the triggers.
    """
    watched.TABLES[table] = watched.columns(table, *columns)


def lay(using: str = "default") -> None:
    """Every watched table that exists gets its triggers. Afterwards all kept pages are out of date."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    if Change._meta.db_table not in there:
        return
    put = _lay_postgresql if connection.vendor == "postgresql" else _lay_sqlite
    with connection.cursor() as cursor:
        for watch in watched.TABLES.values():
            if watch.table in there:
                put(cursor, watch)
    Change.objects.using(using).create(source="migrate")


def take_off(using: str = "default") -> None:
    """Before tables change. PostgreSQL's functions look their columns up late, so there they stay."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        for name in _laid_sqlite(cursor):
            cursor.execute(f'DROP TRIGGER "{name}"')


def missing(using: str = "default") -> list[str]:
    """Watched tables that exist and have no trigger."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            laid = _laid_postgresql(cursor)
            wanted = {table: {_name(table)} for table in watched.TABLES}
        else:
            laid = set(_laid_sqlite(cursor))
            wanted = {table: {_name(table, verb) for verb in VERBS} for table in watched.TABLES}
    return sorted(table for table in wanted if table in there and not wanted[table] <= laid)


def _lay_sqlite(cursor: Any, watch: Watch) -> None:
    laid = _laid_sqlite(cursor)
    for verb in VERBS:
        name = _name(watch.table, verb)
        when = f"WHEN {_changed(watch, 'IS NOT')}" if verb == "update" and watch.values else ""
        text = _SQLITE.format(name=name, verb=verb.upper(), table=watch.table, when=when)
        if laid.get(name) == text:
            continue
        cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        cursor.execute(text)


def _lay_postgresql(cursor: Any, watch: Watch) -> None:
    name = _name(watch.table)
    changed = _changed(watch, "IS DISTINCT FROM") if watch.values else "OLD IS DISTINCT FROM NEW"
    cursor.execute(_POSTGRESQL.format(name=name, changed=changed))
    if name not in _laid_postgresql(cursor):
        cursor.execute(_POSTGRESQL_TRIGGER.format(name=name, table=watch.table))


def _laid_sqlite(cursor: Any) -> dict[str, str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'freshness_*'")
    return dict(cursor.fetchall())


def _laid_postgresql(cursor: Any) -> set[str]:
    cursor.execute("SELECT tgname FROM pg_trigger WHERE starts_with(tgname::text, 'freshness_')")
    return {name for (name,) in cursor.fetchall()}


def _name(table: str, verb: str = "") -> str:
    return f"freshness_{table}_{verb}".rstrip("_")


def _changed(watch: Watch, differs: str) -> str:
    """SQL: whether any of the values that count is another than before; empty counts as a value."""
    return " OR ".join(f"({value.format(row='OLD')}) {differs} ({value.format(row='NEW')})" for value in watch.values)
