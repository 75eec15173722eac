"""Redis is away, silent, or comes back: nothing hangs, the rows wait, and all catch up."""

import shutil
import socket
import subprocess
import time
from functools import partial

import pytest
from django.utils import timezone
from kombu import Connection

from marketplace.events.models import Delivery, Event
from marketplace.settings.celery import _redis_options
from tasks import app, relay
from tests.tasks.stage import free_port


@pytest.fixture
def broker_at(monkeypatch):
    """Point this process at a Redis on a port, with the options of the settings."""

    def use(port: int) -> None:
        connect = partial(Connection, f"redis://127.0.0.1:{port}/0", transport_options=_redis_options)
        monkeypatch.setattr(app, "connection_for_write", connect)

    return use


@pytest.fixture
def redis_server(tmp_path):
    if not shutil.which("redis-server"):
        pytest.skip("redis-server is not installed")
    started = []

    def start(port: int) -> None:
        command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
        started.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))

    yield start
    for server in started:
        server.kill()
        server.wait()


@pytest.fixture
def silent_port():
    """A server that takes connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)
        yield server.getsockname()[1]


@pytest.fixture
def claimable(db):
    """Thirty deliveries that are due."""
    events = [Event(kind="outage.happened", key=f"outage.happened:{number}") for number in range(30)]
    Delivery.objects.bulk_create([Delivery(event=event, handler="none") for event in Event.objects.bulk_create(events)])


def test_a_dead_broker_is_noticed_quickly_and_the_rows_wait(claimable, broker_at):
    broker_at(free_port())
    started = time.monotonic()
    assert relay.publish() == 0
    assert time.monotonic() - started < 10
    assert Delivery.objects.filter(state="waiting", due_at__gt=timezone.now()).count() == 30


def test_a_silent_broker_does_not_hold_the_relay(claimable, broker_at, silent_port):
    broker_at(silent_port)
    started = time.monotonic()
    assert relay.publish() == 0
    assert time.monotonic() - started < 20
    assert Delivery.objects.filter(state="waiting").count() == 30


def test_when_redis_comes_back_everything_that_waited_is_done(stage, redis_server):
    port = free_port()
    it = stage(broker=f"redis://127.0.0.1:{port}/0")
    worker, beat = it.start_worker(), it.start_beat()
    it.happen(20)
    time.sleep(8)
    assert it.effects().total() == 0
    assert worker.poll() is None
    assert beat.poll() is None

    redis_server(port)
    it.happen(10)
    it.wait_until(lambda: it.all_done(30), 60)
    assert set(it.effects().values()) == {1}
    assert len(it.effects()) == 30
