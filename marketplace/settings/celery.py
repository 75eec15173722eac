"""Later work. A Redis broker when REDIS_URL is set, otherwise files in `var/queue` with atomic writes."""

from marketplace.settings.env import VAR, env

_redis = env("REDIS_URL", default="")
QUEUE_DIRECTORY = env("QUEUE_DIRECTORY", default=str(VAR / "queue"))

CELERY_BROKER_URL = _redis or "tasks.fsbroker:Transport://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 300, "socket_timeout": 5, "socket_connect_timeout": 2}
    if _redis
    else {"queue_directory": QUEUE_DIRECTORY, "polling_interval": 0.1}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 120
CELERY_TIMEZONE = "Asia/Jakarta"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
