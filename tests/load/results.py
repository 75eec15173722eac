"""From rounds of measurements to rows of a table that says what was reached, what not, and when it cannot be said."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from tests.load.kept import Burst, Weight
from tests.load.measuring import Cell

WIDEST_SPREAD = 1.6


@dataclass(frozen=True)
class Round:
    """One measurement of ours and one of stock Oscar, right after each other."""

    ours: Cell
    stock: Cell


@dataclass(frozen=True)
class Row:
    goal: str
    what: str
    ours: str
    stock: str
    ratio: str
    must: str
    verdict: str

    def cells(self) -> list[str]:
        return [self.goal, self.what, self.ours, self.stock, self.ratio, self.must, self.verdict]


HEADS = ["Goal", "What", "Ours", "Stock Oscar", "Ratio, median (min–max)", "Must", "Verdict"]


def cpu(goal: str, what: str, rounds: list[Round], must: float) -> Row:
    """Processor milliseconds of the server per request; the ratio is stock's over ours."""
    ratios = [each.stock.cpu_ms / each.ours.cpu_ms for each in rounds if each.ours.cpu_ms]
    ours, stock = _median(rounds, lambda cell: cell.cpu_ms)
    return _row(goal, f"{what}, CPU of a request", f"{ours:.1f} ms", f"{stock:.1f} ms", ratios, must)


def rate(goal: str, what: str, rounds: list[Round], must: float) -> Row:
    """Pieces of work a second by the clock, with the 95th percentile of one; the ratio is ours over stock's."""
    ratios = [each.ours.per_second / each.stock.per_second for each in rounds if each.stock.per_second]
    ours, stock = (
        f"{done:.1f}/s, p95 {p95:.0f} ms"
        for done, p95 in zip(_median(rounds, lambda c: c.per_second), _median(rounds, lambda c: c.p95_ms), strict=True)
    )
    return _row(goal, what, ours, stock, ratios, must)


def absolute(goal: str, what: str, rounds: list[Round], least_rate: float, longest_ms: float) -> Row:
    """A rate and a 95th percentile of ours against fixed thresholds; a busy machine lowers them, so below is no proof."""
    rates, p95s = _median(rounds, lambda c: c.per_second), _median(rounds, lambda c: c.p95_ms)
    reached = rates[0] >= least_rate and p95s[0] <= longest_ms
    texts = [f"{rates[n]:.1f}/s, p95 {p95s[n]:.0f} ms" for n in (0, 1)]
    must = f"≥ {least_rate:.0f}/s, p95 ≤ {longest_ms:.0f} ms"
    return Row(goal, what, *texts, ratio="", must=must, verdict=_said(reached))


def failures(goal: str, what: str, rounds: list[Round]) -> Row:
    """Journeys that failed, of all that were begun."""
    counts = []
    for side in ("ours", "stock"):
        cells = [getattr(each, side) for each in rounds]
        failed = sum(cell.failures.total() for cell in cells)
        counts.append((failed, failed + sum(cell.done for cell in cells)))
    texts = [f"{failed} of {begun}" for failed, begun in counts]
    reached = counts[0][0] == 0 and counts[0][1] > 0
    return Row(goal, what, *texts, ratio="", must="0", verdict=_said(reached))


def queries(what: str, ours: tuple[int, int], stock: tuple[int, int], most: int) -> Row:
    """(queries, those asked twice) of one request on both sides."""
    texts = [f"{asked} ({repeated} repeated)" for asked, repeated in (ours, stock)]
    reached = ours[0] <= most and (ours[1] == 0)
    return Row("5", f"{what}, queries", *texts, ratio="", must=f"≤ {most}, 0 repeated", verdict=_said(reached))


def confirmed(ours: tuple[int, int], stock: tuple[int, int]) -> Row:
    """(answered 304, asked) where the visitor already has the page."""
    texts = [f"{times} of {asked}" for times, asked in (ours, stock)]
    reached = ours[0] == ours[1] > 0
    return Row("2", "Seen before: 304", *texts, ratio="", must="100 %", verdict=_said(reached))


def stampede(bursts: list[Burst], processes: int) -> list[Row]:
    """64 readers at once of a page that is not there. Without Redis each process renders once."""
    most, took = max(burst.renders for burst in bursts), sorted(ms for burst in bursts for ms in burst.took_ms)
    p99 = took[min(len(took) - 1, int(len(took) * 0.99))]
    must = "1" if processes == 1 else f"≤ {processes}: one a process"
    return [
        Row("10", "Stampede of 64: most renderings", str(most), "", "", must, _said(most <= processes)),
        Row("10", "Stampede of 64: p99", f"{p99:.0f} ms", "", "", "≤ 300 ms", _said(p99 <= 300)),
    ]


def seen(seconds: list[float]) -> Row:
    """How long after a new price was written the old one was last read."""
    longest = max(seconds)
    text = f"{longest:.2f} s, longest of {len(seconds)}"
    return Row("11", "A new price shows to everybody", text, "", "", "≤ 2 s", _said(longest <= 2))


def weight(what: str, found: Weight) -> Row:
    """A first visit without photos, as sent: compressed."""
    html, scripts, whole = (size / 1000 for size in (found.html, found.scripts, found.everything))
    text = f"HTML {html:.1f}, JS {scripts:.1f}, all {whole:.0f} kB, {found.requests} requests"
    reached = found.html <= 14_000 and found.scripts <= 20_000 and found.everything <= 150_000 and found.requests <= 12
    must = "HTML ≤ 14, JS ≤ 20, all ≤ 150 kB, ≤ 12 requests"
    return Row("19", f"{what}: weight without photos", text, "", "", must, _said(reached))


def markdown(rows: list[Row]) -> str:
    lines = [HEADS, ["---"] * len(HEADS), *(row.cells() for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def plain(rows: list[Row]) -> str:
    table = [HEADS, *(row.cells() for row in rows)]
    widths = [max(len(line[n]) for line in table) for n in range(len(HEADS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table
    )


def _row(goal: str, what: str, ours: str, stock: str, ratios: list[float], must: float) -> Row:
    if not ratios:
        return Row(goal, what, ours, stock, "", f"≥ {must:g}×", "nothing measured")
    middle, low, high = median(ratios), min(ratios), max(ratios)
    noisy = len(ratios) < 3 or high / low > WIDEST_SPREAD
    verdict = "no verdict: noise" if noisy else _said(middle >= must)
    return Row(goal, what, ours, stock, f"{middle:.1f}× ({low:.1f}–{high:.1f})", f"≥ {must:g}×", verdict)


def _median(rounds: list[Round], figure: Callable[[Cell], float]) -> tuple[float, float]:
    return median(figure(each.ours) for each in rounds), median(figure(each.stock) for each in rounds)


def _said(reached: bool) -> str:
    return "reached" if reached else "not reached"
