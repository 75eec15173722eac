"""What a machine needs before the demo can run, made once and never overwritten."""

import secrets
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from marketplace.demo import bootstrap
from vendors.models import Vendor


def write_env(root: Path) -> bool:
    """Copy .env.example to .env with a SECRET_KEY of this machine. False when there is one already."""
    target = root / ".env"
    if target.exists():
        return False
    text = (root / ".env.example").read_text("utf-8")
    target.touch(mode=0o600)
    target.write_text(text.replace("SECRET_KEY=\n", f"SECRET_KEY={secrets.token_urlsafe(50)}\n", 1), "utf-8")
    return True


def make_folders() -> None:
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT, settings.QUEUE_DIRECTORY, settings.MAILBOX):
        Path(folder).mkdir(parents=True, exist_ok=True)


def make_database() -> bool:
    """Restore the snapshot where SQLite has no database yet. False when there is one, or a server holds it."""
    database = Path(settings.DATABASES["default"]["NAME"])
    if connection.vendor != "sqlite" or database.exists():
        return False
    bootstrap.restore(database)
    return True


def migrate() -> bool:
    """Apply migrations newer than the database. False when there are none."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=1, interactive=False)
    return True


def fill() -> bool:
    """Load the demo's goods, shops and people into an empty shop. False when somebody has a shop already."""
    if "load_demo" not in get_commands() or Vendor.objects.exists():
        return False
    call_command("load_demo")
    return True
