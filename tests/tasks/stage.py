"""Where the proofs play: a database with real commits, real worker processes, and a kill -9 at hand."""

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction

from marketplace.events import outbox
from marketplace.events.models import Delivery

ROOT = Path(__file__).resolve().parents[2]
KIND = "proof.happened"


class Stage:
    """Starts and kills workers on the database that the test's own connection uses."""

    def __init__(self, folder: Path, broker: str = "", **environment: str) -> None:
        self.folder = folder
        self.mails = folder / "mails.txt"
        self.log = folder / "worker.log"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "marketplace.settings.test",
            "DATABASE_URL": address_of_database(),
            "REDIS_URL": broker,
            "QUEUE_DIRECTORY": str(folder / "queue"),
            "PROOF_QUEUE": f"proof-{uuid.uuid4().hex[:8]}",
            "PROOF_MAILS": str(self.mails),
            **environment,
        }
        with connection.cursor() as cursor:
            for table, columns in (
                ("proof_effect", "event_id integer"),
                ("proof_mail", "event_id integer, sent integer"),
            ):
                cursor.execute(f"DROP TABLE IF EXISTS {table}")
                cursor.execute(f"CREATE TABLE {table} ({columns})")

    def start_worker(self) -> subprocess.Popen[bytes]:
        options = ["--pool=threads", "--concurrency=2", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        return self._celery("worker", *options)

    def start_beat(self) -> subprocess.Popen[bytes]:
        return self._celery("beat", "--pidfile=")

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.processes.remove(process)

    def close(self) -> None:
        for process in list(self.processes):
            self.kill(process)

    def happen(self, number: int) -> None:
        """As many events, each in a transaction of its own, as requests would record them."""
        for _ in range(number):
            with transaction.atomic():
                outbox.record(KIND, key=f"{KIND}:{uuid.uuid4().hex}")

    def effects(self) -> Counter[int]:
        return Counter(row[0] for row in rows("SELECT event_id FROM proof_effect"))

    def mails_queued(self) -> Counter[int]:
        return Counter(row[0] for row in rows("SELECT event_id FROM proof_mail"))

    def mails_sent(self) -> Counter[str]:
        return Counter(self.mails.read_text().split()) if self.mails.exists() else Counter()

    def all_done(self, events: int) -> bool:
        """Every delivery done and every queued mail sent."""
        waiting = Delivery.objects.exclude(state=Delivery.State.DONE).count()
        done = Delivery.objects.filter(state=Delivery.State.DONE).count()
        unsent = rows("SELECT count(*) FROM proof_mail WHERE sent = 0")[0][0]
        return waiting == 0 and done == 2 * events and unsent == 0

    def wait_until(self, what: Callable[[], bool], seconds: float) -> None:
        limit = time.monotonic() + seconds
        while not what():
            if time.monotonic() > limit or any(process.poll() is not None for process in self.processes):
                raise AssertionError(f"not in {seconds} s; the log ends with\n{self.log.read_text()[-3000:]}")
            time.sleep(0.02)

    def _celery(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "celery", "--quiet", "-A", "tests.tasks.proof_app", *arguments]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [*command, "--loglevel=WARNING"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def address_of_database() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
