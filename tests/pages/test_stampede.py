"""Sixty-four readers of a page that is not there: one rendering, over threads and over processes, whatever goes wrong in it."""

import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client

from marketplace.cache import ForgivingRedisCache
from marketplace.freshness import version
from marketplace.freshness.models import Change
from marketplace.shop.catalogue import views
from marketplace.whole_pages import entries, memory, middleware, single_flight, state
from marketplace.whole_pages.entries import Entry
from marketplace.whole_pages.single_flight import Made
from tests.factories import StockRecord, make_product
from tests.threads import at_once

REDIS = os.environ.get("REDIS_URL", "")
READERS = 64
needs_redis = pytest.mark.skipif(not REDIS, reason="needs REDIS_URL")


def page(text: str = "halo", version: str = "1") -> Entry:
    return entries.of(HttpResponse(text), version, time.time())


def nothing() -> None:
    return None


@pytest.fixture
def counted(monkeypatch) -> list[int]:
    """Renderings of the home page that were begun, each of 50 ms at least."""
    begun: list[int] = []
    real = views.render

    def slow(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        begun.append(1)
        time.sleep(0.05)
        return real(request, *args, **kwargs)

    monkeypatch.setattr(views, "render", slow)
    return begun


@pytest.fixture
def on_redis(settings) -> None:
    """The cache that processes share, emptied of what these tests put there."""
    settings.CACHES = {
        "default": settings.CACHES["default"],
        "pages": {
            "BACKEND": "marketplace.cache.ForgivingRedisCache",
            "LOCATION": REDIS,
            "KEY_PREFIX": f"test-{os.getpid()}-{time.time_ns()}",
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        },
    }


def ask_all(path: str = "/") -> Counter[str]:
    answers = at_once([lambda: Client().get(path) for _ in range(READERS)])
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    return Counter(answer["X-Page"] for answer in answers)


def test_sixty_four_readers_of_a_cold_page_cost_one_rendering(committed_db, kept, counted):
    make_product()
    assert ask_all() == {"miss": 1, "hit": READERS - 1}
    assert len(counted) == 1


def test_without_the_guard_many_render(committed_db, kept, counted, monkeypatch):
    make_product()
    monkeypatch.setattr(single_flight, "make", lambda _address, _version, render, _bearable: render())
    ask_all()
    assert len(counted) > 1


def test_after_a_change_one_renders_and_the_others_read_the_page_of_a_moment_ago(committed_db, kept, counted):
    make_product()
    before = Client().get("/").content
    Change.objects.create(source="x")
    kept.pass_(1)
    counted.clear()
    assert ask_all()["miss"] == 1
    assert len(counted) == 1
    assert Client().get("/").content == before


def test_a_page_replaced_long_ago_is_shown_to_nobody(kept, db, monkeypatch):
    make_product()
    Client().get("/")
    address = next(iter(middleware.pages._entries))
    Change.objects.create(source="x")
    kept.pass_(1)
    assert state.still_bearable() == middleware.pages.get(address).version
    kept.pass_(1)
    assert state.still_bearable() == ""


def run(acts: list[Callable[[], Made]]) -> list[Any]:
    found: list[Any] = [None] * len(acts)

    def one(number: int) -> None:
        try:
            found[number] = acts[number]()
        except RuntimeError as error:
            found[number] = error

    threads = [threading.Thread(target=one, args=(n,)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return found


def test_a_rendering_that_raises_lets_the_next_one_try():
    begun = []

    def fails_once() -> Made:
        begun.append(1)
        time.sleep(0.05)
        if len(begun) == 1:
            raise RuntimeError("broken")
        return Made(page())

    found = run([lambda: single_flight.make("/a", "1", fails_once, nothing) for _ in range(8)])
    assert len(begun) == 2
    assert Counter(type(one) for one in found) == {RuntimeError: 1, Made: 7}


def test_a_server_error_lets_the_next_one_try_and_is_nobody_elses_answer():
    begun = []

    def fails_once() -> Made:
        begun.append(1)
        time.sleep(0.05)
        return Made(answer="500", failed=True) if len(begun) == 1 else Made(page())

    found = run([lambda: single_flight.make("/b", "1", fails_once, nothing) for _ in range(8)])
    assert (len(begun), sum(one.failed for one in found)) == (2, 1)


def test_what_may_not_be_kept_is_rendered_for_each():
    begun = []

    def private() -> Made:
        begun.append(1)
        time.sleep(0.05)
        return Made(answer=len(begun))

    found = run([lambda: single_flight.make("/c", "1", private, nothing) for _ in range(8)])
    assert len(begun) == 8
    assert all(one.entry is None for one in found)


def test_who_has_waited_long_enough_renders_alone(monkeypatch):
    monkeypatch.setattr(single_flight, "PATIENCE_SECONDS", 0.1)
    may_end = threading.Event()

    def stuck() -> Made:
        may_end.wait(10)
        return Made(page("spät"))

    thread = threading.Thread(target=lambda: single_flight.make("/d", "1", stuck, nothing))
    thread.start()
    time.sleep(0.05)
    quick = single_flight.make("/d", "1", lambda: Made(page("sendiri")), nothing)
    may_end.set()
    thread.join(10)
    assert quick.entry and quick.entry.bodies["identity"] == b"sendiri"


@needs_redis
def test_one_renders_for_all_processes(on_redis, monkeypatch):
    """Each caller stands for a process: none sees the flights of another."""
    monkeypatch.setattr(single_flight, "_board", lambda *_: (single_flight.Flight(), True))
    begun = []

    def render() -> Made:
        begun.append(1)
        time.sleep(0.1)
        entry = page()
        memory.remember("/e", entry, 60)
        return Made(entry)

    found = run([lambda: single_flight.make("/e", "1", render, nothing) for _ in range(8)])
    assert len(begun) == 1
    assert {one.entry.digest for one in found} == {page().digest}


@needs_redis
def test_without_the_shared_turn_every_process_renders(on_redis, monkeypatch):
    monkeypatch.setattr(single_flight, "_board", lambda *_: (single_flight.Flight(), True))
    monkeypatch.setattr(memory, "take_turn", lambda *_: "always")
    begun = []

    def render() -> Made:
        begun.append(1)
        time.sleep(0.1)
        return Made(page())

    run([lambda: single_flight.make("/f", "1", render, nothing) for _ in range(8)])
    assert len(begun) == 8


@needs_redis
def test_a_page_made_between_the_look_and_the_turn_is_not_made_again(on_redis, monkeypatch):
    real = memory.take_turn

    def just_after_another(address: str, version: str) -> str:
        memory.remember(address, page(), 60)
        return real(address, version)

    monkeypatch.setattr(memory, "take_turn", just_after_another)
    made = single_flight.make("/h", "1", lambda: Made(answer="again"), nothing)
    assert made.entry and made.answer is None
    assert real("/h", "1")


@needs_redis
def test_another_process_finds_the_page_and_not_the_one_of_an_older_version(on_redis, kept, db):
    make_product()
    assert Client().get("/")["X-Page"] == "miss"
    middleware.pages.clear()
    assert Client().get("/")["X-Page"] == "hit"
    Change.objects.create(source="x")
    kept.pass_(1)
    middleware.pages.clear()
    assert Client().get("/")["X-Page"] == "miss"


@needs_redis
def test_the_turn_is_given_back_by_its_owner_only(on_redis):
    token = memory.take_turn("/g", "1")
    assert token and not memory.take_turn("/g", "1")
    memory.give_turn_back("/g", "1", "somebody else")
    assert not memory.take_turn("/g", "1")
    memory.give_turn_back("/g", "1", token)
    assert memory.take_turn("/g", "1")


def test_redis_away_the_pages_still_come(settings, kept, db):
    settings.CACHES = {
        "default": settings.CACHES["default"],
        "pages": {"BACKEND": "marketplace.cache.ForgivingRedisCache", "LOCATION": "redis://127.0.0.1:1/0"},
    }
    assert isinstance(caches["pages"], ForgivingRedisCache)
    make_product()
    assert [Client().get("/")["X-Page"] for _ in range(2)] == ["miss", "hit"]
    assert cache is not caches["pages"]


def test_a_late_commit_under_a_smaller_id_is_seen(committed_db):
    """Two writers: the second one's change is committed and read first. SQLite has one writer at a time and needs no proof."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    record, other = (make_product().stockrecords.get() for _ in range(2))
    written, may_commit = threading.Event(), threading.Event()
    seen: list[str] = []

    def slow() -> None:
        with transaction.atomic():
            StockRecord.objects.filter(pk=record.pk).update(price=1)
            written.set()
            may_commit.wait(10)

    def quick() -> None:
        written.wait(10)
        StockRecord.objects.filter(pk=other.pk).update(price=2)
        seen.append(version.read())
        may_commit.set()

    assert at_once([slow, quick]) == [None, None]
    assert version.read() != seen[0]
