"""Sends events to the endpoint: signed anew each time, tried again with growing pauses, in the order they arose."""

import hashlib
import hmac
import http.client
import json
import random
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from marketplace.payments.simulator import agenda, faults, ids, journal
from marketplace.payments.simulator.world import Body, World

# Stripe: up to three days with growing pauses; the lengths are not published.
PAUSES = (10, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400, 86_400)
TIMEOUT = 10
_SIGNATURE_FAULTS = (
    "webhook_wrong_secret",
    "webhook_two_v1",
    "webhook_stale_t",
    "webhook_non_ascii",
    "webhook_altered_body",
    "webhook_old_api_version",
)


def endpoints(world: World, account: str) -> list[tuple[str, str]]:
    settings = world.settings
    if account and settings.connect_webhook:
        return [(settings.connect_webhook, settings.connect_webhook_secret)]
    return [(settings.webhook, settings.webhook_secret)] if settings.webhook else []


def enqueue(world: World, event: Body, subjects: list[Any]) -> None:
    """Write one delivery per endpoint, or what the dial makes of it, within the caller's transaction."""
    facts = {"event": event["type"]}
    about = [event["id"], *subjects]
    late = faults.take(world, "webhook_late", objects=about, **facts) or {}
    doubled = faults.take(world, "webhook_doubled", objects=about, **facts)
    shuffled = faults.take(world, "webhook_shuffled", objects=about, **facts)
    copies = [event["id"]] * (1 if doubled is None else int(doubled.get("copies", 2)))
    if faults.take(world, "webhook_second_event", objects=about, **facts) is not None:
        copies.append(_twin(world, event, subjects))
    for id in copies:
        for url, secret in endpoints(world, event.get("account", "")):
            _write(world, id, url, secret, world.now() + int(late.get("seconds", 0)), shuffled)
    world.bell.set()


def _twin(world: World, event: Body, subjects: list[Any]) -> str:
    """Another Event about the same change, as Stripe makes at times."""
    twin = {**event, "id": ids.new("evt")}
    world.store.save("event", twin, event.get("account", ""))
    facts = {"id": twin["id"], "type": twin["type"], "object": event["data"]["object"].get("id")}
    journal.write(world, "event", [twin["id"], *subjects], **facts)
    return str(twin["id"])


def _write(world: World, event: str, url: str, secret: str, due: int, shuffled: dict[str, Any] | None) -> None:
    cursor = world.store.run(
        "INSERT INTO delivery (event, url, secret, due, rank, attempts, state) VALUES (?, ?, ?, ?, 0, 0, 'pending')",
        (event, url, secret, due),
    )
    row = int(cursor.lastrowid or 0)
    world.store.run("UPDATE delivery SET rank = ? WHERE id = ?", (_rank(row, shuffled), row))


def _rank(row: int, shuffled: dict[str, Any] | None) -> float:
    if shuffled is None:
        return float(row)
    if shuffled.get("order", "reverse") == "reverse":
        return -float(row)
    return random.Random(f"{shuffled.get('seed', 0)}:{row}").uniform(-1e9, 1e9)


def sign(body: bytes, secret: str, moment: int) -> str:
    return hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256).hexdigest()


def claim(world: World, event_ids: list[str] | None = None) -> list[sqlite3.Row]:
    """Take what is due and nobody else is sending; give each back with ``attempt``."""
    sql = "SELECT * FROM delivery WHERE state = 'pending' AND due <= ? ORDER BY rank, id"
    with world.store.transaction():
        rows = [] if faults.is_down(world) else world.store.rows(sql, (world.now(),))
        wanted = [row for row in rows if event_ids is None or row["event"] in event_ids]
        mine = [row for row in wanted if row["id"] not in world.in_flight]
        world.in_flight.update(row["id"] for row in mine)
    return mine


def attempt(world: World, row: sqlite3.Row) -> int:
    """Send one delivery and note the outcome. Returns the status of the answer, 0 when there was none."""
    try:
        event = world.store.find_any(row["event"])
        if event is None:  # the state was reset meanwhile
            return 0
        body, header, worn = _message(world, event, row["secret"])
        status, detail = _post(world, event, row, body, header)
        _note(world, row, event, status, detail, worn)
        return status
    finally:
        world.in_flight.discard(row["id"])


def _message(world: World, event: Body, secret: str) -> tuple[bytes, str, list[str]]:
    about = [event["id"], event["data"]["object"].get("id")]
    worn = {
        kind: options
        for kind in _SIGNATURE_FAULTS
        if (options := faults.take(world, kind, objects=about, event=event["type"])) is not None
    }
    if "webhook_old_api_version" in worn:
        version = worn["webhook_old_api_version"].get("api_version", "2020-08-27")
        event = {**event, "api_version": version}
    body = json.dumps(event, ensure_ascii=False, indent=2).encode()
    moment = world.now() - int(worn.get("webhook_stale_t", {"seconds": 0}).get("seconds", 3600))
    header = _header(body, secret, moment, set(worn))
    if "webhook_altered_body" in worn:
        body = body.replace(b'"created"', b'"Created"', 1)
    return body, header, list(worn)


def _header(body: bytes, secret: str, moment: int, worn: set[str]) -> str:
    right, wrong = sign(body, secret, moment), sign(body, secret + "_other", moment)
    if "webhook_wrong_secret" in worn:
        return f"t={moment},v1={wrong}"
    if "webhook_two_v1" in worn:
        return f"t={moment},v1={wrong},v1={right}"
    if "webhook_non_ascii" in worn:
        return f"t={moment},v1=é{right[1:]}"
    return f"t={moment},v1={right}"


def _post(world: World, event: Body, row: sqlite3.Row, body: bytes, header: str) -> tuple[int, str]:
    about = [event["id"], event["data"]["object"].get("id")]
    if faults.take(world, "webhook_lost", objects=about, event=event["type"]) is not None:
        return 0, "lost on the way"
    target = urlsplit(row["url"])
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    connection = kind(target.hostname or "", target.port, timeout=TIMEOUT)
    try:
        headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": header}
        connection.request("POST", target.path + (f"?{target.query}" if target.query else ""), body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(500).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        return 0, f"{type(error).__name__}: {error}"
    finally:
        connection.close()


def _note(world: World, row: sqlite3.Row, event: Body, status: int, detail: str, worn: list[str]) -> None:
    attempts = row["attempts"] + 1
    done = 200 <= status < 300
    state = "done" if done else "pending" if attempts <= len(PAUSES) else "failed"
    due = row["due"] if state != "pending" else world.now() + PAUSES[attempts - 1]
    with world.store.transaction():
        world.store.run(
            "UPDATE delivery SET state = ?, attempts = ?, due = ? WHERE id = ?", (state, attempts, due, row["id"])
        )
        journal.write(
            world,
            "delivery",
            [event["id"], *journal.subjects(event["data"]["object"])],
            event=event["id"],
            type=event["type"],
            attempt=attempts,
            status=status,
            state=state,
            faults=worn,
            answer="" if done else detail,
        )


def flush(world: World) -> list[int]:
    """Send what is due, one after the other, and wait for what is on its way. Returns the statuses, 0 for no answer."""
    agenda.run_due(world)
    statuses: list[int] = []
    while rows := claim(world):
        statuses += [attempt(world, row) for row in rows]
    settle(world)
    return statuses


def settle(world: World) -> None:
    """Wait until nothing is on its way."""
    until = time.monotonic() + TIMEOUT + 1
    while world.in_flight and time.monotonic() < until:
        time.sleep(0.01)


def deliver(world: World, event_ids: list[str]) -> None:
    """Send these events now, in the caller's thread, and wait for those a courier has taken already."""
    for row in claim(world, event_ids):
        attempt(world, row)
    until = time.monotonic() + TIMEOUT
    while _untried(world, event_ids) and time.monotonic() < until:
        time.sleep(0.01)


def _untried(world: World, event_ids: list[str]) -> bool:
    marks = ", ".join("?" * len(event_ids))
    sql = f"SELECT 1 FROM delivery WHERE event IN ({marks}) AND attempts = 0 AND state = 'pending' AND due <= ?"
    return bool(world.store.rows(sql, (*event_ids, world.now()))) and not faults.is_down(world)


class Courier(threading.Thread):
    """Lets time pass and, unless told not to, sends what is due."""

    def __init__(self, world: World) -> None:
        super().__init__(name="courier", daemon=True)
        self._world, self._over = world, threading.Event()
        self._pool = ThreadPoolExecutor(world.settings.couriers, "webhook")

    def run(self) -> None:
        while not self._over.is_set():
            self._world.bell.wait(0.25)
            self._world.bell.clear()
            agenda.run_due(self._world)
            if not self._world.settings.manual_delivery:
                for row in claim(self._world):
                    self._pool.submit(attempt, self._world, row)

    def stop(self) -> None:
        self._over.set()
        self._world.bell.set()
        self.join()
        self._pool.shutdown(cancel_futures=True)
