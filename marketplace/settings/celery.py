"""Later work. A Redis broker when REDIS_URL is set, otherwise files in `var/queue` with atomic writes."""

from marketplace.settings.env import VAR, env

_redis = env("REDIS_URL", default="")
QUEUE_DIRECTORY = env("QUEUE_DIRECTORY", default=str(VAR / "queue"))

# A Redis that is away or silent is given up after seconds; the rows wait in the database.
_redis_options = {"visibility_timeout": 300, "socket_timeout": 3, "socket_connect_timeout": 2}
_files_options = {"queue_directory": QUEUE_DIRECTORY, "polling_interval": 0.1}

CELERY_BROKER_URL = _redis or "files://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = _redis_options if _redis else _files_options
# A broker that is away delays later work and never ends the worker.
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# The queues of `inspect` and of dead workers would fill the broker's folder for ever.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = bool(_redis)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 120
CELERY_TIMEZONE = "Asia/Jakarta"
CELERY_IMPORTS = ["tasks.relay", "tasks.mails", "tasks.cleanup", "tasks.schedule"]
# In memory: every job may run twice or late, so there is nothing to remember and no file to go bad.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 1
