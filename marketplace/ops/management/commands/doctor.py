"""`manage.py doctor`: what works, what does not, and what to do about it, in plain words."""

import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from marketplace.checks import uses_simulator
from marketplace.events.models import Delivery, Event
from marketplace.ops import probes


class Command(BaseCommand):
    help = "Say what works and what does not. Exit status 1 when something does not."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        failed = 0
        for what, find_fault in EXAMINATIONS:
            fault = _told(find_fault)
            failed += bool(fault)
            self.stdout.write(f"{'!!' if fault else 'ok'}  {what}{f': {fault}' if fault else ''}")
        if failed:
            raise SystemExit(1)


def the_database() -> str:
    return "" if probes.answers(probes.database) else "it does not answer. Is DATABASE_URL right?"


def migrations() -> str:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return f"{missing} are missing. Run `python manage.py migrate`." if missing else ""


def the_cache() -> str:
    return "" if probes.answers(probes.shared_cache) else "it does not answer. Is REDIS_URL right?"


def the_broker() -> str:
    return "" if probes.answers(probes.broker) else "it does not answer; later work waits in the database."


def later_work() -> str:
    """Faults of the outbox: what failed for good, and what nobody has looked at for a minute."""
    return "; ".join(_faults_of_later_work())


def payments() -> str:
    if not uses_simulator(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE):
        return ""
    address = urlsplit(settings.STRIPE_API_BASE)
    try:
        with socket.create_connection((address.hostname or "", address.port or 80), timeout=2):
            return ""
    except OSError:
        return f"the Stripe simulator is not running at {settings.STRIPE_API_BASE}. `make demo` starts it."


EXAMINATIONS: list[tuple[str, Callable[[], str]]] = [
    ("Database", the_database),
    ("Migrations", migrations),
    ("Cache", the_cache),
    ("Broker", the_broker),
    ("Later work", later_work),
    ("Payments", payments),
]


def _faults_of_later_work() -> Iterator[str]:
    failed = Delivery.objects.filter(state=Delivery.State.FAILED).order_by("-due_at")
    for last in failed[:1]:
        yield f"{failed.count()} deliveries failed for good, the last of {last.handler}: {last.last_error}"
    since = timezone.now() - timedelta(minutes=1)
    idle = Event.objects.filter(fanned_out_at=None, happened_at__lt=since).count()
    if idle:
        yield f"{idle} events wait for a minute or more. Do worker and beat run?"


def _told(find_fault: Callable[[], str]) -> str:
    """An examination that cannot be made is a fault too."""
    try:
        return find_fault()
    except Exception as error:
        return f"cannot be examined ({error})"
