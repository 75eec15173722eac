"""A filled database for each side: made once per state of the code and size, then copied for each run."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from PIL import Image

from tests.load.manifest import Manifest, read

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(tempfile.gettempdir()) / "pasar-jambi-bench"
MEDIA = FOLDER / "media"
SIDES = ("ours", "stock")


@dataclass(frozen=True)
class Filled:
    """A database to be used up by one run."""

    url: str
    manifest: Manifest


def copy_of(side: str, server: str, products: int, offers: int) -> Filled:
    """A fresh copy of the filled database of `side`, on a PostgreSQL `server` (its URL) or as a SQLite file if that is empty."""
    kind = "pg" if server else "sqlite"
    name = f"bench_{side}_{kind}_{products}_{offers}_{_fingerprint(side)}"
    manifest = FOLDER / f"{name}.json"
    _add_picture()
    make = _copy_of_postgresql if server else _copy_of_sqlite
    fill = [sys.executable, "-m", "tests.load.fill", side, str(products), str(offers), str(manifest)]
    return Filled(make(name, side, server, fill), read(manifest))


def discard(filled: Filled) -> None:
    if filled.url.startswith("sqlite"):
        for suffix in ("", "-wal", "-shm"):
            Path(f"{urlsplit(filled.url).path}{suffix}".replace("//", "/", 1)).unlink(missing_ok=True)
    else:
        with _maintenance(filled.url) as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{urlsplit(filled.url).path[1:]}" WITH (FORCE)')


def settings_of(side: str, url: str) -> dict[str, str]:
    """The environment of a process of one side."""
    told = {"DJANGO_SETTINGS_MODULE": f"tests.load.{side}.settings", "DATABASE_URL": url, "MEDIA_ROOT": str(MEDIA)}
    return {**os.environ, **told}


def _copy_of_sqlite(name: str, side: str, _server: str, fill: list[str]) -> str:
    template, copy = FOLDER / f"{name}.sqlite3", FOLDER / f"run-{os.getpid()}-{side}.sqlite3"
    if not template.exists():
        draft = template.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        for outdated in FOLDER.glob(f"{_size_of(name)}*.sqlite3"):
            outdated.unlink()
        _run(fill, settings_of(side, f"sqlite:///{draft}"))
        draft.rename(template)
    shutil.copyfile(template, copy)
    return f"sqlite:///{copy}"


def _copy_of_postgresql(name: str, side: str, server: str, fill: list[str]) -> str:
    copy = f"bench_run_{os.getpid()}_{side}"
    with _maintenance(server) as cursor:
        ready = cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not ready:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}_draft" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}_draft"')
            _drop_outdated(cursor, name)
            _run(fill, settings_of(side, _at(server, f"{name}_draft")))
            cursor.execute(f'ALTER DATABASE "{name}_draft" RENAME TO "{name}"')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    return _at(server, copy)


def _drop_outdated(cursor: psycopg.Cursor, name: str) -> None:
    """The filled databases of this side and size that an older state of the code has left."""
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_size_of(name)])
    for (outdated,) in cursor.fetchall():
        if not outdated.startswith(name):
            cursor.execute(f'DROP DATABASE IF EXISTS "{outdated}" WITH (FORCE)')


def _size_of(name: str) -> str:
    """The name of a filled database up to the fingerprint."""
    return name.rpartition("_")[0] + "_"


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, cwd=ROOT, env={**environment, "REDIS_URL": ""}, check=True)


def _at(server: str, name: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


@contextmanager
def _maintenance(server: str) -> Iterator[psycopg.Cursor]:
    """A cursor on the server's own database, outside any transaction."""
    address = _at(server, "postgres").replace("postgres://", "postgresql://", 1)
    with psycopg.connect(address, autocommit=True) as connection, connection.cursor() as cursor:
        yield cursor


def _add_picture() -> None:
    """The one picture of all products, so that both sides have something to shrink and to link."""
    path = MEDIA / "images" / "products" / "bench.jpg"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (800, 800), (196, 140, 60)).save(path, "JPEG")


def _fingerprint(side: str) -> str:
    """Changes with the pinned packages, the migrations and what fills the database."""
    seen = hashlib.sha256()
    here = ROOT / "tests" / "load"
    sources = [
        ROOT / "uv.lock",
        *(here / name for name in ("catalogue.py", "fill.py", "manifest.py", f"{side}/fill.py")),
    ]
    if side == "ours":
        for folder in ("marketplace", "vendors", "cms", "search"):
            sources += sorted((ROOT / folder).rglob("migrations/*.py"))
    for path in sources:
        seen.update(path.read_bytes())
    return seen.hexdigest()[:12]
