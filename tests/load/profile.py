"""Milliseconds of processor and queries of each page in one process: `python -m tests.load.profile [--top home]`.

Less to do with a visitor than `bench`, but steady enough to see what one cure brings. SQLite unless `DATABASE_URL` names a server.
"""

import argparse
import cProfile
import gc
import os
import pstats
import sys
import time
from collections.abc import Callable
from itertools import cycle
from typing import Any

from tests.load import databases, forms, measuring
from tests.load.shoppers import DISTRICT

ADDRESS = {
    "name": "Siti Aminah",
    "phone": "081274001234",
    "email": "siti@contoh.id",
    "street": "Jl. Mawar 5",
    "province": "15",
    "district": DISTRICT,
}
WARMING = 5


class Visitor:
    """A browser of one shopper, in this process."""

    def __init__(self) -> None:
        from django.test import Client

        self.client = Client(headers={"origin": "http://testserver", "accept-language": "id"})
        self.client.handler.load_middleware()

    def get(self, path: str) -> str:
        return self._read(self.client.get(path))

    def post(self, path: str, data: dict[str, str]) -> str:
        return self._read(self.client.post(path, data))

    def _read(self, answer: Any) -> str:
        assert answer.status_code < 400, f"{answer.request['PATH_INFO']}: {answer.status_code}"
        return answer.headers.get("Location", "") or answer.content.decode()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load.profile", description=__doc__)
    parser.add_argument("--products", type=int, default=2000)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--top", default="", help="the step whose functions are listed; `queries of STEP` lists those")
    given = parser.parse_args(arguments)
    databases.FOLDER.mkdir(exist_ok=True)
    filled = databases.copy_of("ours", os.environ.get("DATABASE_URL", ""), given.products, 3)
    try:
        _visit(filled, given.times, given.top)
    finally:
        _leave(filled)
    return 0


def _leave(filled: databases.Filled) -> None:
    from django.db import connections

    for connection in connections.all():
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
    databases.discard(filled)


def _visit(filled: databases.Filled, times: int, top: str) -> None:
    os.environ.update(databases.settings_of("ours", filled.url))
    import django

    django.setup()
    goods = filled.manifest.goods[:200]
    addresses = cycle([good.url for good in goods])
    reader = Visitor()
    _show("home", lambda: reader.get("/"), times, top)
    _show("list", lambda: reader.get("/belanja/"), times, top)
    _show("product", lambda: reader.get(next(addresses)), times, top)
    _purchase(filled.manifest, max(times // 2, WARMING + 5), top)


def _purchase(manifest: Any, times: int, top: str) -> None:
    """Each step of as many purchases as there are, every one by a visitor of their own."""
    visitors = [Visitor() for _ in range(times)]
    goods = [measuring.three_lines(manifest, n) for n in range(times)]
    turns = cycle(list(zip(visitors, goods, strict=True)))
    pages: dict[int, str] = {}
    read: dict[int, forms.Form] = {}

    def each(act: Callable[[Visitor, Any], str]) -> Callable[[], None]:
        def one() -> None:
            visitor, chosen = next(turns)
            pages[id(visitor)] = act(visitor, chosen)

        return one

    def send(**typed: str) -> Callable[[Visitor, Any], str]:
        return lambda visitor, _: visitor.post(read[id(visitor)].action, {**read[id(visitor)].fields, **typed})

    def fill(mark: str) -> None:
        """Read the form of each page before the clock runs: that is the browser's work."""
        read.update({id(visitor): forms.find(pages[id(visitor)], mark) for visitor in visitors})

    for n, said in enumerate(("add, first", "add, second", "add, third")):
        _show(said, each(lambda v, g, n=n: v.post(f"/keranjang/tambah/{g[n].pk}/", {"quantity": "1"})), times, top, 0)
    _show("basket", each(lambda v, _: v.get("/keranjang/")), times, top, 0)
    fill("basket")
    _show("to checkout", each(send(then="checkout")), times, top, 0)
    _show("checkout", each(lambda v, _: v.get("/checkout/")), times, top, 0)
    fill("checkout")
    _show("refresh", each(send(**ADDRESS, do="refresh")), times, top, 0)
    fill("checkout")
    _show("place", each(send(method="bank_transfer", do="place")), times, top, 0)
    _show("order", each(lambda v, _: v.get(pages[id(v)])), times, top, 0)


def _show(name: str, act: Callable[[], Any], times: int, top: str, warming: int = WARMING) -> None:
    """The faster quarter by processor time of this process, least disturbed by others, and the queries of the last turn."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(warming):
        act()
    took = []
    profile = cProfile.Profile()
    gc.collect()
    for turn in range(times):
        if turn == times - 1:
            with CaptureQueriesContext(connection) as queries:
                act()
            continue
        if top == name:
            profile.enable()
        began = time.process_time()
        act()
        took.append(1000 * (time.process_time() - began))
        profile.disable()
    asked = [one["sql"] for one in queries if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    print(f"{name:12} {sorted(took)[len(took) // 4]:6.2f} ms  {len(asked):3} queries", flush=True)
    if top == f"queries of {name}":
        print("\n".join(f"    {sql[:230]}" for sql in asked))
    if top == name:
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)
        pstats.Stats(profile).sort_stats("cumtime").print_stats(110)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
