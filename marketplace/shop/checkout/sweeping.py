"""How a sweep goes through its rows: one row's trouble keeps no other from its turn, and a dead line ends the round."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from marketplace.payments import gateway

log = logging.getLogger(__name__)

# So many rows in a row without an answer: the gateway is away, and waiting out every row would take hours.
SILENCES = 3


def each(rows: Iterable[Any], act: Callable[[Any], Any], claim: Callable[[Any], bool]) -> int:
    """Act on every row that can be claimed. Returns how many came to something."""
    done = silences = 0
    for row in rows:
        if not claim(row):
            continue
        try:
            done += bool(act(row))
            silences = 0
        except gateway.Unavailable as error:
            log.warning("%s waits: %s", row, error)
            silences += 1
        except gateway.Declined as error:
            log.warning("%s waits: %s", row, error)
        except Exception:
            log.exception("%s waits", row)
        if silences == SILENCES:
            break
    return done
