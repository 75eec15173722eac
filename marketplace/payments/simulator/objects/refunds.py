"""Refunds: drawn from the available balance, never more than was paid, and not always the last word."""

from typing import Any

from stripe import params

from marketplace.payments.simulator import (
    agenda,
    cards,
    errors,
    events,
    faults,
    ids,
    limits,
    lists,
    resources,
)
from marketplace.payments.simulator.objects import balance, charges, payment_intents
from marketplace.payments.simulator.world import Body, Call, Route, World

KIND = "refund"
_DAY = 86_400
_FILTERS = ("charge", "created", "payment_intent")


def create(world: World, call: Call) -> Body:
    """Raises ApiError(400): no such payment, not paid, disputed, refunded already, or more than is left."""
    charge = _charge(world, call.params)
    amount = _amount(charge, call.params)
    _check(world, charge, call.params)
    refund = _body(world, charge, amount, call.params)
    _begin(world, refund, charge)
    world.store.save(KIND, refund)
    _count(world, charge, amount)
    events.emit(world, "refund.created", refund)
    events.emit(world, "charge.refunded", charge)
    return refund


def _charge(world: World, given: dict[str, Any]) -> Body:
    if ("charge" in given) == ("payment_intent" in given):
        raise errors.invalid("One of the following params should be provided: payment_intent or charge.")
    if "charge" in given:
        charge = resources.get(world, charges.KIND, given["charge"], param="charge")
    else:
        intent = resources.get(world, payment_intents.KIND, given["payment_intent"], param="payment_intent")
        if not intent["latest_charge"]:
            raise errors.invalid(f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.")
        charge = resources.get(world, charges.KIND, intent["latest_charge"])
    if charge["status"] != "succeeded":
        raise errors.invalid(f"Charge {charge['id']} has not succeeded: it cannot be refunded.")
    return charge


def _amount(charge: Body, given: dict[str, Any]) -> int:
    left = charge["amount"] - charge["amount_refunded"]
    if charge["refunded"]:
        message = f"Charge {charge['id']} has already been refunded."
        raise errors.invalid(message, code="charge_already_refunded")
    amount = limits.positive(given.get("amount", left))
    if amount > left:
        raise errors.invalid(f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", "amount")
    return amount


def _check(world: World, charge: Body, given: dict[str, Any]) -> None:
    open_disputes = world.store.select(
        "dispute",
        "json_extract(body, '$.charge') = ? AND NOT json_extract(body, '$.is_charge_refundable')"
        " AND json_extract(body, '$.status') != 'won'",
        (charge["id"],),
    )
    if open_disputes:
        message = f"Charge {charge['id']} has been charged back; cannot issue a refund."
        raise errors.invalid(message, code="charge_disputed")
    if given.get("reverse_transfer"):
        raise errors.invalid("Cannot reverse transfer: the charge has no associated transfer.", "reverse_transfer")
    if given.get("refund_application_fee"):
        raise errors.invalid("The charge has no application fee.", "refund_application_fee")


def _body(world: World, charge: Body, amount: int, given: dict[str, Any]) -> Body:
    return {
        "id": ids.new("re"),
        "object": KIND,
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": world.now(),
        "currency": charge["currency"],
        "destination_details": {"card": {"type": "refund"}, "type": "card"},
        "metadata": limits.metadata(given.get("metadata")),
        "payment_intent": charge["payment_intent"],
        "reason": given.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "pending",
        "transfer_reversal": None,
    }


def _begin(world: World, refund: Body, charge: Body) -> None:
    """What becomes of it: by card, by dial, by what the balance holds."""
    about = [refund["charge"], refund["payment_intent"], *charge["metadata"].values(), *refund["metadata"].values()]
    card = cards.named(charge["_sim"]["card"])
    pause = world.settings.refund_seconds
    if faults.take(world, "refund_requires_action", objects=about) is not None:
        refund["status"] = "requires_action"
        return
    if balance.available(world, refund["currency"]) < refund["amount"]:
        _wait_for_money(world, refund)
        return
    _debit(world, refund)
    turn = card.refund if card else ""
    if (slow := faults.take(world, "refund_pending", objects=about)) is not None or turn == "pending":
        refund["pending_reason"] = "processing"
        agenda.add(world, world.now() + int((slow or {}).get("seconds", pause)), "refund.succeed", refund["id"])
        return
    refund["status"] = "succeeded"
    if (late := faults.take(world, "refund_fails_late", objects=about)) is not None or turn == "fails":
        agenda.add(world, world.now() + int((late or {}).get("seconds", pause)), "refund.fail", refund["id"])


def _debit(world: World, refund: Body) -> None:
    entry = balance.record(world, KIND, -refund["amount"], refund["id"], currency=refund["currency"])
    refund["balance_transaction"] = entry["id"]


def _wait_for_money(world: World, refund: Body) -> None:
    refund["pending_reason"] = "insufficient_funds"
    moment = balance.next_available(world) or world.now() + _DAY
    agenda.add(world, moment, "refund.fund", refund["id"])


def _count(world: World, charge: Body, amount: int) -> None:
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    world.store.save(charges.KIND, charge)


@agenda.act("refund.fund")
def fund(world: World, id: str) -> None:
    """Pay a refund that waited for the balance, or let it wait on."""
    refund = resources.get(world, KIND, id)
    if refund["status"] != "pending":
        return
    if balance.available(world, refund["currency"]) < refund["amount"]:
        _wait_for_money(world, refund)
        return
    _debit(world, refund)
    _move(world, refund, "succeeded")


@agenda.act("refund.succeed")
def succeed(world: World, id: str) -> None:
    refund = resources.get(world, KIND, id)
    if refund["status"] == "pending":
        _move(world, refund, "succeeded")


@agenda.act("refund.fail")
def fail(world: World, id: str) -> None:
    """The buyer's bank sends the money back: it is in our balance again and the charge is refunded by less."""
    refund = resources.get(world, KIND, id)
    if refund["status"] not in ("pending", "succeeded"):
        return
    entry = balance.record(world, "refund_failure", refund["amount"], id, currency=refund["currency"])
    refund |= {"failure_balance_transaction": entry["id"], "failure_reason": "expired_or_canceled_card"}
    _move(world, refund, "failed")
    events.emit(world, "refund.failed", refund)
    _count(world, resources.get(world, charges.KIND, refund["charge"]), -refund["amount"])


def _move(world: World, refund: Body, status: str) -> None:
    before, refund["status"] = refund["status"], status
    refund.pop("pending_reason", None)
    world.store.save(KIND, refund)
    events.emit(world, "refund.updated", refund, previous={"status": before})


def cancel(world: World, call: Call) -> Body:
    """Raises ApiError(400) unless the refund waits for the buyer."""
    refund = resources.get(world, KIND, call.ids[0])
    if refund["status"] != "requires_action":
        raise errors.invalid(f"A refund with status {refund['status']} cannot be canceled.")
    _move(world, refund, "canceled")
    _count(world, resources.get(world, charges.KIND, refund["charge"]), -refund["amount"])
    return refund


def listed(world: World, call: Call) -> Body:
    return lists.listing(world, call, KIND, {name: f"$.{name}" for name in _FILTERS})


def of_charge(world: World, call: Call) -> Body:
    resources.get(world, charges.KIND, call.ids[0])
    return lists.listing(world, call, KIND, where="json_extract(body, '$.charge') = ?", values=[call.ids[0]])


ROUTES = [
    Route("GET", "/v1/charges/{id}/refunds", params.ChargeListRefundsParams, of_charge),
    Route("POST", "/v1/refunds", params.RefundCreateParams, create),
    Route("GET", "/v1/refunds", params.RefundListParams, listed),
    Route("GET", "/v1/refunds/{id}", params.RefundRetrieveParams, resources.retrieve(KIND)),
    Route("POST", "/v1/refunds/{id}", params.RefundUpdateParams, resources.update_metadata(KIND)),
    Route("POST", "/v1/refunds/{id}/cancel", params.RefundCancelParams, cancel),
]
