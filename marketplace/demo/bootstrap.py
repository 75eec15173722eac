"""The schema as `migrate` makes it, kept as SQL so that a first start takes a second and not half a minute.

The text depends on the migrations alone: dates and random keys that migrations write are replaced by fixed ones.
"""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

SNAPSHOT = Path(__file__).with_name("bootstrap.sql.gz")

_FIXED = {
    # The order in which unrelated migrations run is not fixed.
    ("django_migrations", "id"): "quote(row_number() OVER (ORDER BY app, name))",
    ("django_migrations", "applied"): "quote('2026-01-01 00:00:00')",
    ("wagtailcore_page", "translation_key"): "quote(printf('%032x', id))",
}

# When migrations ran says nothing of the schema; the first `migrate` after a restore writes a row of its own.
_ROWS_LEFT_OUT = {"freshness_change"}


def dump(database: Path) -> str:
    """A migrated SQLite database as SQL: tables with their rows, then indexes and triggers."""
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(_statements(connection)) + "\n"


def write(sql: str) -> None:
    SNAPSHOT.write_bytes(gzip.compress(sql.encode(), mtime=0))


def read() -> str:
    return gzip.decompress(SNAPSHOT.read_bytes()).decode()


def restore(database: Path) -> None:
    """Make a database from the snapshot. It appears whole or not at all.

    Raises FileExistsError when there is one already.
    """
    if database.exists():
        raise FileExistsError(database)
    database.parent.mkdir(parents=True, exist_ok=True)
    draft = database.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    connection.executescript(f"BEGIN;\n{read()}COMMIT;")
    connection.close()
    draft.rename(database)


def _statements(connection: sqlite3.Connection) -> Iterator[str]:
    entries = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    virtual = [name for kind, name, sql in entries if sql.startswith("CREATE VIRTUAL")]
    own = [entry for entry in entries if not _made_by_sqlite(entry[1], virtual)]
    for kind, name, sql in sorted(
        own, key=lambda entry: (entry[0] != "table", entry[1] in virtual, entry[0], entry[1])
    ):
        yield f"{sql};"
        if kind == "table" and name not in virtual and name not in _ROWS_LEFT_OUT:
            yield from _rows(connection, name)


def _made_by_sqlite(name: str, virtual: list[str]) -> bool:
    """Its own tables, and those that a full-text table keeps for itself."""
    return name.startswith("sqlite_") or any(name.startswith(f"{table}_") for table in virtual)


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    values = [_FIXED.get((table, column), f'quote("{column}")') for column in columns]
    order = "app, name" if table == "django_migrations" else "rowid"
    for row in connection.execute(f'SELECT {", ".join(values)} FROM "{table}" ORDER BY {order}'):
        yield f'INSERT INTO "{table}" VALUES ({", ".join(row)});'
