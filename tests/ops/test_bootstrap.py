"""The snapshot a first start is restored from says what the migrations say."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from marketplace.demo import bootstrap

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="the snapshot is one of SQLite")


def test_the_snapshot_is_what_migrate_makes(committed_db):
    now = bootstrap.dump(Path(connection.settings_dict["NAME"]))
    assert now == bootstrap.read(), "migrations changed: run `make bootstrap` and commit the snapshot"


def test_a_restored_database_holds_the_same_again(tmp_path):
    database = tmp_path / "var" / "new.sqlite3"
    bootstrap.restore(database)
    assert bootstrap.dump(database) == bootstrap.read()


def test_a_restored_database_keeps_the_triggers_of_the_ledger(tmp_path):
    bootstrap.restore(tmp_path / "new.sqlite3")
    with closing(sqlite3.connect(tmp_path / "new.sqlite3")) as restored:
        triggers = restored.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]
    assert triggers > 0


def test_a_database_that_exists_is_never_replaced(tmp_path):
    (tmp_path / "mine.sqlite3").write_text("precious")
    with pytest.raises(FileExistsError):
        bootstrap.restore(tmp_path / "mine.sqlite3")
    assert (tmp_path / "mine.sqlite3").read_text() == "precious"
