"""The Celery application. `celery -A tasks worker` and `celery -A tasks beat` start from here."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.dev")

# A broker address may not name a module, so ours gets a scheme: `files://`.
TRANSPORT_ALIASES["files"] = "tasks.fsbroker:Transport"

app = Celery("marketplace")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Tasks that run in threads of the worker must find this application, not an empty one.
app.set_default()
