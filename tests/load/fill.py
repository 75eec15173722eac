"""Fills the empty database of the settings in force: `python -m tests.load.fill ours|stock PRODUCTS OFFERS MANIFEST`."""

import importlib
import sys
from pathlib import Path

import django
from django.db import connection, transaction


def main(side: str, products: int, offers: int, listed: Path) -> None:
    django.setup()
    shop = importlib.import_module(f"tests.load.{side}.fill")
    from tests.load import catalogue, manifest

    shop.migrate()
    with transaction.atomic():
        shop.fill(catalogue.Size(products), offers)
    manifest.write(listed, catalogue.manifest_of())
    _settle()


def _settle() -> None:
    """Let the planner know what is there, and leave no journal beside the file that is copied."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
