"""Disputes: the bank takes the money and a fee, the shop answers, the bank decides."""

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
from marketplace.payments.simulator.objects import balance, charges, payment_intents
from marketplace.payments.simulator.world import Body, Call, Route, World

KIND = "dispute"
DUE_SECONDS = 7 * 86_400
_OPEN = ("warning_needs_response", "warning_under_review", "needs_response", "under_review")
_FILTERS = ("charge", "created", "payment_intent")
_EVIDENCE = tuple(params.DisputeUpdateParamsEvidence.__annotations__)


def open(
    world: World, subject: str, amount: int | None = None, reason: str = "fraudulent", inquiry: bool = False
) -> Body:
    """A buyer disputes what is left of a charge, named by its own id or its intent's. An inquiry moves no money.

    Raises ApiError(400): not paid, fully refunded, disputed already, or more than is left.
    """
    charge = _disputable(world, subject)
    left = charge["amount"] - charge["amount_refunded"]
    amount = left if amount is None else limits.positive(amount)
    if amount > left:
        raise errors.invalid("A dispute cannot exceed what is left of its charge.", "amount")
    dispute = world.store.save(KIND, _body(world, charge, amount, reason, inquiry))
    charge["disputed"] = True
    world.store.save(charges.KIND, charge)
    events.emit(world, "charge.dispute.created", dispute)
    if not inquiry:
        _withdraw(world, dispute)
    return dispute


def _disputable(world: World, subject: str) -> Body:
    found = world.store.find(payment_intents.KIND, subject)
    charge = resources.get(world, charges.KIND, found["latest_charge"] if found else subject)
    if charge["status"] != "succeeded" or charge["refunded"] or charge["disputed"]:
        raise errors.invalid(f"Charge {charge['id']} cannot be disputed.")
    return charge


def _body(world: World, charge: Body, amount: int, reason: str, inquiry: bool) -> Body:
    card = charge["payment_method_details"].get("card", {"brand": None})
    case = {"brand": card["brand"], "case_type": "inquiry" if inquiry else "chargeback", "network_reason_code": "10.4"}
    return {
        "id": ids.new("du"),
        "object": KIND,
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": world.now(),
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": dict.fromkeys(_EVIDENCE) | {"enhanced_evidence": {}},
        "evidence_details": {
            "due_by": world.now() + DUE_SECONDS,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        "is_charge_refundable": inquiry,
        "livemode": charge["livemode"],
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "payment_method_details": {"card": case, "type": "card"},
        "reason": reason,
        "status": "warning_needs_response" if inquiry else "needs_response",
    }


def _withdraw(world: World, dispute: Body) -> None:
    _book(world, dispute, -dispute["amount"], world.settings.dispute_fee, "dispute")
    events.emit(world, "charge.dispute.funds_withdrawn", dispute)


def _book(world: World, dispute: Body, amount: int, fee: int, category: str) -> None:
    currency = dispute["currency"]
    entry = balance.record(world, "adjustment", amount, dispute["id"], currency=currency, fee=fee, category=category)
    dispute["balance_transactions"].append({**entry, "status": "available"})
    world.store.save(KIND, dispute)


@agenda.act("dispute.open")
def _open_by_card(world: World, charge: str) -> None:
    body = resources.get(world, charges.KIND, charge)
    if not body["refunded"] and not body["disputed"]:
        open(world, charge)


def decide(world: World, id: str, won: bool) -> Body:
    """The bank's verdict; a won dispute gives the amount back, not the fee. Raises ApiError(400) once it is closed."""
    dispute = _undecided(world, id)
    if dispute["status"].startswith("warning"):
        return _close(world, dispute, "warning_closed")
    if won:
        _book(world, dispute, dispute["amount"], 0, "dispute_reversal")
    _close(world, dispute, "won" if won else "lost")
    if won:
        events.emit(world, "charge.dispute.funds_reinstated", dispute)
    return dispute


def _undecided(world: World, id: str) -> Body:
    dispute = resources.get(world, KIND, id)
    if dispute["status"] not in _OPEN:
        raise errors.invalid("This dispute is already closed.", code="dispute_already_closed")
    return dispute


def _close(world: World, dispute: Body, status: str) -> Body:
    dispute["status"] = status
    world.store.save(KIND, dispute)
    events.emit(world, "charge.dispute.closed", dispute)
    return dispute


def update(world: World, call: Call) -> Body:
    """Take evidence; with ``submit``, or without saying so as at Stripe, it goes to the bank at once."""
    dispute = limits.updated_metadata(_undecided(world, call.ids[0]), call.params)
    given: dict[str, Any] = call.params.get("evidence") or {}
    dispute["evidence"] |= given
    dispute["evidence_details"]["has_evidence"] |= bool(given)
    if given and call.params.get("submit", True):
        dispute["evidence_details"]["submission_count"] += 1
        warning = "warning_" if dispute["status"].startswith("warning") else ""
        dispute["status"] = f"{warning}under_review"
    world.store.save(KIND, dispute)
    events.emit(world, "charge.dispute.updated", dispute)
    return dispute


def concede(world: World, call: Call) -> Body:
    return _close(world, _undecided(world, call.ids[0]), "lost")


def listed(world: World, call: Call) -> Body:
    return lists.listing(world, call, KIND, {name: f"$.{name}" for name in _FILTERS})


ROUTES = [
    Route("GET", "/v1/disputes", params.DisputeListParams, listed),
    Route("GET", "/v1/disputes/{id}", params.DisputeRetrieveParams, resources.retrieve(KIND)),
    Route("POST", "/v1/disputes/{id}", params.DisputeUpdateParams, update),
    Route("POST", "/v1/disputes/{id}/close", params.DisputeCloseParams, concede),
]
