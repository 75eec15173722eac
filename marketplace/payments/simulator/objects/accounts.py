"""Connected accounts: asked for, then activated when the recipient has filled in the form."""

from typing import Any

from stripe import params

from marketplace.payments.simulator import (
    errors,
    events,
    faults,
    ids,
    limits,
    lists,
    resources,
)
from marketplace.payments.simulator.world import Body, Call, Route, World

KIND = "account"
_NEEDED = ["external_account", "individual.verification.document", "tos_acceptance.date", "tos_acceptance.ip"]


def create(world: World, call: Call) -> Body:
    """Raises ApiError(400) when the dial refuses the country."""
    country = call.params.get("country", "ID").upper()
    _check_country(world, call, country)
    wanted = call.params.get("capabilities", {})
    capabilities = {name: "inactive" for name, ask in wanted.items() if ask.get("requested")}
    account = _body(world, call.params, country, capabilities)
    world.store.save(KIND, account)
    return account


def _check_country(world: World, call: Call, country: str) -> None:
    refused = faults.take(world, "country_refused", method=call.method, path=call.path)
    if refused is not None and refused.get("country", "ID") == country:
        raise errors.invalid(f"{country} is not currently supported by Stripe.", "country", "country_unsupported")


def _body(world: World, given: dict[str, Any], country: str, capabilities: dict[str, str]) -> Body:
    id = ids.new("acct", 16)
    return {
        "id": id,
        "object": KIND,
        "business_profile": {"mcc": None, "name": None, "url": None, **given.get("business_profile", {})},
        "business_type": given.get("business_type"),
        "capabilities": capabilities,
        "charges_enabled": False,
        "controller": {"type": "application", "is_controller": True, **given.get("controller", {})},
        "country": country,
        "created": world.now(),
        "default_currency": given.get("default_currency", "idr" if country == "ID" else "usd"),
        "details_submitted": False,
        "email": given.get("email"),
        "external_accounts": lists.whole(f"/v1/accounts/{id}/external_accounts", []),
        "future_requirements": _requirements([]),
        "metadata": limits.metadata(given.get("metadata")),
        "payouts_enabled": False,
        "requirements": _requirements(_NEEDED),
        "settings": {"payouts": {"debit_negative_balances": True, "schedule": {"interval": "manual"}}},
        "tos_acceptance": {"date": None, "ip": None, "user_agent": None},
        "type": given.get("type", "none"),
    }


def _requirements(needed: list[str]) -> Body:
    return {
        "alternatives": [],
        "current_deadline": None,
        "currently_due": list(needed),
        "disabled_reason": "requirements.past_due" if needed else None,
        "errors": [],
        "eventually_due": list(needed),
        "past_due": list(needed),
        "pending_verification": [],
    }


def activate(world: World, id: str, active: bool = True) -> Body:
    """The recipient has given all that was needed, or, with ``active`` False, Stripe has closed the account again."""
    account = resources.get(world, KIND, id)
    before = {name: account[name] for name in ("capabilities", "details_submitted", "payouts_enabled", "requirements")}
    state = "active" if active else "inactive"
    account |= {
        "capabilities": dict.fromkeys(account["capabilities"], state),
        "charges_enabled": active,
        "details_submitted": True,
        "payouts_enabled": active,
        "requirements": _requirements([] if active else _NEEDED),
    }
    world.store.save(KIND, account)
    events.emit(world, "account.updated", account, previous=before, account=id)
    for name in account["capabilities"]:
        events.emit(world, "capability.updated", _capability(account, name), account=id)
    return account


def _capability(account: Body, name: str) -> Body:
    return {
        "id": name,
        "object": "capability",
        "account": account["id"],
        "future_requirements": account["future_requirements"],
        "requested": True,
        "requested_at": account["created"],
        "requirements": account["requirements"],
        "status": account["capabilities"][name],
    }


def update(world: World, call: Call) -> Body:
    account = limits.updated_metadata(resources.get(world, KIND, call.ids[0]), call.params)
    for name in ("email", "business_type"):
        account[name] = call.params.get(name, account[name])
    for name, ask in call.params.get("capabilities", {}).items():
        if ask.get("requested"):
            account["capabilities"].setdefault(name, "active" if account["payouts_enabled"] else "inactive")
        else:
            account["capabilities"].pop(name, None)
    world.store.save(KIND, account)
    events.emit(world, "account.updated", account, account=account["id"])
    return account


def listed(world: World, call: Call) -> Body:
    return lists.listing(world, call, KIND, {"created": "$.created"})


ROUTES = [
    Route("POST", "/v1/accounts", params.AccountCreateParams, create),
    Route("GET", "/v1/accounts", params.AccountListParams, listed),
    Route("GET", "/v1/accounts/{id}", params.AccountRetrieveParams, resources.retrieve(KIND)),
    Route("POST", "/v1/accounts/{id}", params.AccountUpdateParams, update),
]
