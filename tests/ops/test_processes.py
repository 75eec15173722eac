"""The demo's processes: what dies is started again, and one signal ends all of them."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from marketplace.demo.processes import Company, Program
from tests.tasks.stage import ROOT

SLEEP = [sys.executable, "-c", "import time; print('awake', flush=True); time.sleep(60)"]
DEMO = """
import sys
from marketplace.demo.processes import Company, Program
company = Company()
company.end_on_signals()
for name in ("one", "two"):
    company.start(Program(name, [sys.executable, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(60)"]))
try:
    company.keep_running()
finally:
    company.stop()
"""


def until(what, seconds=15.0):
    limit = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < limit
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def company():
    lines: list[str] = []
    one = Company(write=lines.append)
    one.lines = lines
    yield one
    one.end()
    one.stop()


def test_each_line_of_the_log_says_whose_it_is(company):
    company.start(Program("web", SLEEP))
    until(lambda: company.lines)
    assert company.lines == ["web    | awake\n"]


def test_what_dies_is_started_again_after_a_pause_that_grows(company):
    program = Program("worker", [sys.executable, "-c", "raise SystemExit(3)"])
    company.start(program)
    running = threading.Thread(target=company.keep_running)
    running.start()
    until(lambda: program.deaths >= 2)
    company.end()
    running.join()
    said = [line for line in company.lines if "ended" in line]
    assert said[0] == "worker | ended with status 3; starting it again in 1 s\n"
    assert said[1] == "worker | ended with status 3; starting it again in 2 s\n"


def test_nothing_is_left_after_the_end(company):
    program = Program("web", SLEEP)
    company.start(program)
    until(lambda: company.lines)
    pid = program.process.pid
    company.stop()
    assert not is_alive(pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("in_background", [False, True])
def test_one_signal_ends_all_also_where_the_shell_ignores_it_for_its_background_jobs(number, in_background):
    start = f"{'trap {} INT;' if in_background else ''} exec {sys.executable} -u -c '{DEMO}'".replace("{}", "''")
    with subprocess.Popen(["sh", "-c", start], cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:
        pids = [int(demo.stdout.readline().split("|")[1]) for _ in range(2)]
        demo.send_signal(number)
        assert demo.wait(15) == 0
    assert not any(is_alive(pid) for pid in pids)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_a_demo_that_is_killed_takes_its_processes_along():
    with subprocess.Popen([sys.executable, "-u", "-c", DEMO], cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:
        pids = [int(demo.stdout.readline().split("|")[1]) for _ in range(2)]
        demo.kill()
        demo.wait(15)
    until(lambda: not any(is_alive(pid) for pid in pids))
