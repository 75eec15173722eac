"""`make demo`: the whole marketplace on one machine. A second run starts what is there and destroys nothing."""

import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from marketplace.checks import SIMULATOR_KEY
from marketplace.demo import first_start
from marketplace.demo.accounts import PASSWORD, one_per_role
from marketplace.demo.processes import Company, Program

BIN = Path(sys.executable).parent


class Command(BaseCommand):
    help = "Serve the shop with worker, schedule and payment simulator; Ctrl-C ends all of it."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        port = int(os.environ.get("PORT", "8000"))
        host = os.environ.get("HOST", "127.0.0.1")
        company = Company(environment=environment(host, port), write=self._log, colour=sys.stdout.isatty())
        company.end_on_signals()
        try:
            if settings.STRIPE_SECRET_KEY == SIMULATOR_KEY:
                company.start(Program("stripe", simulator(port)))
            self._prepare()
            company.start(Program("web", web(host, port)))
            if wait_for(f"http://127.0.0.1:{port}/healthz", company):
                # Only now, so that on a small machine they do not delay the first page.
                company.start(Program("worker", WORKER))
                company.start(Program("beat", BEAT))
                self._welcome(port)
            company.keep_running()
        finally:
            company.stop()
            self.stdout.write("All ended.")

    def _prepare(self) -> None:
        if first_start.write_env(settings.ROOT):
            self.stdout.write(".env written, with a secret key of this machine")
        first_start.make_folders()
        if first_start.make_database():
            self.stdout.write("Database restored from the snapshot")
        first_start.migrate()
        if first_start.fill():
            self.stdout.write("The shop is filled")

    def _welcome(self, port: int) -> None:
        site = f"http://127.0.0.1:{port}"
        rows = [
            ("Shop", f"{site}/"),
            ("Vendors", f"{site}/mitra/"),
            ("PLUT staff and pages", f"{site}/cms/"),
            ("Mails", f"{site}/surat/"),
        ]
        accounts = one_per_role()
        lines = [f"  {name:<22} {address}" for name, address in rows]
        if accounts:
            lines += ["", f"  Log in with the password {PASSWORD} as"]
            lines += [f"  {role:<22} {email}" for role, email in accounts]
        frame = "-" * 72
        self.stdout.write("\n".join(["", frame, *lines, "", "  Ctrl-C ends all of it.", frame, ""]))
        self.stdout.flush()

    def _log(self, line: str) -> None:
        self.stdout.write(line, ending="")
        self.stdout.flush()


def environment(host: str, port: int) -> dict[str, str]:
    """What the processes of the demo are told; what is set outside wins."""
    told = {
        "DEBUG": "False",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "STRIPE_API_BASE": f"http://127.0.0.1:{port + 1}",
        "PYTHONUNBUFFERED": "1",
    }
    return {**told, **os.environ}


def web(host: str, port: int) -> list[str]:
    serve_media = ["--static-path-route", settings.MEDIA_URL.rstrip("/"), "--static-path-mount", settings.MEDIA_ROOT]
    size = ["--workers", "1", "--blocking-threads", "4", "--no-ws"]
    address = ["--interface", "wsgi", "--host", host, "--port", str(port)]
    return [str(BIN / "granian"), *address, *size, *serve_media, "marketplace.wsgi:application"]


WORKER = [
    *(
        str(BIN / "celery"),
        "--quiet",
        "-A",
        "tasks",
        "worker",
        "--pool=threads",
        "--concurrency=4",
        "--loglevel=WARNING",
    ),
    # Talk between workers, which the broker of files would keep for ever.
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
]
BEAT = [str(BIN / "celery"), "--quiet", "-A", "tasks", "beat", "--loglevel=WARNING", "--pidfile="]


def simulator(port: int) -> list[str]:
    webhook = f"http://127.0.0.1:{port}/webhooks/stripe/"
    command = [sys.executable, "-m", "marketplace.payments.simulator", "--port", str(port + 1), "--webhook", webhook]
    return [
        *command,
        "--webhook-secret",
        settings.STRIPE_WEBHOOK_SECRET,
        "--state",
        str(settings.VAR / "simulator.sqlite3"),
    ]


def wait_for(address: str, company: Company, seconds: float = 120) -> bool:
    """Whether an address answered before its time was over or the company was told to end."""
    limit = time.monotonic() + seconds
    while not company.ending and time.monotonic() < limit:
        company.look_after()
        try:
            with urllib.request.urlopen(address, timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
