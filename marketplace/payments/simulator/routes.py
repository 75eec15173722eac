"""The map of the API: every endpoint the simulator knows."""

from marketplace.payments.simulator.objects import (
    account_links,
    accounts,
    balance,
    charges,
    checkout_sessions,
    disputes,
    event_log,
    payment_intents,
    payouts,
    refunds,
    transfers,
)
from marketplace.payments.simulator.world import Route

ROUTES: list[Route] = [
    route
    for module in (
        checkout_sessions,
        payment_intents,
        charges,
        refunds,
        disputes,
        transfers,
        accounts,
        account_links,
        balance,
        payouts,
        event_log,
    )
    for route in module.ROUTES
]


def match(method: str, path: str) -> tuple[Route, tuple[str, ...]] | None:
    """The endpoint and the ids in its path; a fixed word wins over an id because it is listed first."""
    steps = path.split("/")
    for route in ROUTES:
        pattern = route.pattern.split("/")
        if route.method != method or len(pattern) != len(steps):
            continue
        if all(want == step or (want.startswith("{") and step) for want, step in zip(pattern, steps, strict=True)):
            return route, tuple(s for want, s in zip(pattern, steps, strict=True) if want.startswith("{"))
    return None
