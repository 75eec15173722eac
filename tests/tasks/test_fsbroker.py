"""The broker of files: messages appear whole, are taken once, and 1,200 tasks with 600 retries all arrive."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection
from kombu.transport import filesystem

from tasks import fsbroker
from tests.tasks.stage import ROOT


@pytest.fixture
def channel(tmp_path):
    options = {"queue_directory": str(tmp_path / "queue")}
    with Connection(transport=fsbroker.Transport, transport_options=options) as connection:
        yield connection.channel()


@pytest.fixture
def stock_channel(tmp_path):
    """kombu's own, on one folder."""
    folder = tmp_path / "stock"
    folder.mkdir()
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(folder)}
    with Connection(transport=filesystem.Transport, transport_options=options) as connection:
        yield connection.channel()


def test_messages_come_out_in_the_order_they_went_in(channel):
    for number in range(5):
        channel._put("work", {"number": number})
    assert channel._size("work") == 5
    assert [channel._get("work")["number"] for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(Empty):
        channel._get("work")


def test_a_queue_does_not_see_the_messages_of_another(channel):
    channel._put("mail", {"number": 1})
    with pytest.raises(Empty):
        channel._get("work")


def test_a_reader_in_the_middle_of_a_write_sees_no_message_and_then_a_whole_one(channel, monkeypatch):
    seen = []
    replace = os.replace

    def read_just_before(source, target):
        with pytest.raises(Empty):
            channel._get("work")
        seen.append("nothing")
        replace(source, target)

    monkeypatch.setattr(fsbroker.os, "replace", read_just_before)
    channel._put("work", {"number": 1})
    assert seen == ["nothing"]
    assert channel._get("work") == {"number": 1}


def test_with_kombus_own_write_a_reader_in_the_middle_gets_half_a_message_and_loses_it(stock_channel, monkeypatch):
    failures = []

    def read_while_it_is_empty(file, flags):
        try:
            stock_channel._get("work")
        except ValueError as error:
            failures.append(error)

    monkeypatch.setattr(filesystem, "lock", read_while_it_is_empty)
    monkeypatch.setattr(filesystem, "unlock", lambda file: None)
    stock_channel._put("work", {"number": 1})
    assert len(failures) == 1
    with pytest.raises(Empty):
        stock_channel._get("work")


def test_of_many_readers_one_gets_each_message(channel, tmp_path):
    for number in range(200):
        channel._put("work", number)
    taken: list[int] = []

    def take_all():
        options = {"queue_directory": str(tmp_path / "queue")}
        with Connection(transport=fsbroker.Transport, transport_options=options) as connection:
            reader = connection.channel()
            while True:
                try:
                    taken.append(reader._get("work"))
                except Empty:
                    return

    readers = [threading.Thread(target=take_all) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert sorted(taken) == list(range(200))


def test_bindings_made_at_the_same_time_are_all_kept(channel, tmp_path):
    def bind(number):
        options = {"queue_directory": str(tmp_path / "queue")}
        with Connection(transport=fsbroker.Transport, transport_options=options) as connection:
            connection.channel()._queue_bind("celery", f"key{number}", "", f"queue{number}")

    binders = [threading.Thread(target=bind, args=(number,)) for number in range(20)]
    for binder in binders:
        binder.start()
    for binder in binders:
        binder.join()
    assert {binding.queue for binding in channel.get_table("celery")} == {f"queue{number}" for number in range(20)}


def test_twelve_hundred_tasks_with_six_hundred_retries_all_arrive_once(tmp_path, monkeypatch):
    monkeypatch.setenv("PROOF_FOLDER", str(tmp_path))
    from tests.tasks import plain_app

    worker = start_plain_worker(tmp_path)
    try:
        for number in range(1200):
            plain_app.note.apply_async((number,))
        arrived = wait_for_lines(tmp_path / "noted.txt", 1200, worker, seconds=90)
    finally:
        worker.terminate()
        worker.wait(20)
    assert arrived == Counter(str(number) for number in range(1200))


def start_plain_worker(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "tests.tasks.plain_app", "worker", "--pool=threads"]
    options = ["--concurrency=2", "--loglevel=ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    with (folder / "worker.log").open("wb") as log:
        return subprocess.Popen([*command, *options], cwd=ROOT, env=dict(os.environ), stdout=log, stderr=log)


def wait_for_lines(path: Path, number: int, worker: subprocess.Popen[bytes], seconds: float) -> Counter[str]:
    """What was noted once `number` lines are there and no more come."""
    limit = time.monotonic() + seconds
    lines: list[str] = []
    while time.monotonic() < limit and len(lines) < number:
        assert worker.poll() is None, "the worker ended"
        time.sleep(0.1)
        lines = path.read_text().split() if path.exists() else []
    time.sleep(0.5)
    return Counter(path.read_text().split())
