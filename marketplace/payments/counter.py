"""How many readers of one process may wait for the gateway at a time. A silent gateway must not hold every thread of a
process, or the shop's other pages would wait with those who pay."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from marketplace.payments.gateway import Unavailable

# Of the four threads that a web process has (Dockerfile).
PLACES = 2
SECONDS = 1.0
_places = BoundedSemaphore(PLACES)


@contextmanager
def place() -> Iterator[None]:
    """Ask the gateway inside this. Raises gateway.Unavailable when nobody leaves within a second."""
    if not _places.acquire(timeout=SECONDS):
        raise Unavailable("others wait for the gateway already")
    try:
        yield
    finally:
        _places.release()
