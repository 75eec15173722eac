"""One SQLite file holds all state; whatever a request changed is committed before it is answered."""

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Body = dict[str, Any]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS object (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, account TEXT NOT NULL,
    created INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS object_kind ON object (kind, account, seq);
CREATE INDEX IF NOT EXISTS object_intent ON object (json_extract(body, '$.payment_intent'));
CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS idempotency (
    account TEXT NOT NULL, key TEXT NOT NULL, created INTEGER NOT NULL, fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL, body TEXT NOT NULL, request_id TEXT NOT NULL, PRIMARY KEY (account, key));
CREATE TABLE IF NOT EXISTS agenda (
    id INTEGER PRIMARY KEY, due INTEGER NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS agenda_due ON agenda (due);
CREATE TABLE IF NOT EXISTS delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL,
    due INTEGER NOT NULL, rank REAL NOT NULL, attempts INTEGER NOT NULL, state TEXT NOT NULL, fault TEXT);
CREATE INDEX IF NOT EXISTS delivery_state ON delivery (state, due);
CREATE INDEX IF NOT EXISTS delivery_event ON delivery (event);
CREATE TABLE IF NOT EXISTS fault (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, scope TEXT NOT NULL, times INTEGER,
    options TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS journal_subject (subject TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (subject, seq));
"""
_TABLES = ("object", "setting", "idempotency", "agenda", "delivery", "fault", "journal", "journal_subject")


class Store:
    """Every access holds one lock, so a transaction sees and changes the state alone."""

    def __init__(self, path: str) -> None:
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._depth = 0
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_SCHEMA)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; an inner one is a savepoint of the outer."""
        with self._lock:
            name = f"level_{self._depth}"
            self._db.execute(f"SAVEPOINT {name}" if self._depth else "BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                self._db.execute(f"ROLLBACK TO {name}" if self._depth else "ROLLBACK")
                if self._depth:
                    self._db.execute(f"RELEASE {name}")
                raise
            self._depth -= 1
            self._db.execute(f"RELEASE {name}" if self._depth else "COMMIT")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def run(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        with self._lock:
            return self._db.execute(sql, values)

    def save(self, kind: str, body: Body, account: str = "") -> Body:
        """Write an object under its ``id``; a new one is listed as the newest of its kind."""
        self.run(
            "INSERT INTO object (id, kind, account, created, body) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            (body["id"], kind, account, body.get("created", 0), json.dumps(body)),
        )
        return body

    def find(self, kind: str, id: str, account: str = "") -> Body | None:
        rows = self.rows("SELECT body FROM object WHERE id = ? AND kind = ? AND account = ?", (id, kind, account))
        return json.loads(rows[0]["body"]) if rows else None

    def find_any(self, id: str) -> Body | None:
        rows = self.rows("SELECT body FROM object WHERE id = ?", (id,))
        return json.loads(rows[0]["body"]) if rows else None

    def account_of(self, id: str) -> str:
        """The connected account an object belongs to; empty for the platform's own."""
        return str(self.rows("SELECT account FROM object WHERE id = ?", (id,))[0]["account"])

    def seq(self, kind: str, id: str, account: str = "") -> int | None:
        """The place of an object in the order of creation."""
        rows = self.rows("SELECT seq FROM object WHERE id = ? AND kind = ? AND account = ?", (id, kind, account))
        return int(rows[0]["seq"]) if rows else None

    def select(
        self, kind: str, where: str = "1", values: Sequence[Any] = (), account: str = "", order: str = "seq"
    ) -> list[Body]:
        sql = f"SELECT body FROM object WHERE kind = ? AND account = ? AND {where} ORDER BY {order}"
        return [json.loads(row["body"]) for row in self.rows(sql, (kind, account, *values))]

    def setting(self, key: str, default: Any = None) -> Any:
        rows = self.rows("SELECT value FROM setting WHERE key = ?", (key,))
        return json.loads(rows[0]["value"]) if rows else default

    def set_setting(self, key: str, value: Any) -> None:
        self.run("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (key, json.dumps(value)))

    def clear(self) -> None:
        with self.transaction():
            for table in _TABLES:
                self.run(f"DELETE FROM {table}")
            self.run("DELETE FROM sqlite_sequence")

    def close(self) -> None:
        with self._lock:
            self._db.close()
