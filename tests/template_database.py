"""One migrated database per state of the migrations, and cheap copies of it for each test process."""

import fcntl
import hashlib
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(tempfile.gettempdir()) / "pasar-jambi-tests"


def use_a_copy(worker: str) -> None:
    """Point the default connection at a fresh copy of the migrated template."""
    FOLDER.mkdir(exist_ok=True)
    _close()
    if connection.vendor == "sqlite":
        _use(_copy_of_sqlite(worker))
    else:
        _use(_copy_of_postgresql(worker))


def discard(worker: str) -> None:
    _close()
    if connection.vendor == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            Path(f"{_sqlite_name(worker)}{suffix}").unlink(missing_ok=True)
    else:
        with _maintenance() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{_postgresql_name(worker)}" WITH (FORCE)')


def _copy_of_sqlite(worker: str) -> str:
    template = FOLDER / f"template-{_fingerprint()}.sqlite3"
    with _lock():
        if not template.exists():
            draft = template.with_suffix(".draft")
            draft.unlink(missing_ok=True)
            _migrate(str(draft))
            draft.rename(template)
    for suffix in ("-wal", "-shm"):
        Path(f"{_sqlite_name(worker)}{suffix}").unlink(missing_ok=True)
    # Put in place whole, so that a connection somebody forgot to close keeps its own old file.
    fresh = Path(f"{_sqlite_name(worker)}.fresh")
    shutil.copyfile(template, fresh)
    fresh.replace(_sqlite_name(worker))
    return _sqlite_name(worker)


def _copy_of_postgresql(worker: str) -> str:
    template, name = f"mp_template_{_fingerprint()}", _postgresql_name(worker)
    with _lock():
        with _maintenance() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
            ready = cursor.fetchone()
            if not ready:
                cursor.execute(f'DROP DATABASE IF EXISTS "{template}_draft" WITH (FORCE)')
                cursor.execute(f'CREATE DATABASE "{template}_draft"')
        if not ready:
            _migrate(f"{template}_draft")
            with _maintenance() as cursor:
                cursor.execute(f'ALTER DATABASE "{template}_draft" RENAME TO "{template}"')
        with _maintenance() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def _migrate(name: str) -> None:
    _use(name)
    call_command("migrate", verbosity=0, interactive=False)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _close()


def _use(name: str) -> None:
    _close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _close() -> None:
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()


@contextmanager
def _maintenance():
    """A cursor on the server's own database, outside any transaction."""
    import psycopg

    given = connections.settings["default"]
    with (
        psycopg.connect(
            host=given["HOST"],
            port=given["PORT"],
            user=given["USER"],
            password=given["PASSWORD"],
            dbname="postgres",
            autocommit=True,
        ) as server,
        server.cursor() as cursor,
    ):
        yield cursor


@contextmanager
def _lock():
    with (FOLDER / "template.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _sqlite_name(worker: str) -> str:
    return str(FOLDER / f"{_checkout()}-{worker}.sqlite3")


def _postgresql_name(worker: str) -> str:
    return f"mp_test_{_checkout()}_{worker}"


def _checkout() -> str:
    return hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]


def _fingerprint() -> str:
    """Changes whenever a migration, its data, a trigger or a pinned dependency does."""
    seen = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for path in sorted((ROOT / "marketplace" / "freshness").glob("*.py")):
        seen.update(path.read_bytes())
    for folder in ("marketplace", "vendors", "cms", "search"):
        for path in sorted((ROOT / folder).rglob("migrations/*.py")) + sorted(
            (ROOT / folder).rglob("regions/data/*.csv")
        ):
            seen.update(path.read_bytes())
    return seen.hexdigest()[:16]
