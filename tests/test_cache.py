"""The shared cache while Redis is away, and when it is there."""

import os
import time

import pytest

from marketplace import cache
from tests.tasks.stage import free_port


@pytest.fixture
def dead():
    return cache.OptionalRedisCache(f"redis://127.0.0.1:{free_port()}/0", {})


def test_without_redis_the_cache_holds_nothing_and_raises_nothing(dead):
    dead.set("a", 1)
    dead.set_many({"b": 2})
    dead.delete_many(["b"])
    assert (dead.get("a"), dead.get("a", "none"), dead.get_many(["a", "b"])) == (None, "none", {})
    assert (dead.add("a", 1), dead.touch("a"), dead.delete("a"), dead.has_key("a"), dead.clear()) == (False,) * 5
    assert dead.get_or_set("a", 7) == 7
    with pytest.raises(ValueError, match="away"):
        dead.incr("a")


def test_an_absent_redis_is_asked_once_in_a_while_and_not_for_every_value(dead, monkeypatch):
    asked = []

    def refuse(act):
        asked.append(act)
        raise cache.ConnectionError("refused")

    client = type("Refusing", (cache.Client,), {"get": cache._or(lambda: None)(lambda self, *_: refuse("get"))})
    monkeypatch.setattr(dead, "_class", client)
    for _ in range(20):
        dead.get("a")
    assert asked == ["get"]


@pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="REDIS_URL is not set: no Redis to try this on")
def test_with_redis_it_is_a_cache_and_recovers_after_the_pause():
    there = cache.OptionalRedisCache(os.environ["REDIS_URL"], {"KEY_PREFIX": f"test-{os.getpid()}"})
    there.set("a", [1, 2], timeout=5)
    assert there.get("a") == [1, 2]
    there._cache.away_until = time.monotonic() + 0.1
    assert there.get("a", "none") == "none"
    time.sleep(0.15)
    assert there.get("a") == [1, 2]
    assert there.add("n", 1, timeout=5)
    assert there.incr("n") == 2
