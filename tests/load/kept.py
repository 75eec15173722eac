"""What whole pages promise, asked from outside: 304s, one rendering in a stampede, changes seen soon, light pages."""

import asyncio
import re
import sqlite3
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
import brotli
import psycopg

from tests.load.manifest import Good
from tests.load.processes import Server

READERS = 64
BURSTS = 10
CHANGES = 8
WATCHED_SECONDS = 2.6
BROWSER = {"Accept-Language": "id", "Accept-Encoding": "gzip, br"}
_SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')
_LINK = re.compile(r'<link[^>]* rel="(?:stylesheet|icon|preload|manifest)"[^>]*>')
_HREF = re.compile(r'href="([^"]+)"')
_ALREADY_SMALL = (".woff2", ".png", ".webp", ".avif", ".jpg")


@dataclass(frozen=True)
class Burst:
    renders: int
    took_ms: list[float]


@dataclass(frozen=True)
class Weight:
    """Compressed bytes of a first visit; `everything` and `requests` count the page itself and no photo."""

    html: int
    scripts: int
    everything: int
    requests: int


async def confirmed(server: Server, paths: list[str], times: int = 50) -> tuple[int, int]:
    """How often a page that the visitor already has was answered 304, and of how many times."""
    found = 0
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), headers=BROWSER) as session:
        for path in paths:
            async with session.get(server.base + path) as first:
                tag = {"If-None-Match": first.headers.get("ETag", '"none"')}
            for _ in range(times):
                async with session.get(server.base + path, headers=tag) as again:
                    found += again.status == 304
    return found, times * len(paths)


async def stampedes(server: Server, path: str) -> list[Burst]:
    """Bursts of 64 readers, each on an address that nobody has asked for yet."""
    connector = aiohttp.TCPConnector(limit=READERS)
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers=BROWSER
    ) as session:
        return [await _burst(session, f"{server.base}{path}?sort=price&min={1000 + n}") for n in range(BURSTS)]


async def _burst(session: aiohttp.ClientSession, url: str) -> Burst:
    async def read() -> tuple[bool, float]:
        before = time.perf_counter()
        async with session.get(url) as answer:
            await answer.read()
            return answer.headers["X-Page"] != "hit", 1000 * (time.perf_counter() - before)

    found = await asyncio.gather(*(read() for _ in range(READERS)))
    return Burst(sum(rendered for rendered, _ in found), [took for _, took in found])


async def changes_seen(server: Server, database: str, good: Good) -> list[float]:
    """Seconds from each new price in the database to the last time that anybody read an older one."""
    return [await _change(server, database, good, 70_000 + 1_000 * n) for n in range(CHANGES)]


async def _change(server: Server, database: str, good: Good, price: int) -> float:
    said = f"{price:,}".replace(",", ".").encode()
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(force_close=True), cookie_jar=aiohttp.DummyCookieJar(), headers=BROWSER
    ) as session:
        for _ in range(8):
            await _read(session, server.base + good.url)
        _write_price(database, good.pk, price)
        written = last_old = time.perf_counter()
        while time.perf_counter() - written < WATCHED_SECONDS:
            asked = time.perf_counter()
            if said not in await _read(session, server.base + good.url):
                last_old = asked
        return last_old - written


async def _read(session: aiohttp.ClientSession, url: str) -> bytes:
    async with session.get(url) as answer:
        answer.raise_for_status()
        return await answer.read()


def _write_price(database: str, product: int, price: int) -> None:
    """As anybody might: not through our code."""
    if database.startswith("sqlite"):
        with sqlite3.connect(urlsplit(database).path.replace("//", "/", 1), timeout=20) as connection:
            connection.execute("UPDATE partner_stockrecord SET price = ? WHERE product_id = ?", [price, product])
        connection.close()
        return
    with psycopg.connect(database.replace("postgres://", "postgresql://", 1)) as server:
        server.execute("UPDATE partner_stockrecord SET price = %s WHERE product_id = %s", [price, product])


async def weights(server: Server, paths: dict[str, str]) -> dict[str, Weight]:
    """What a first visit to each page loads: the page, its styles, scripts, font and icon."""
    async with aiohttp.ClientSession(
        cookie_jar=aiohttp.DummyCookieJar(), headers=BROWSER, auto_decompress=False
    ) as session:
        return {what: await _weight(session, server.base, path) for what, path in paths.items()}


async def _weight(session: aiohttp.ClientSession, base: str, path: str) -> Weight:
    html = await _read(session, base + path)
    text = brotli.decompress(html).decode()
    scripts, links = set(_SCRIPT.findall(text)), {_HREF.findall(link)[0] for link in _LINK.findall(text)}
    sizes = {url: await _size(session, base, url) for url in scripts | links}
    # One more request: the visitor fragment.
    return Weight(len(html), sum(sizes[url] for url in scripts), len(html) + sum(sizes.values()), len(sizes) + 2)


async def _size(session: aiohttp.ClientSession, base: str, url: str) -> int:
    """Bytes as production sends them: WhiteNoise compresses files once, the bench's server does not."""
    body = await _read(session, base + url)
    return len(body) if url.endswith(_ALREADY_SMALL) else len(brotli.compress(body))
