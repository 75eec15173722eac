"""The bench says what it measured, refuses to judge noise, and runs from beginning to end."""

import os
import subprocess
import sys
from collections import Counter

import pytest

from tests.load import forms, measuring, processes, results
from tests.load.databases import FOLDER, ROOT
from tests.load.manifest import Good, Manifest
from tests.load.measuring import Cell
from tests.load.results import Round

PAGE = """<form id="other" action="/x/"><input name="a" value="1"></form>
<form id="checkout" action="/checkout/"><input type="hidden" name="key" value="k&amp;1"><input name="city" disabled value="no">
<input type="radio" name="ship" value="slow"><input type="radio" name="ship" value="fast" checked>
<select name="district"><option value="">Pilih</option><option value="15.71.01" selected>Telanaipura</option></select>
<textarea name="note">di depan</textarea><button name="do" value="place">Pesan</button></form>"""


def cell(cpu_ms: float, done: int = 100, seconds: float = 1.0, took: float = 0.01) -> Cell:
    return Cell(done=done, seconds=seconds, cpu=cpu_ms * done / 1000, took=[took] * done)


def test_a_form_is_sent_as_a_browser_without_javascript_sends_it() -> None:
    form = forms.find(PAGE, "checkout")
    assert form.fields == {"key": "k&1", "ship": "fast", "district": "15.71.01", "note": "di depan"}


def test_a_page_without_the_form_is_a_failed_step() -> None:
    with pytest.raises(LookupError, match="no form 'basket'"):
        forms.find(PAGE, "basket")


def test_the_ratio_is_the_median_of_the_rounds_and_reached_from_the_threshold_on() -> None:
    rounds = [Round(cell(10), cell(200)), Round(cell(10), cell(220)), Round(cell(10), cell(190))]
    row = results.cpu("1", "Home", rounds, must=20)
    assert (row.ours, row.stock, row.ratio, row.verdict) == ("10.0 ms", "200.0 ms", "20.0× (19.0–22.0)", "reached")
    assert results.cpu("1", "Home", rounds, must=20.5).verdict == "not reached"


def test_no_verdict_is_given_when_the_rounds_lie_too_far_apart_or_are_too_few() -> None:
    wide = [Round(cell(10), cell(200)), Round(cell(10), cell(400)), Round(cell(10), cell(400))]
    assert results.cpu("1", "Home", wide, must=20).verdict == "no verdict: noise"
    assert results.cpu("1", "Home", wide[1:], must=20).verdict == "no verdict: noise"


def test_a_rate_compares_work_by_the_clock_and_tells_the_slowest_twentieth() -> None:
    rounds = [Round(cell(1, done=60, seconds=2, took=0.1), cell(1, done=10, seconds=2, took=0.5))] * 3
    row = results.rate("6", "Purchase", rounds, must=5)
    assert (row.ours, row.stock, row.ratio, row.verdict) == (
        "30.0/s, p95 100 ms",
        "5.0/s, p95 500 ms",
        "6.0× (6.0–6.0)",
        "reached",
    )


def test_one_failed_purchase_misses_the_goal_of_none() -> None:
    fine, broken = cell(1, done=9), Cell(done=8, failures=Counter({"Failed: GET /: 500": 1}))
    assert results.failures("22", "Failed", [Round(fine, broken)]).verdict == "reached"
    row = results.failures("22", "Failed", [Round(broken, fine)])
    assert (row.ours, row.stock, row.verdict) == ("1 of 9", "0 of 9", "not reached")


def test_a_page_that_asks_twice_misses_the_goal_even_below_its_ceiling() -> None:
    assert results.queries("Home", (5, 0), (124, 19), 6).verdict == "reached"
    assert results.queries("Home", (5, 1), (124, 19), 6).verdict == "not reached"
    assert results.queries("Home", (7, 0), (124, 19), 6).verdict == "not reached"


def test_three_lines_are_of_three_vendors_and_twenty_of_six() -> None:
    manifest = Manifest([Good(n, f"/{n}/", n % 20) for n in range(200)])
    assert len({good.vendor for good in measuring.three_lines(manifest, 7)}) == 3
    twenty = measuring.twenty_lines(manifest)
    assert (len({good.pk for good in twenty}), len({good.vendor for good in twenty})) == (20, 6)


def test_processor_time_is_counted_in_children_too() -> None:
    burn = "import subprocess, sys, time\nwhile time.process_time() < 0.3: pass\n"
    child = f"{burn}subprocess.run([sys.executable, '-c', {burn!r}])\nprint('done', flush=True)\ntime.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", child], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        process.stdout.readline()
        server = processes.Server("ours", "sqlite:///", port=1, process=process)  # type: ignore[arg-type]
        assert server.cpu_seconds() >= 0.5
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_the_quick_bench_buys_in_both_shops_and_leaves_nothing_running() -> None:
    command = [sys.executable, "-m", "tests.load.bench", "--quick", "--sqlite"]
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    lines = ran.stdout.splitlines()
    assert next(line for line in lines if "Failed purchases" in line).split("purchases")[1].split()[0] == "0"
    assert any("Home, queries" in line and "reached" in line for line in lines)
    assert list(FOLDER.glob("run-*")) == []
