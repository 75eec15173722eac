"""A bare Celery application on the broker of files, for its stress test: nothing of the marketplace in the way."""

import os
from pathlib import Path

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

TRANSPORT_ALIASES["files"] = "tasks.fsbroker:Transport"
FOLDER = Path(os.environ["PROOF_FOLDER"])

app = Celery("plain", broker="files://localhost")
app.conf.update(
    broker_transport_options={"queue_directory": str(FOLDER / "queue"), "polling_interval": 0.01},
    broker_connection_retry_on_startup=True,
    worker_enable_remote_control=False,
    worker_prefetch_multiplier=4,
    task_ignore_result=True,
    imports=["tests.tasks.plain_app"],
)


@app.task(bind=True, max_retries=1)
def note(self, number: int) -> None:
    """Every second task fails once and is sent again by Celery itself."""
    if number % 2 and self.request.retries == 0:
        raise self.retry(countdown=0)
    with (FOLDER / "noted.txt").open("a") as file:
        file.write(f"{number}\n")
