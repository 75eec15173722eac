"""Idempotency keys as Stripe documents them: the first answer of a call that began is kept a day and given again."""

import hashlib
import json
from typing import Any

from marketplace.payments.simulator import errors
from marketplace.payments.simulator.world import Call, World

KEPT_SECONDS = 86_400
LONGEST = 255


def begin(world: World, call: Call) -> tuple[int, bytes, dict[str, str]] | None:
    """Take the key, or return the kept status and body and the headers of a replay.

    Raises ApiError: 400 for a key that is too long or came with another call, 409 while its call is under way.
    """
    if len(call.key) > LONGEST:
        raise errors.invalid(f"Idempotency keys may have at most {LONGEST} characters.")
    with world.store.transaction():
        if (call.account, call.key) in world.running:
            message = "There is currently another in-progress request using this Stripe-Idempotency-Key."
            raise errors.ApiError(409, message, code="idempotency_key_in_use")
        kept = _kept(world, call)
        if kept is None:
            world.running.add((call.account, call.key))
        return kept


def _kept(world: World, call: Call) -> tuple[int, bytes, dict[str, str]] | None:
    rows = world.store.rows("SELECT * FROM idempotency WHERE account = ? AND key = ?", (call.account, call.key))
    if not rows or rows[0]["created"] + KEPT_SECONDS <= world.now():
        return None
    if rows[0]["fingerprint"] != _fingerprint(call):
        message = (
            "Keys for idempotent requests can only be used with the same parameters they were first used with."
            f" Try using a key other than '{call.key}' if you meant to execute a different request."
        )
        raise errors.ApiError(400, message, type="idempotency_error")
    headers = {"Idempotent-Replayed": "true", "Original-Request": rows[0]["request_id"]}
    return rows[0]["status"], rows[0]["body"].encode(), headers


def keep(world: World, call: Call, status: int, body: bytes) -> None:
    world.store.run(
        "INSERT OR REPLACE INTO idempotency (account, key, created, fingerprint, status, body, request_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (call.account, call.key, world.now(), _fingerprint(call), status, body.decode(), call.request_id),
    )


def end(world: World, call: Call) -> None:
    world.running.discard((call.account, call.key))


def _fingerprint(call: Call) -> str:
    facts: list[Any] = [call.method, call.path, call.params]
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()
