"""One cell of the table: bounded work against one server, with its processor time."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count, cycle

import aiohttp

from tests.load.manifest import Good, Manifest
from tests.load.processes import Server
from tests.load.shoppers import SHOPPERS, Failed, Shopper, Step

# Asks ours to render a page as if none were kept; its bench settings only.
PAST_KEPT = {"X-Past-Kept-Pages": "yes"}
BUYERS = 4
READERS = 2
WARMING = 3


@dataclass
class Cell:
    """What was done within `seconds` by the clock and `cpu` seconds of the server's processes."""

    done: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    took: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu / max(self.done, 1)

    @property
    def per_second(self) -> float:
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def p95_ms(self) -> float:
        ordered = sorted(self.took)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] if ordered else 0.0


async def pages(server: Server, paths: list[str], seconds: float, *, cold: bool = True) -> Cell:
    """First visits, without cookies, to these pages in turn. Cold: past the pages that ours keeps whole."""
    addresses = cycle(paths)
    headers = {"Accept-Language": "id", "Accept-Encoding": "gzip, br", **(PAST_KEPT if cold else {})}
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), headers=headers) as session:

        async def visit() -> None:
            async with session.get(server.base + next(addresses)) as answer:
                await answer.read()
                if answer.status != 200:
                    raise Failed(f"GET {answer.url.path}: {answer.status}")

        await _warm_up(visit)
        return await _repeat(server, visit, READERS, seconds)


async def basket_page(server: Server, goods: list[Good], seconds: float) -> Cell:
    """The page of one full basket, again and again."""
    async with aiohttp.TCPConnector() as connector:
        shopper = SHOPPERS[server.side](connector, server.base)
        try:
            await shopper.fill_basket(goods)

            async def look() -> None:
                await shopper.get(shopper.BASKET)

            await _warm_up(look)
            return await _repeat(server, look, READERS, seconds)
        finally:
            await shopper.close()


async def journeys(server: Server, manifest: Manifest, seconds: float) -> Cell:
    """Whole anonymous purchases of three lines from three vendors, by four buyers at once."""
    turns = count()
    async with aiohttp.TCPConnector() as connector:

        async def buy() -> None:
            shopper = SHOPPERS[server.side](connector, server.base)
            try:
                await shopper.buy(three_lines(manifest, next(turns)))
            finally:
                await shopper.close()

        return await _repeat(server, buy, BUYERS, seconds)


async def placing(server: Server, manifest: Manifest, orders: int) -> Cell:
    """The last request alone: baskets are brought to the till first, then four buyers send their last forms."""
    async with aiohttp.TCPConnector() as connector:
        waiting = [SHOPPERS[server.side](connector, server.base) for _ in range(orders)]
        try:
            await _in_turns([_to_the_till(shopper, manifest, n) for n, shopper in enumerate(waiting)])
            ready = [shopper for shopper in waiting if hasattr(shopper, "last_form")]

            async def place() -> None:
                await ready.pop().place()

            return await _repeat(server, place, BUYERS, 60, limit=len(ready))
        finally:
            for shopper in waiting:
                await shopper.close()


async def steps(server: Server, goods: list[Good]) -> list[Step]:
    """The requests of one purchase with their numbers of queries; a first purchase warms the processes up."""
    async with aiohttp.TCPConnector() as connector:
        for counted in (False, False, True):
            shopper = SHOPPERS[server.side](connector, server.base, count=counted)
            try:
                await shopper.buy(goods)
            finally:
                await shopper.close()
        return shopper.steps


async def queries(server: Server, path: str) -> Step:
    """The queries of one page without cookies, in a process that has shown it before."""
    async with aiohttp.TCPConnector() as connector:
        for _ in range(4):
            shopper = SHOPPERS[server.side](connector, server.base, count=True)
            shopper.session.headers.update(PAST_KEPT)
            try:
                await shopper.get(path)
            finally:
                await shopper.close()
        return shopper.steps[-1]


def three_lines(manifest: Manifest, turn: int) -> list[Good]:
    """One product each of three vendors, others for each turn."""
    shelves = manifest.by_vendor()
    picked = [shelves[(turn * 3 + n) % len(shelves)] for n in range(3)]
    return [shelf[turn % len(shelf)] for shelf in picked]


def twenty_lines(manifest: Manifest) -> list[Good]:
    """Twenty products of six vendors, as far as the vendors have so many."""
    shelves = manifest.by_vendor()
    return [shelves[n % 6][n // 6] if len(shelves[n % 6]) > n // 6 else shelves[6 + n][0] for n in range(20)]


async def _to_the_till(shopper: Shopper, manifest: Manifest, turn: int) -> None:
    await shopper.go_to_the_till(await shopper.fill_basket(three_lines(manifest, turn)))


async def _in_turns(work: list[Awaitable[None]]) -> None:
    gate = asyncio.Semaphore(BUYERS)

    async def one(task: Awaitable[None]) -> None:
        async with gate:
            await task

    await asyncio.gather(*(one(task) for task in work))


async def _warm_up(work: Callable[[], Awaitable[None]]) -> None:
    """Often enough for both workers to have compiled their templates."""
    for _ in range(WARMING):
        await asyncio.gather(*(work() for _ in range(BUYERS)))


async def _repeat(
    server: Server, work: Callable[[], Awaitable[None]], hands: int, seconds: float, limit: int = 0
) -> Cell:
    """Do `work` again and again with so many hands, until the time is over or it was done `limit` times."""
    cell, started, cpu = Cell(), time.perf_counter(), server.cpu_seconds()
    begun = count(1)

    async def hand() -> None:
        while time.perf_counter() - started < seconds and (not limit or next(begun) <= limit):
            before = time.perf_counter()
            try:
                await work()
            except (Failed, LookupError, aiohttp.ClientError, TimeoutError) as error:
                cell.failures[f"{type(error).__name__}: {error}"] += 1
                continue
            cell.done += 1
            cell.took.append(time.perf_counter() - before)

    await asyncio.gather(*(hand() for _ in range(hands)))
    cell.seconds, cell.cpu = time.perf_counter() - started, server.cpu_seconds() - cpu
    return cell
