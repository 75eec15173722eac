"""Reading what is stored, the same for every kind of object."""

from collections.abc import Callable

from marketplace.payments.simulator import errors, limits
from marketplace.payments.simulator.world import Body, Call, World


def get(world: World, kind: str, id: str, account: str = "", param: str = "id", status: int = 404) -> Body:
    """The stored object; raises ApiError(``resource_missing``)."""
    body = world.store.find(kind, id, account)
    if body is None:
        raise errors.missing_resource(kind.replace(".", " "), id, param, status)
    return body


def retrieve(kind: str) -> Callable[[World, Call], Body]:
    def act(world: World, call: Call) -> Body:
        return get(world, kind, call.ids[0], call.account)

    return act


def update_metadata(kind: str) -> Callable[[World, Call], Body]:
    def act(world: World, call: Call) -> Body:
        body = limits.updated_metadata(get(world, kind, call.ids[0], call.account), call.params)
        return world.store.save(kind, body, call.account)

    return act
