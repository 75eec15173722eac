"""Whether the parts that the marketplace leans on answer. Each probe raises when its part does not."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import connection

SECONDS = 2


def database() -> None:
    with connection.cursor() as cursor:
        # Of a table that must be there: a connection to an empty database answers as well.
        cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")


def shared_cache() -> None:
    """Raises ConnectionError when the cache does not give back what it was given."""
    cache.set("ops:probe", "here", timeout=30)
    if cache.get("ops:probe") != "here":
        raise ConnectionError("the cache forgets")


def broker() -> None:
    """Redis answers, or the folder of the embedded broker can be written."""
    if settings.REDIS_URL:
        options = {"socket_timeout": SECONDS, "socket_connect_timeout": SECONDS}
        with redis.Redis.from_url(settings.REDIS_URL, retry=None, **options) as client:
            client.ping()
        return
    Path(settings.QUEUE_DIRECTORY).mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=settings.QUEUE_DIRECTORY):
        pass


PROBES: dict[str, Callable[[], None]] = {"database": database, "cache": shared_cache, "broker": broker}


def answers(probe: Callable[[], None]) -> bool:
    try:
        probe()
    except Exception:
        return False
    return True
