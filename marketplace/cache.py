"""A Redis cache that may be away. Then nothing is remembered, no page fails, and none waits for it more than once in a while."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ConnectionError, TimeoutError

logger = logging.getLogger(__name__)

# Seconds without asking again after Redis did not answer.
PAUSE = 5.0


def _or(answer: Callable[[], Any]) -> Callable[[Callable], Callable]:
    """What an act on the cache returns while Redis is away: the answer of a cache that holds nothing."""

    def guard(act: Callable) -> Callable:
        @wraps(act)
        def guarded(self: "Client", *args: Any, **kwargs: Any) -> Any:
            if time.monotonic() < self.away_until:
                return answer()
            try:
                return act(self, *args, **kwargs)
            except (ConnectionError, TimeoutError) as error:
                logger.warning("The cache is away: %s", error)
                self.away_until = time.monotonic() + PAUSE
                return answer()

        return guarded

    return guard


def _unknown_key() -> Any:
    """As for a key that is not there."""
    raise ValueError("the cache is away")


class Client(RedisCacheClient):
    away_until = 0.0

    add = _or(bool)(RedisCacheClient.add)
    set = _or(lambda: None)(RedisCacheClient.set)
    touch = _or(bool)(RedisCacheClient.touch)
    delete = _or(bool)(RedisCacheClient.delete)
    get_many = _or(dict)(RedisCacheClient.get_many)
    has_key = _or(bool)(RedisCacheClient.has_key)
    incr = _or(_unknown_key)(RedisCacheClient.incr)
    set_many = _or(lambda: None)(RedisCacheClient.set_many)
    delete_many = _or(lambda: None)(RedisCacheClient.delete_many)
    clear = _or(bool)(RedisCacheClient.clear)
    _found = _or(lambda: None)(RedisCacheClient.get)

    def get(self, key: str, default: Any) -> Any:
        found = self._found(key, None)
        return default if found is None else found


class OptionalRedisCache(RedisCache):
    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
