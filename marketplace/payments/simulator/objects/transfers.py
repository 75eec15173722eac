"""Transfers from the platform's balance to a connected account, and their reversals."""

from typing import Any

from stripe import params

from marketplace.payments.simulator import errors, events, ids, limits, lists, resources
from marketplace.payments.simulator.objects import accounts, balance, charges
from marketplace.payments.simulator.world import Body, Call, Route, World

KIND = "transfer"
REVERSAL = "transfer_reversal"
_FILTERS = ("created", "destination", "transfer_group")


def create(world: World, call: Call) -> Body:
    """Raises ApiError(400): destination, capability, currency, more than its charge, more than the balance."""
    given = call.params
    destination = _destination(world, given["destination"])
    currency = limits.currency(given["currency"])
    charge = _source(world, given, currency)
    amount = _amount(world, given, charge)
    if charge is None and balance.available(world, currency) < amount:
        raise _short("You have insufficient available funds in your Stripe account.")
    transfer = _body(world, given, amount, currency, charge)
    _book(world, transfer, destination["id"], charge)
    world.store.save(KIND, transfer)
    events.emit(world, "transfer.created", transfer)
    return transfer


def _short(message: str) -> errors.ApiError:
    return errors.invalid(message, code="balance_insufficient")


def _destination(world: World, id: str) -> Body:
    account = resources.get(world, accounts.KIND, id, param="destination", status=400)
    if account["capabilities"].get("transfers") != "active":
        message = (
            "Your destination account needs to have at least one of the following capabilities enabled: transfers."
        )
        raise errors.invalid(message, "destination", "insufficient_capabilities_for_transfer")
    return account


def _source(world: World, given: dict[str, Any], currency: str) -> Body | None:
    if "source_transaction" not in given:
        return None
    charge = resources.get(world, charges.KIND, given["source_transaction"], param="source_transaction", status=400)
    if charge["status"] != "succeeded":
        raise errors.invalid("The source transaction has not succeeded.", "source_transaction")
    if charge["currency"] != currency:
        message = f"The currency of source_transaction's balance transaction ({charge['currency']}) must be used."
        raise errors.invalid(message, "currency")
    return charge


def _amount(world: World, given: dict[str, Any], charge: Body | None) -> int:
    if charge is None:
        if "amount" not in given:
            raise errors.invalid("Missing required param: amount.", "amount", "parameter_missing")
        return limits.positive(given["amount"])
    used = sum(
        transfer["amount"] - transfer["amount_reversed"]
        for transfer in world.store.select(KIND, "json_extract(body, '$.source_transaction') = ?", (charge["id"],))
    )
    amount = limits.positive(given.get("amount", charge["amount"] - used))
    if used + amount > charge["amount"]:
        message = f"The transfers of source_transaction {charge['id']} would exceed its amount ({charge['amount']})."
        raise errors.invalid(message, "amount")
    return amount


def _body(world: World, given: dict[str, Any], amount: int, currency: str, charge: Body | None) -> Body:
    id = ids.new("tr")
    return {
        "id": id,
        "object": KIND,
        "amount": amount,
        "amount_reversed": 0,
        "balance_transaction": None,
        "created": world.now(),
        "currency": currency,
        "description": given.get("description"),
        "destination": given["destination"],
        "destination_payment": ids.new("py"),
        "livemode": False,
        "metadata": limits.metadata(given.get("metadata")),
        "reversals": lists.whole(f"/v1/transfers/{id}/reversals", []),
        "reversed": False,
        "source_transaction": charge["id"] if charge else None,
        "source_type": "card",
        "transfer_group": given.get("transfer_group") or (charge["transfer_group"] if charge else None),
    }


def _book(world: World, transfer: Body, account: str, charge: Body | None) -> None:
    """Out of our balance now; in theirs when the charge's money is available."""
    amount, currency = transfer["amount"], transfer["currency"]
    available_on = _available_on(world, charge)
    ours = balance.record(world, "transfer", -amount, transfer["id"], currency=currency, available_on=available_on)
    theirs: dict[str, Any] = {"currency": currency, "available_on": available_on, "account": account}
    balance.record(world, "payment", amount, transfer["destination_payment"], category="charge", **theirs)
    transfer["balance_transaction"] = ours["id"]


def _available_on(world: World, charge: Body | None) -> int:
    if charge is None:
        return world.now()
    settled = world.store.find_any(charge["balance_transaction"]) if charge["balance_transaction"] else None
    moment = settled["available_on"] if settled else charge["created"] + world.settings.settlement_seconds
    return max(int(moment), world.now())


def reverse(world: World, call: Call) -> Body:
    """Raises ApiError(400): reversed already, more than is left, or more than the account holds."""
    transfer = resources.get(world, KIND, call.ids[0])
    left = transfer["amount"] - transfer["amount_reversed"]
    amount = limits.positive(call.params.get("amount", left)) if left else 0
    if amount > left or not left:
        message = f"Reversal amount exceeds the unreversed amount of the transfer ({left})."
        raise errors.invalid(message, "amount", None if left else "transfer_already_reversed")
    account, currency = transfer["destination"], transfer["currency"]
    if balance.total(world, currency, account) < amount:
        raise _short("The connected account has insufficient funds for this reversal.")
    reversal = _reversal(world, call.params, transfer, amount)
    _count(world, transfer, amount)
    events.emit(world, "transfer.reversed", transfer)
    return reversal


def _reversal(world: World, given: dict[str, Any], transfer: Body, amount: int) -> Body:
    currency, account, id = transfer["currency"], transfer["destination"], ids.new("trr")
    ours = balance.record(world, "transfer_refund", amount, id, currency=currency, category="transfer_reversal")
    refund = ids.new("pyr")
    balance.record(world, "payment_refund", -amount, refund, currency=currency, account=account, category="refund")
    reversal: Body = {
        "id": id,
        "object": REVERSAL,
        "amount": amount,
        "balance_transaction": ours["id"],
        "created": world.now(),
        "currency": currency,
        "destination_payment_refund": refund,
        "metadata": limits.metadata(given.get("metadata")),
        "source_refund": None,
        "transfer": transfer["id"],
    }
    return world.store.save(REVERSAL, reversal)


def _count(world: World, transfer: Body, amount: int) -> None:
    transfer["amount_reversed"] += amount
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    transfer["reversals"] = lists.whole(transfer["reversals"]["url"], _of(world, transfer["id"])[::-1])
    world.store.save(KIND, transfer)


def _of(world: World, transfer: str) -> list[Body]:
    return world.store.select(REVERSAL, "json_extract(body, '$.transfer') = ?", (transfer,))


def reversals(world: World, call: Call) -> Body:
    resources.get(world, KIND, call.ids[0])
    return lists.listing(world, call, REVERSAL, where="json_extract(body, '$.transfer') = ?", values=[call.ids[0]])


def reversal(world: World, call: Call) -> Body:
    found = resources.get(world, REVERSAL, call.ids[1])
    if found["transfer"] != call.ids[0]:
        raise errors.missing_resource("transfer reversal", call.ids[1])
    return found


def listed(world: World, call: Call) -> Body:
    return lists.listing(world, call, KIND, {name: f"$.{name}" for name in _FILTERS})


ROUTES = [
    Route("POST", "/v1/transfers", params.TransferCreateParams, create),
    Route("GET", "/v1/transfers", params.TransferListParams, listed),
    Route("GET", "/v1/transfers/{id}", params.TransferRetrieveParams, resources.retrieve(KIND)),
    Route("POST", "/v1/transfers/{id}", params.TransferUpdateParams, resources.update_metadata(KIND)),
    Route("POST", "/v1/transfers/{id}/reversals", params.TransferReversalCreateParams, reverse),
    Route("GET", "/v1/transfers/{id}/reversals", params.TransferReversalListParams, reversals),
    Route("GET", "/v1/transfers/{id}/reversals/{reversal}", params.TransferReversalRetrieveParams, reversal),
]
