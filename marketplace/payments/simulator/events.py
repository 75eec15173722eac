"""Events: a snapshot of an object at the moment of its change, kept as it was sent."""

from typing import Any

import stripe

from marketplace.payments.simulator import ids, journal, webhooks
from marketplace.payments.simulator.world import Body, World, origin, public

API_VERSION = stripe.api_version


def emit(world: World, type: str, body: Body, *, previous: Body | None = None, account: str = "") -> Body:
    """Record that ``body`` changed and hand the event to the webhooks, all within the caller's transaction."""
    cause = origin.get()
    event: Body = {
        "id": ids.new("evt"),
        "object": "event",
        "api_version": API_VERSION,
        "created": world.now(),
        "data": {"object": public(body)},
        "livemode": bool(body.get("livemode", False)),
        "pending_webhooks": 0,
        "request": {"id": cause.request_id if cause else None, "idempotency_key": cause.key if cause else None},
        "type": type,
    }
    if previous is not None:
        event["data"]["previous_attributes"] = previous
    if account:
        event["account"] = account
    event["pending_webhooks"] = len(webhooks.endpoints(world, account))
    world.store.save("event", event, account)
    if cause:
        cause.events[event["id"]] = type
    journal.write(world, "event", [event["id"], *journal.subjects(body)], id=event["id"], type=type, object=_name(body))
    webhooks.enqueue(world, event, journal.subjects(body))
    return event


def _name(body: Body) -> Any:
    return body.get("id", body.get("object"))
