"""What beat sends is known to the worker, and slow servers do not take all of a worker's threads."""

import subprocess
import sys
import threading

from tasks import app
from tasks.alone import alone
from tests.tasks.stage import ROOT


def test_a_worker_knows_every_task_that_beat_sends():
    ask = "from tasks import app; app.loader.import_default_modules(); "
    ask += "print({e['task'] for e in app.conf.beat_schedule.values()} - set(app.tasks))"
    answer = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"


def test_what_nobody_took_in_time_is_dropped_so_that_nothing_piles_up():
    app.loader.import_default_modules()
    jobs = [job for job in app.conf.beat_schedule.values() if isinstance(job["schedule"], (int, float))]
    assert jobs
    assert all(job["options"]["expires"] <= max(5, job["schedule"]) for job in jobs)


def test_a_second_round_is_dropped_while_the_first_waits_for_its_server():
    started, may_end = threading.Event(), threading.Event()
    rounds = []

    @alone("a slow server")
    def send():
        rounds.append(1)
        started.set()
        may_end.wait(10)

    first = threading.Thread(target=send)
    first.start()
    started.wait(10)
    send()
    may_end.set()
    first.join()
    send()
    assert len(rounds) == 2


def test_a_round_that_fails_leaves_the_way_free():
    rounds = []

    @alone("a server that is away")
    def send():
        rounds.append(1)
        if len(rounds) == 1:
            raise ConnectionError

    try:
        send()
    except ConnectionError:
        send()
    assert len(rounds) == 2
