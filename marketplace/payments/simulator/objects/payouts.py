"""Payouts: from a balance to a bank account, by request or of all that is available."""

from typing import Any

from stripe import params

from marketplace.payments.simulator import (
    agenda,
    errors,
    events,
    ids,
    limits,
    lists,
    resources,
)
from marketplace.payments.simulator.objects import balance
from marketplace.payments.simulator.world import Body, Call, Route, World

KIND = "payout"
_FILTERS = ("arrival_date", "created", "destination", "status")


def create(world: World, call: Call) -> Body:
    """Raises ApiError(400, ``balance_insufficient``) beyond the available balance."""
    amount, currency = limits.positive(call.params["amount"]), limits.currency(call.params["currency"])
    if balance.available(world, currency, call.account) < amount:
        message = "You have insufficient funds in your Stripe account for this payout."
        raise errors.invalid(message, "amount", "balance_insufficient")
    return _send(world, amount, currency, call.account, call.params, automatic=False)


def run(world: World, account: str = "") -> Body | None:
    """The automatic payout of all available rupiah; it names the transactions it pays. None if there is nothing."""
    amount = balance.available(world, "idr", account)
    if amount < 1:
        return None
    paid = balance.unpaid(world, "idr", account)
    payout = _send(world, amount, "idr", account, {}, automatic=True)
    for transaction in paid:
        balance.assign(world, transaction, payout["id"], account)
    return payout


def _send(world: World, amount: int, currency: str, account: str, given: dict[str, Any], *, automatic: bool) -> Body:
    payout = _body(world, amount, currency, given, automatic)
    entry = balance.record(world, KIND, -amount, payout["id"], currency=currency, account=account)
    if automatic:
        balance.assign(world, entry, payout["id"], account)
    payout["balance_transaction"] = entry["id"]
    world.store.save(KIND, payout, account)
    agenda.add(world, payout["arrival_date"], "payout.arrive", payout["id"])
    events.emit(world, "payout.created", payout, account=account)
    return payout


def _body(world: World, amount: int, currency: str, given: dict[str, Any], automatic: bool) -> Body:
    return {
        "id": ids.new("po"),
        "object": KIND,
        "amount": amount,
        "application_fee": None,
        "application_fee_amount": None,
        "arrival_date": world.now() + world.settings.payout_seconds,
        "automatic": automatic,
        "balance_transaction": None,
        "created": world.now(),
        "currency": currency,
        "description": given.get("description"),
        "destination": given.get("destination", "ba_simulator"),
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "metadata": limits.metadata(given.get("metadata")),
        "method": given.get("method", "standard"),
        "original_payout": None,
        "reconciliation_status": "completed" if automatic else "not_applicable",
        "reversed_by": None,
        "source_type": "card",
        "statement_descriptor": given.get("statement_descriptor"),
        "status": "pending",
        "trace_id": None,
        "type": "bank_account",
    }


@agenda.act("payout.arrive")
def arrive(world: World, id: str) -> None:
    account = world.store.account_of(id)
    payout = resources.get(world, KIND, id, account)
    if payout["status"] == "pending":
        _move(world, payout, "paid", account)


def fail(world: World, id: str) -> Body:
    """The bank turns it away, before or after it arrived, and the money is back. Raises ApiError(400) if it cannot."""
    account = world.store.account_of(id)
    payout = resources.get(world, KIND, id, account)
    if payout["status"] not in ("pending", "paid"):
        raise errors.invalid(f"A payout with status {payout['status']} cannot fail.")
    _give_back(world, payout, "payout_failure", account)
    payout |= {"failure_code": "account_closed", "failure_message": "The bank account has been closed."}
    return _move(world, payout, "failed", account)


def cancel(world: World, call: Call) -> Body:
    """Raises ApiError(400) unless the payout is pending."""
    payout = resources.get(world, KIND, call.ids[0], call.account)
    if payout["status"] != "pending":
        raise errors.invalid("Payouts can only be canceled while they are pending.")
    _give_back(world, payout, "payout_cancel", call.account)
    return _move(world, payout, "canceled", call.account)


def _give_back(world: World, payout: Body, type: str, account: str) -> None:
    currency = payout["currency"]
    entry = balance.record(world, type, payout["amount"], payout["id"], currency=currency, account=account)
    payout["failure_balance_transaction"] = entry["id"]


def _move(world: World, payout: Body, status: str, account: str) -> Body:
    payout["status"] = status
    world.store.save(KIND, payout, account)
    events.emit(world, f"payout.{status}", payout, account=account)
    return payout


def listed(world: World, call: Call) -> Body:
    return lists.listing(world, call, KIND, {name: f"$.{name}" for name in _FILTERS})


ROUTES = [
    Route("POST", "/v1/payouts", params.PayoutCreateParams, create),
    Route("GET", "/v1/payouts", params.PayoutListParams, listed),
    Route("GET", "/v1/payouts/{id}", params.PayoutRetrieveParams, resources.retrieve(KIND)),
    Route("POST", "/v1/payouts/{id}", params.PayoutUpdateParams, resources.update_metadata(KIND)),
    Route("POST", "/v1/payouts/{id}/cancel", params.PayoutCancelParams, cancel),
]
