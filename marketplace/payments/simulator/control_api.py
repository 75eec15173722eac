"""The control API under ``/_control``: the dial, the clock, the journal, and all a shopper or a bank would do."""

import json
from collections.abc import Callable
from typing import Any

from marketplace.payments.simulator import (
    agenda,
    cards,
    errors,
    expand,
    faults,
    hosted_page,
    journal,
    payments,
    webhooks,
)
from marketplace.payments.simulator.api import Reply
from marketplace.payments.simulator.objects import (
    accounts,
    balance,
    checkout_sessions,
    disputes,
    payouts,
)
from marketplace.payments.simulator.world import Body, World

Given = dict[str, Any]


def answer(world: World, method: str, path: str, query: dict[str, str], body: bytes, content_type: str) -> Reply:
    """JSON in, JSON out. 404 for an unknown act, 400 with a sentence for one that cannot be done.

    A form of another site in the user's browser cannot send JSON, so nothing else is taken (415).
    """
    if method == "POST" and content_type != "application/json":
        return _reply(415, {"error": "send application/json"})
    act = _ACTS.get((method, path.removeprefix("/_control/")))
    if act is None:
        return _reply(404, {"error": f"no control for {method} {path}"})
    try:
        given = {**query, **(json.loads(body) if body else {})}
        return _reply(200, act(world, given))
    except errors.ApiError as refusal:
        return _reply(refusal.status, {"error": refusal.message})
    except (KeyError, ValueError, TypeError) as error:
        return _reply(400, {"error": f"{type(error).__name__}: {error}"})


def _reply(status: int, body: Any) -> Reply:
    return Reply(status, json.dumps(body).encode())


def _health(world: World, given: Given) -> Any:
    return {"now": world.now(), "offset": world.clock.offset(), "faults": len(faults.active(world))}


def _journal(world: World, given: Given) -> Any:
    return journal.read(world, given.get("kind", ""), given.get("object", ""), int(given.get("after", 0)))


def _objects(world: World, given: Given) -> Any:
    rows = world.store.select(given["kind"], account=given.get("account", ""))
    return [expand.shown(world, row) for row in rows]


def _advance(world: World, given: Given) -> Any:
    with world.store.transaction():
        now = world.clock.advance(int(given["seconds"]))
        journal.write(world, "clock", [], advanced=int(given["seconds"]))
    agenda.run_due(world)
    world.bell.set()
    return {"now": now}


def _set_fault(world: World, given: Given) -> Any:
    times = given.get("times", 1)
    return {"id": faults.add(world, given["kind"], times, given.get("scope", {}), given.get("options", {}))}


def _clear_faults(world: World, given: Given) -> Any:
    faults.clear(world, given.get("id"))
    return faults.active(world)


def _reset(world: World, given: Given) -> Any:
    """Back to an empty state; deliveries under way are let finish first."""
    webhooks.settle(world)
    world.store.clear()
    balance.open_with(world, int(given.get("opening_balance", world.settings.opening_balance)))
    return {"now": world.now()}


def _flush(world: World, given: Given) -> Any:
    return {"statuses": webhooks.flush(world)}


def _deliveries(world: World, given: Given) -> Any:
    columns = ("id", "event", "url", "due", "attempts", "state")
    rows = world.store.rows("SELECT * FROM delivery ORDER BY id")
    return [{column: row[column] for column in columns} for row in rows]


def _session(world: World, given: Given) -> str:
    return str(given["session"]).split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def _pay(world: World, given: Given) -> Any:
    card = cards.named(str(given.get("card", cards.GOOD.number)))
    if card is None:
        raise ValueError("not a test card")
    return _outcome(payments.pay(world, _session(world, given), card, given.get("email")))


def _authenticate(world: World, given: Given) -> Any:
    return _outcome(payments.authenticate(world, _session(world, given), bool(given.get("succeed", True))))


def _pay_delayed(world: World, given: Given) -> Any:
    succeed = bool(given.get("succeed", True))
    return _outcome(payments.pay_delayed(world, _session(world, given), succeed, given.get("email")))


def _expire(world: World, given: Given) -> Any:
    return _outcome(checkout_sessions.close(world, payments.open_session(world, _session(world, given))))


def _outcome(session: Body) -> Body:
    paid = session["status"] == "complete"
    return {
        "id": session["id"],
        "status": session["status"],
        "payment_status": session["payment_status"],
        "payment_intent": session["payment_intent"],
        "redirect": hosted_page.return_address(session) if paid else None,
    }


def _activate(world: World, given: Given) -> Any:
    return accounts.activate(world, given["account"], bool(given.get("active", True)))


def _open_dispute(world: World, given: Given) -> Any:
    options = {name: given[name] for name in ("amount", "reason", "inquiry") if name in given}
    return disputes.open(world, given["charge"], **options)


def _decide_dispute(world: World, given: Given) -> Any:
    return disputes.decide(world, given["dispute"], bool(given["won"]))


def _run_payouts(world: World, given: Given) -> Any:
    return payouts.run(world, given.get("account", ""))


def _fail_payout(world: World, given: Given) -> Any:
    return payouts.fail(world, given["payout"])


def _whole(act: Callable[[World, Given], Any]) -> Callable[[World, Given], Any]:
    """All or nothing, at the present moment."""

    def within(world: World, given: Given) -> Any:
        agenda.run_due(world)
        with world.store.transaction():
            return act(world, given)

    return within


_ACTS: dict[tuple[str, str], Callable[[World, Given], Any]] = {
    ("GET", "health"): _health,
    ("GET", "journal"): _journal,
    ("GET", "objects"): _objects,
    ("GET", "deliveries"): _deliveries,
    ("GET", "faults"): lambda world, given: faults.active(world),
    ("POST", "faults"): _set_fault,
    ("POST", "faults/clear"): _clear_faults,
    ("POST", "clock"): _advance,
    ("POST", "flush"): _flush,
    ("POST", "reset"): _reset,
    ("POST", "pay"): _whole(_pay),
    ("POST", "authenticate"): _whole(_authenticate),
    ("POST", "pay_delayed"): _whole(_pay_delayed),
    ("POST", "expire"): _whole(_expire),
    ("POST", "disputes/open"): _whole(_open_dispute),
    ("POST", "disputes/decide"): _whole(_decide_dispute),
    ("POST", "payouts/run"): _whole(_run_payouts),
    ("POST", "payouts/fail"): _whole(_fail_payout),
    ("POST", "activate"): _whole(_activate),
}
