"""`make bench`: ours beside a stock Oscar, both on this machine, in turns. See docs/performance.md for what the rows say."""

import argparse
import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.load import databases, kept, measuring, results
from tests.load.databases import FOLDER, Filled
from tests.load.manifest import Good, Manifest
from tests.load.measuring import Cell
from tests.load.processes import Server, forget_cache
from tests.load.results import Round, Row
from tests.load.shoppers import SHOPPERS, Step

HOME = "/"
WEIGHED = ("Home", "List of goods", "Product page")
LISTS = {"ours": "/belanja/", "stock": "/catalogue/"}
CHECKOUTS = {"ours": "/checkout/", "stock": "/checkout/preview/"}


@dataclass(frozen=True)
class Plan:
    """How much is done. Seconds are of one cell on one side."""

    products: int = 2000
    offers: int = 3
    rounds: int = 3
    page_seconds: float = 2.5
    journey_seconds: float = 8
    orders: dict[str, int] = field(default_factory=lambda: {"ours": 24, "stock": 12})


@dataclass(frozen=True)
class Pair:
    """Both sides, served, with what is in their shops."""

    ours: Server
    stock: Server
    filled: dict[str, Filled]

    def each(self) -> tuple[Server, Server]:
        return self.ours, self.stock


QUICK = Plan(products=200, rounds=2, page_seconds=0.7, journey_seconds=3, orders={"ours": 8, "stock": 4})


def main(arguments: list[str]) -> int:
    given = _arguments(arguments)
    started, load = time.monotonic(), os.getloadavg()[0]
    FOLDER.mkdir(exist_ok=True)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit("bench: stopped"))
    rows = _everything(_plan(given), os.environ.get("DATABASE_URL", "") if not given.sqlite else "")
    print(results.markdown(rows) if given.markdown else results.plain(rows))
    print(
        f"\nload average {load:.1f} before, {os.getloadavg()[0]:.1f} after; {time.monotonic() - started:.0f} s",
        file=sys.stderr,
    )
    return 0


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.load.bench", description=__doc__)
    parser.add_argument("--products", type=int, default=0, help="goods in both shops (2000)")
    parser.add_argument("--offers", type=int, choices=range(4), default=3, help="site offers of stock Oscar (3)")
    parser.add_argument("--rounds", type=int, default=0, help="measurements of each cell (3)")
    parser.add_argument(
        "--quick", action="store_true", help="a minute instead of six: shows that it runs, proves nothing"
    )
    parser.add_argument("--sqlite", action="store_true", help="SQLite even where DATABASE_URL names a server")
    parser.add_argument("--markdown", action="store_true", help="print the table for docs/performance.md")
    return parser.parse_args(arguments)


def _plan(given: argparse.Namespace) -> Plan:
    base = QUICK if given.quick else Plan()
    return Plan(
        products=given.products or base.products,
        offers=given.offers,
        rounds=given.rounds or base.rounds,
        page_seconds=base.page_seconds,
        journey_seconds=base.journey_seconds,
        orders=base.orders,
    )


def _everything(plan: Plan, server: str) -> list[Row]:
    with _served(plan, server) as pair:
        rows = [*_pages(pair, plan), *_kept(pair, server), *_queries(pair), *_checkout(pair, plan)]
    if server:
        with _served(plan, "") as pair:
            rows += _on_sqlite(pair, plan)
    return rows


@contextmanager
def _served(plan: Plan, server: str) -> Iterator[Pair]:
    """Both sides filled and answering; nothing of them is left afterwards."""
    with ExitStack() as stack:
        stack.callback(forget_cache)
        filled, servers = {}, {}
        for side in databases.SIDES:
            _tell(f"{side}: {plan.products} products on {'PostgreSQL' if server else 'SQLite'}")
            filled[side] = databases.copy_of(side, server, plan.products, plan.offers)
            stack.callback(databases.discard, filled[side])
            servers[side] = Server(side, filled[side].url)
            stack.callback(servers[side].stop)
            servers[side].start()
        yield Pair(servers["ours"], servers["stock"], filled)


def _pages(pair: Pair, plan: Plan) -> list[Row]:
    goods = {side: [good.url for good in filled.manifest.goods[:200]] for side, filled in pair.filled.items()}
    seconds = plan.page_seconds

    async def basket(server: Server) -> Cell:
        return await measuring.basket_page(server, measuring.three_lines(pair.filled[server.side].manifest, 0), seconds)

    home = _rounds(
        pair, plan, "home", lambda s: measuring.pages(s, [HOME if s.side == "ours" else LISTS["stock"]], seconds)
    )
    listed = _rounds(pair, plan, "list", lambda s: measuring.pages(s, [LISTS[s.side]], seconds))
    product = _rounds(pair, plan, "product", lambda s: measuring.pages(s, goods[s.side], seconds))
    full = _rounds(pair, plan, "basket", basket)
    warm = [
        results.cpu("2", f"{what}, kept, against a stock page", _rounds(pair, plan, f"{what}, kept", measure), 500)
        for what, measure in (
            ("Home", lambda s: _warm(s, [HOME if s.side == "ours" else LISTS["stock"]], seconds)),
            ("List of goods", lambda s: _warm(s, [LISTS[s.side]], seconds)),
            ("Product page", lambda s: _warm(s, goods[s.side][:4], seconds)),
        )
    ]
    return [
        *warm,
        results.cpu("1", "Home, cold", home, 20),
        results.cpu("1", "List of goods, cold", listed, 20),
        results.cpu("3", "Product page, cold", product, 5),
        results.cpu("4", "Basket with 3 lines", full, 8),
    ]


async def _warm(server: Server, paths: list[str], seconds: float) -> Cell:
    return await measuring.pages(server, paths, seconds, cold=False)


def _kept(pair: Pair, server: str) -> list[Row]:
    """What only whole pages can be asked: confirmations, a stampede, how soon a change shows, what a page weighs."""
    _tell("kept pages")
    goods, base = pair.filled["ours"].manifest.goods, pair.ours
    reading = {s.side: _reading(pair, s) for s in pair.each()}
    confirmed = {s.side: asyncio.run(kept.confirmed(s, reading[s.side])) for s in pair.each()}
    stampede = asyncio.run(kept.stampedes(base, LISTS["ours"]))
    seen = asyncio.run(kept.changes_seen(base, pair.filled["ours"].url, goods[0]))
    weights = asyncio.run(kept.weights(base, dict(zip(WEIGHED, reading["ours"], strict=True))))
    return [
        results.confirmed(confirmed["ours"], confirmed["stock"]),
        *results.stampede(stampede, processes=1 if os.environ.get("REDIS_URL") and server else 2),
        results.seen(seen),
        *(results.weight(what, weight) for what, weight in weights.items()),
    ]


def _queries(pair: Pair) -> list[Row]:
    _tell("queries")
    few, many = _steps(pair, lambda manifest: measuring.three_lines(manifest, 0)), _steps(pair, measuring.twenty_lines)
    pages = {s.side: [asyncio.run(measuring.queries(s, path)) for path in _reading(pair, s)] for s in pair.each()}
    rows = [
        results.queries(what, _asked(pages["ours"][n]), _asked(pages["stock"][n]), 6)
        for n, what in enumerate(("Home", "List of goods", "Product page"))
    ]
    for lines, steps in ((3, few), (20, many)):
        rows += _checkout_queries(lines, steps)
    return rows


def _steps(pair: Pair, chosen: Callable[[Manifest], list[Good]]) -> dict[str, list[Step]]:
    """The requests of one purchase on each side."""
    return {s.side: asyncio.run(measuring.steps(s, chosen(pair.filled[s.side].manifest))) for s in pair.each()}


def _reading(pair: Pair, server: Server) -> list[str]:
    home = HOME if server.side == "ours" else LISTS["stock"]
    return [home, LISTS[server.side], pair.filled[server.side].manifest.goods[0].url]


def _checkout_queries(lines: int, steps: dict[str, list[Step]]) -> list[Row]:
    found = []
    for what, paths, most in (
        ("Basket", {side: shopper.BASKET for side, shopper in SHOPPERS.items()}, 8),
        ("Checkout page", CHECKOUTS, 10),
    ):
        asked = {side: _asked(_last_visit(steps[side], paths[side])) for side in steps}
        found.append(results.queries(f"{what}, {lines} lines", asked["ours"], asked["stock"], most))
    placed = {side: _asked([s for s in steps[side] if s.method == "POST"][-1]) for side in steps}
    found.append(results.queries(f"Place order, {lines} lines", placed["ours"], placed["stock"], 20))
    whole = {side: (sum(s.queries for s in steps[side]), sum(s.repeated for s in steps[side])) for side in steps}
    requests = {side: len(steps[side]) for side in steps}
    what = f"Whole journey, {lines} lines ({requests['ours']} and {requests['stock']} requests)"
    return [*found, results.queries(what, whole["ours"], whole["stock"], 80)] if lines == 3 else found


def _last_visit(steps: list[Step], path: str) -> Step:
    return next(step for step in reversed(steps) if step.method == "GET" and step.path == path)


def _asked(step: Step) -> tuple[int, int]:
    return step.queries, step.repeated


def _checkout(pair: Pair, plan: Plan) -> list[Row]:
    bought = _rounds(pair, plan, "journeys", lambda s: _journeys(pair, s, plan))
    placed = _rounds(
        pair, plan, "placing", lambda s: measuring.placing(s, pair.filled[s.side].manifest, plan.orders[s.side])
    )
    return [
        results.rate("6", "Anonymous purchase of 3 lines from 3 vendors, 4 buyers", bought, 5),
        results.cpu("6", "The same", bought, 5),
        results.failures("6", "Failed purchases", bought),
        results.absolute("7", "Place order alone, 4 buyers", placed, 100, 60),
        results.cpu("7", "Place order alone", placed, 5),
    ]


def _on_sqlite(pair: Pair, plan: Plan) -> list[Row]:
    bought = _rounds(pair, plan, "journeys on SQLite", lambda s: _journeys(pair, s, plan))
    return [
        results.failures("22", "SQLite, 4 buyers: failed purchases", bought),
        results.rate("22", "SQLite, 4 buyers: purchases", bought, 5),
    ]


async def _journeys(pair: Pair, server: Server, plan: Plan) -> Cell:
    return await measuring.journeys(server, pair.filled[server.side].manifest, plan.journey_seconds)


def _rounds(pair: Pair, plan: Plan, what: str, measure: Callable[[Server], Coroutine[Any, Any, Cell]]) -> list[Round]:
    """Ours and stock in turns, so that what else the machine does falls on both."""
    found = []
    for _ in range(plan.rounds):
        ours, stock = (asyncio.run(measure(server)) for server in pair.each())
        for cell in (ours, stock):
            for failure, times in cell.failures.most_common(3):
                _tell(f"{what}: {times} × {failure}")
        found.append(Round(ours, stock))
        _tell(f"{what}: ours {ours.done} in {ours.seconds:.1f} s, stock {stock.done} in {stock.seconds:.1f} s")
    return found


def _tell(line: str) -> None:
    print(f"bench: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
