"""An empty shop after each test in seconds: PostgreSQL's copies are whole databases, which a busy disk takes long to write."""

from django.db import connection

from tests import template_database

_TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"


def filled_tables() -> set[str]:
    if connection.vendor == "sqlite":
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f"(SELECT '{name}' FROM \"{name}\" LIMIT 1)" for name in names))
        return {name for (name,) in cursor.fetchall()}


def empty(seeded: set[str], worker: str) -> None:
    """Leave the tables that migrations filled. The ledger's triggers and foreign keys look away meanwhile."""
    if connection.vendor == "sqlite":
        template_database.use_a_copy(worker)
        return
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for name in sorted(filled_tables() - seeded):
            cursor.execute(f'DELETE FROM "{name}"')
        cursor.execute("SET session_replication_role = DEFAULT")
    connection.close()
