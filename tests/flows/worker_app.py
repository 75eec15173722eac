"""The project's Celery application as it is, on a queue of the test's own and with leases that suit the patience of a test."""

import os
from datetime import timedelta

import django

django.setup()

from marketplace.notices import post
from tasks import app, relay

app.conf.task_default_queue = os.environ["PROOF_QUEUE"]
relay.LEASE = post.LEASE = timedelta(seconds=3)
