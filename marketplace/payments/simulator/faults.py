"""The dial: which things go wrong, where, and how many times. Each is taken where it bites."""

import fnmatch
import json
from collections.abc import Iterable
from typing import Any

from marketplace.payments.simulator import errors, journal
from marketplace.payments.simulator.world import World

KINDS: dict[str, str] = {
    "down": "every API call and page is cut off and no webhook leaves",
    "latency": "the answer takes `seconds`, and up to `spread` more",
    "drop_before": "the connection ends before anything happens",
    "drop_after": "the connection ends after the effect",
    "sleep_before": "`seconds` of silence, then the effect",
    "sleep_after": "the effect, then `seconds` of silence",
    "error_before": "500 without effect, stored under the key",
    "error_after": "500 after the effect, stored under the key",
    "conflict": "409, not stored; `should_retry` true or false adds the header",
    "rate_limit": "429, not stored; `should_retry`, `reason`, `code`",
    "unavailable": "503 with an HTML page; `should_retry`",
    "page_size": "lists hold at most `size` (1) per page",
    "search_lag": "search does not see what is younger than `seconds`",
    "webhook_before_reply": "the events of a call arrive before its reply",
    "webhook_late": "first attempt `seconds` later",
    "webhook_lost": "the attempt fails on the way; `times` counts attempts",
    "webhook_doubled": "the same event arrives `copies` (2) times",
    "webhook_second_event": "a second Event id for the same change",
    "webhook_shuffled": "arrives in `order` reverse or random (`seed`)",
    "webhook_wrong_secret": "signed with another secret",
    "webhook_two_v1": "two signatures, the second one right",
    "webhook_stale_t": "signed `seconds` (3600) ago",
    "webhook_non_ascii": "the signature holds letters outside ASCII",
    "webhook_altered_body": "the body is altered after it was signed",
    "webhook_old_api_version": "rendered as `api_version` (2020-08-27)",
    "amount_differs": "the payment is `by` (-100) minor units off",
    "currency_differs": "the payment is in `currency` (usd)",
    "livemode_differs": "the payment says it is live",
    "late_balance_transaction": "the balance transaction appears after `seconds` (86400)",
    "fee_with_sen": "the fee carries `sen` (50)",
    "refund_pending": "a refund stays pending for `seconds`",
    "refund_fails_late": "a refund succeeds and fails after `seconds`",
    "refund_requires_action": "a refund waits for the buyer",
    "country_refused": "no connected account for `country` (ID)",
}
_SCOPES = frozenset({"method", "path", "event", "object"})


def add(world: World, kind: str, times: int | None, scope: dict[str, str], options: dict[str, Any]) -> int:
    """``times`` None lasts until cleared. ``scope`` values are shell patterns. Raises ValueError on an unknown name."""
    if kind not in KINDS:
        raise ValueError(f"unknown fault {kind!r}; there are {', '.join(KINDS)}")
    if not set(scope) <= _SCOPES:
        raise ValueError(f"scope knows {', '.join(sorted(_SCOPES))}")
    cursor = world.store.run(
        "INSERT INTO fault (kind, scope, times, options) VALUES (?, ?, ?, ?)",
        (kind, json.dumps(scope), times, json.dumps(options)),
    )
    return int(cursor.lastrowid or 0)


def take(world: World, kind: str, *, objects: Iterable[Any] = (), **facts: str) -> dict[str, Any] | None:
    """Use the oldest matching fault once and return its options; None when nothing of that kind applies."""
    if not world.store.rows("SELECT 1 FROM fault WHERE kind = ? LIMIT 1", (kind,)):
        return None  # the usual case, without a transaction
    with world.store.transaction():
        for row in world.store.rows("SELECT * FROM fault WHERE kind = ? ORDER BY id", (kind,)):
            if not _applies(json.loads(row["scope"]), list(objects), facts):
                continue
            if row["times"] is not None:
                _wear(world, row["id"], row["times"])
            options: dict[str, Any] = json.loads(row["options"])
            journal.write(world, "fault", objects, fault=kind, options=options, **facts)
            return options
    return None


def _applies(scope: dict[str, str], objects: list[Any], facts: dict[str, str]) -> bool:
    for name, pattern in scope.items():
        candidates = objects if name == "object" else [facts.get(name, "")]
        if not any(fnmatch.fnmatchcase(str(candidate), pattern) for candidate in candidates):
            return False
    return True


def _wear(world: World, id: int, times: int) -> None:
    if times <= 1:
        world.store.run("DELETE FROM fault WHERE id = ?", (id,))
    else:
        world.store.run("UPDATE fault SET times = ? WHERE id = ?", (times - 1, id))


def active(world: World) -> list[dict[str, Any]]:
    return [
        {
            "id": row["id"],
            "kind": row["kind"],
            "times": row["times"],
            "scope": json.loads(row["scope"]),
            "options": json.loads(row["options"]),
        }
        for row in world.store.rows("SELECT * FROM fault ORDER BY id")
    ]


def clear(world: World, id: int | None = None) -> None:
    if id is None:
        world.store.run("DELETE FROM fault")
    else:
        world.store.run("DELETE FROM fault WHERE id = ?", (id,))


def refuse(world: World, method: str, path: str) -> None:
    """Raise what stands before the API: too many calls, a conflict, a proxy's page. None of it is stored."""
    if (options := take(world, "conflict", method=method, path=path)) is not None:
        code = options.get("code", "idempotency_key_in_use")
        raise errors.ApiError(409, "Another call is under way.", code=code, headers=_advice(options))
    if (options := take(world, "rate_limit", method=method, path=path)) is not None:
        headers = {**_advice(options), "Stripe-Rate-Limited-Reason": options.get("reason", "global-rate")}
        code = options.get("code", "rate_limit")
        raise errors.ApiError(429, "Request rate limit exceeded.", code=code, headers=headers)
    if (options := take(world, "unavailable", method=method, path=path)) is not None:
        raise errors.Html(503, _advice(options))


def _advice(options: dict[str, Any]) -> dict[str, str]:
    advice = options.get("should_retry")
    return {} if advice is None else {"Stripe-Should-Retry": "true" if advice else "false"}


def is_down(world: World) -> bool:
    return bool(world.store.rows("SELECT 1 FROM fault WHERE kind = 'down'"))
