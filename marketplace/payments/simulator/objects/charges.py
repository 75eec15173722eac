"""Charges: one per attempt that reached the bank; a balance transaction follows a succeeded one."""

from stripe import params

from marketplace.payments.simulator import (
    agenda,
    cards,
    events,
    faults,
    ids,
    lists,
    resources,
    search,
)
from marketplace.payments.simulator.objects import balance
from marketplace.payments.simulator.world import Body, Call, Route, World

KIND = "charge"
_FILTERS = ("created", "customer", "payment_intent", "transfer_group")
_UNSET = (
    "application",
    "application_fee",
    "application_fee_amount",
    "balance_transaction",
    "customer",
    "failure_balance_transaction",
    "receipt_url",
    "review",
    "shipping",
    "source_transfer",
    "transfer_data",
)


def create(world: World, intent: Body, status: str, card: cards.Card | None, email: str | None) -> Body:
    """A charge of the whole intent, by card or, without one, by a delayed method; not yet saved."""
    paid = status == "succeeded"
    charge: Body = {
        "id": ids.new("ch"),
        "object": KIND,
        "amount": intent["amount"],
        "amount_captured": intent["amount"] if paid else 0,
        "amount_refunded": 0,
        "billing_details": {"address": None, "email": email, "name": None, "phone": None, "tax_id": None},
        "calculated_statement_descriptor": world.settings.business_name.upper()[:22],
        "captured": paid,
        "created": world.now(),
        "description": intent["description"],
        "disputed": False,
        "failure_code": card.code if card and status == "failed" else None,
        "failure_message": card.message if card and status == "failed" else None,
        "fraud_details": {},
        "outcome": _outcome(status, card),
        "paid": paid,
        "payment_intent": intent["id"],
        "payment_method": ids.new("pm"),
        "payment_method_details": _method(card),
        "refunded": False,
        "status": status,
        **{name: intent[name] for name in _COPIED},
        **dict.fromkeys(_UNSET),
    }
    charge["metadata"] = dict(intent["metadata"])
    charge["_sim"] = {"card": card.number if card else "", "at_once": bool(card and card.available_at_once)}
    return charge


_COPIED = (
    "currency",
    "livemode",
    "on_behalf_of",
    "receipt_email",
    "statement_descriptor",
    "statement_descriptor_suffix",
    "transfer_group",
)


def _outcome(status: str, card: cards.Card | None) -> Body:
    failed = status == "failed"
    return {
        "network_status": "declined_by_network" if failed else "approved_by_network",
        "reason": (card.decline_code or card.code) if card and failed else None,
        "seller_message": "The bank did not return any further details." if failed else "Payment complete.",
        "type": "issuer_declined" if failed else "authorized",
    }


def _method(card: cards.Card | None) -> Body:
    if card is None:
        return {"type": "customer_balance", "customer_balance": {}}
    shown = {
        "brand": card.brand,
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "ID",
        "exp_month": 12,
        "exp_year": 2040,
        "funding": "credit",
        "last4": card.last4,
        "network": card.brand,
        "three_d_secure": {"result": "authenticated"} if card.authenticates else None,
        "wallet": None,
    }
    return {"type": "card", "card": shown}


def settle_later(world: World, charge: Body) -> None:
    """The balance transaction appears a moment after the payment, or as late as the dial says."""
    late = faults.take(world, "late_balance_transaction", objects=[charge["id"], *charge["metadata"].values()])
    pause = world.settings.balance_transaction_seconds if late is None else int(late.get("seconds", 86_400))
    agenda.add(world, world.now() + pause, "charge.settle", charge["id"])


@agenda.act("charge.settle")
def settle(world: World, id: str) -> None:
    charge = resources.get(world, KIND, id)
    now = world.now()
    available_on = now if charge["_sim"]["at_once"] else now + world.settings.settlement_seconds
    transaction = balance.record(
        world,
        "charge",
        charge["amount"],
        id,
        currency=charge["currency"],
        fee=_fee(world, charge),
        available_on=available_on,
    )
    charge["balance_transaction"] = transaction["id"]
    world.store.save(KIND, charge)
    events.emit(world, "charge.updated", charge, previous={"balance_transaction": None})


def _fee(world: World, charge: Body) -> int:
    """A percentage and a fixed part, in whole rupiah unless the dial adds sen."""
    exact = charge["amount"] * world.settings.fee_basis_points + world.settings.fee_fixed * 10_000
    fee: int = (exact + 500_000) // 1_000_000 * 100
    sen = faults.take(world, "fee_with_sen", objects=[charge["id"], *charge["metadata"].values()])
    return fee if sen is None else fee + int(sen.get("sen", 50))


def listed(world: World, call: Call) -> Body:
    return lists.listing(world, call, KIND, {name: f"$.{name}" for name in _FILTERS})


ROUTES = [
    Route("GET", "/v1/charges", params.ChargeListParams, listed),
    Route("GET", "/v1/charges/search", params.ChargeSearchParams, search.handler(KIND)),
    Route("GET", "/v1/charges/{id}", params.ChargeRetrieveParams, resources.retrieve(KIND)),
    Route("POST", "/v1/charges/{id}", params.ChargeUpdateParams, resources.update_metadata(KIND)),
]
