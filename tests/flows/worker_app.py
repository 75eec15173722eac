"""The project's Celery application as it is, on a queue of the test's own and with leases that suit the patience of a test."""

import os
from datetime import timedelta

import django

django.setup()

from marketplace.notices import post  # noqa: E402
from tasks import app, relay  # noqa: E402

app.conf.task_default_queue = os.environ["PROOF_QUEUE"]
relay.LEASE = post.LEASE = timedelta(seconds=3)
