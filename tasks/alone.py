"""Keeps work that waits for others from taking every thread of a worker."""

from collections.abc import Callable
from functools import wraps
from threading import Lock

_locks: dict[str, Lock] = {}


def alone(whom: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Run at most one job that waits for `whom` (a mail server, the gateway) per process.

    A job that finds another at it is dropped: the schedule sends the next one soon.
    """

    def decorate(job: Callable[[], None]) -> Callable[[], None]:
        lock = _locks.setdefault(whom, Lock())

        @wraps(job)
        def run() -> None:
            if lock.acquire(blocking=False):
                try:
                    job()
                finally:
                    lock.release()

        return run

    return decorate
