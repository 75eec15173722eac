"""Account links: the way for a recipient to the form. Each works once, for five minutes, as at Stripe."""

from stripe import params

from marketplace.payments.simulator import ids, limits, parameters, resources
from marketplace.payments.simulator.objects import accounts
from marketplace.payments.simulator.world import Body, Call, Route, World

KIND = "account_link"
LIFETIME = 300


def create(world: World, call: Call) -> Body:
    """Raises ApiError(400) without both addresses."""
    resources.get(world, accounts.KIND, call.params["account"], param="account", status=400)
    for name in ("refresh_url", "return_url"):
        if not call.params.get(name):
            raise parameters.missing(name)
        limits.address(call.params[name], name)
    id = ids.new("link")
    link: Body = {
        "object": KIND,
        "created": world.now(),
        "expires_at": world.now() + LIFETIME,
        "url": f"{world.settings.base}/c/onboard/{id}",
    }
    notes = {name: call.params[name] for name in ("account", "refresh_url", "return_url")}
    world.store.save(KIND, {"id": id, **link, **notes, "used": False})
    return link


def find(world: World, id: str) -> Body | None:
    return world.store.find(KIND, id)


def follow(world: World, link: Body) -> str:
    """Activate the account and return the address to go on to: the refresh address if the link is used up."""
    if link["used"] or link["expires_at"] <= world.now():
        return str(link["refresh_url"])
    world.store.save(KIND, {**link, "used": True})
    accounts.activate(world, link["account"])
    return str(link["return_url"])


ROUTES = [Route("POST", "/v1/account_links", params.AccountLinkCreateParams, create)]
