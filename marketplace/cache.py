"""The shared cache on Redis, forgiving: while Redis is away nothing is remembered, and no page fails for it (I19)."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def _forgiving(answer_without: Any) -> Callable[[Callable], Callable]:
    """Let a method answer as an empty cache would when Redis does not."""

    def wrap(method: Callable) -> Callable:
        @wraps(method)
        def forgiving(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
            try:
                return method(self, *args, **kwargs)
            except (RedisError, OSError) as error:
                log.warning("The cache is away: %s", type(error).__name__)
                return answer_without(*args, **kwargs) if callable(answer_without) else answer_without

        return forgiving

    return wrap


def _default(key: str, default: Any = None, version: int | None = None) -> Any:
    return default


def _nothing(keys: Any, version: int | None = None) -> dict[str, Any]:
    return {}


def _all_failed(data: dict[str, Any], timeout: Any = None, version: int | None = None) -> list[str]:
    return list(data)


class ForgivingRedisCache(RedisCache):
    add = _forgiving(True)(RedisCache.add)
    get = _forgiving(_default)(RedisCache.get)
    set = _forgiving(None)(RedisCache.set)
    touch = _forgiving(False)(RedisCache.touch)
    delete = _forgiving(False)(RedisCache.delete)
    get_many = _forgiving(_nothing)(RedisCache.get_many)
    has_key = _forgiving(False)(RedisCache.has_key)
    # The first of a count that nobody keeps.
    incr = _forgiving(1)(RedisCache.incr)
    set_many = _forgiving(_all_failed)(RedisCache.set_many)
    delete_many = _forgiving(None)(RedisCache.delete_many)
    clear = _forgiving(False)(RedisCache.clear)
