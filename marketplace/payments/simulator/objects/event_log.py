"""Reading events back, as they were sent, for thirty days."""

from stripe import params

from marketplace.payments.simulator import errors, lists, resources
from marketplace.payments.simulator.world import Body, Call, Route, World

KIND = "event"
KEPT_SECONDS = 30 * 86_400
_MOST_TYPES = 20
_OPEN = "EXISTS (SELECT 1 FROM delivery WHERE delivery.event = object.id AND delivery.state != 'done')"


def listed(world: World, call: Call) -> Body:
    """Raises ApiError(400) for ``type`` beside ``types`` and for more than twenty of them."""
    where, values = ["created > ?"], [world.now() - KEPT_SECONDS]
    types = call.params.get("types", [])
    if (types and "type" in call.params) or len(types) > _MOST_TYPES:
        raise errors.invalid(f"You may pass either `type` or at most {_MOST_TYPES} `types`.", "types")
    if types:
        where.append(f"json_extract(body, '$.type') IN ({', '.join('?' * len(types))})")
        values += types
    if "type" in call.params:
        where.append("json_extract(body, '$.type') GLOB ?")
        values.append(call.params["type"])
    if "delivery_success" in call.params:
        where.append(f"NOT {_OPEN}" if call.params["delivery_success"] else _OPEN)
    return lists.listing(world, call, KIND, {"created": "$.created"}, " AND ".join(where), values)


def retrieve(world: World, call: Call) -> Body:
    event = resources.get(world, KIND, call.ids[0], call.account)
    if event["created"] <= world.now() - KEPT_SECONDS:
        raise errors.missing_resource("event", event["id"])
    return event


ROUTES = [
    Route("GET", "/v1/events", params.EventListParams, listed),
    Route("GET", "/v1/events/{id}", params.EventRetrieveParams, retrieve),
]
