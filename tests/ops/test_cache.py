"""Redis away: pages go on without a memory."""

import pytest
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as Away

from marketplace.cache import ForgivingRedisCache

NOBODY_LISTENS = ForgivingRedisCache("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 0.2}})


def test_a_cache_that_is_away_answers_like_an_empty_one():
    cache = NOBODY_LISTENS
    assert (cache.get("x"), cache.get("x", 7), cache.get_many(["x"]), cache.has_key("x")) == (None, 7, {}, False)
    assert (cache.add("x", 1), cache.delete("x"), cache.touch("x")) == (True, False, False)
    assert (cache.incr("x"), cache.set_many({"x": 1}), cache.get_or_set("x", 3)) == (1, ["x"], 3)


def test_the_plain_cache_of_django_would_fail_the_page():
    with pytest.raises(Away):
        RedisCache("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 0.2}}).get("x")
