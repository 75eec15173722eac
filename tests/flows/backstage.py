"""Real workers on the database of the test, and what they have done so far."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from marketplace.events.models import Delivery, Event
from marketplace.notices.models import Mail
from tests.tasks.stage import ROOT, address_of_database


class Backstage:
    """Starts the worker and the schedule, kills them with -9, and reads the mailbox they fill."""

    def __init__(self, folder: Path, broker: str = "") -> None:
        self.log, self.mailbox = folder / "worker.log", folder / "mail"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.flows.worker_settings",
            "DATABASE_URL": address_of_database(),
            "REDIS_URL": broker,
            "QUEUE_DIRECTORY": str(folder / "queue"),
            "PROOF_QUEUE": f"flow-{uuid.uuid4().hex[:8]}",
            "PROOF_MAILBOX": str(self.mailbox),
        }

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

    def done(self) -> int:
        return Delivery.objects.filter(state=Delivery.State.DONE).count()

    def nothing_waits(self) -> bool:
        """Every event handed out, every delivery done, every mail sent."""
        return not (
            Event.objects.filter(fanned_out_at__isnull=True).exists()
            or Delivery.objects.exclude(state=Delivery.State.DONE).exists()
            or Mail.objects.exclude(state=Mail.State.SENT).exists()
        )

    def wait_until(self, what: Callable[[], bool], seconds: float) -> None:
        limit = time.monotonic() + seconds
        while not what():
            if time.monotonic() > limit or any(process.poll() is not None for process in self.processes):
                raise AssertionError(f"not in {seconds} s; the log ends with\n{self.log.read_text()[-3000:]}")
            time.sleep(0.1)

    def letters(self) -> list[Path]:
        return list(self.mailbox.glob("*.eml"))

    def _celery(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "celery", "--quiet", "-A", "tests.flows.worker_app", *arguments]
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


def mails_by_message() -> Counter[str]:
    return Counter(Mail.objects.values_list("message", flat=True))
