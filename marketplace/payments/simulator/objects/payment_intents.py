"""PaymentIntents: born when the buyer first confirms, then read by the shop."""

from stripe import params

from marketplace.payments.simulator import (
    errors,
    events,
    ids,
    limits,
    lists,
    resources,
    search,
)
from marketplace.payments.simulator.world import Body, Call, Route, World

KIND = "payment_intent"
_UNSET = (
    "application",
    "application_fee_amount",
    "canceled_at",
    "cancellation_reason",
    "customer",
    "last_payment_error",
    "latest_charge",
    "next_action",
    "on_behalf_of",
    "payment_method",
    "processing",
    "review",
    "setup_future_usage",
    "shipping",
    "source",
    "transfer_data",
)


def of_session(world: World, session: Body) -> Body:
    """The Session's intent; the first confirmation creates it."""
    if session["payment_intent"]:
        return resources.get(world, KIND, session["payment_intent"])
    intent = _body(world, session, session["_sim"]["intent_data"])
    session["payment_intent"] = intent["id"]
    world.store.save("checkout.session", session)
    world.store.save(KIND, intent)
    events.emit(world, "payment_intent.created", intent)
    return intent


def _body(world: World, session: Body, data: Body) -> Body:
    id = ids.new("pi")
    return {
        "id": id,
        "object": KIND,
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "automatic_payment_methods": {"enabled": True},
        "capture_method": "automatic_async",
        "client_secret": f"{id}_secret_{ids.new('s')[2:]}",
        "confirmation_method": "automatic",
        "created": world.now(),
        "currency": session["currency"],
        "description": data.get("description"),
        "livemode": session["livemode"],
        "metadata": limits.metadata(data.get("metadata")),
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "receipt_email": data.get("receipt_email"),
        "statement_descriptor": data.get("statement_descriptor"),
        "statement_descriptor_suffix": data.get("statement_descriptor_suffix"),
        "status": "requires_payment_method",
        "transfer_group": data.get("transfer_group"),
        **dict.fromkeys(_UNSET),
    }


def listed(world: World, call: Call) -> Body:
    filters = {name: f"$.{name}" for name in ("created", "customer", "customer_account")}
    return lists.listing(world, call, KIND, filters)


def cancel(world: World, call: Call) -> Body:
    """Always refused: the intent of a Checkout Session goes with its Session, which is expired instead."""
    intent = resources.get(world, KIND, call.ids[0], call.account)
    raise errors.ApiError(
        400,
        "You cannot cancel this PaymentIntent because it was created by a Checkout Session. Expire the Session instead."
        f" The PaymentIntent has a status of {intent['status']}.",
        code="payment_intent_unexpected_state",
    )


ROUTES = [
    Route("GET", "/v1/payment_intents", params.PaymentIntentListParams, listed),
    Route("GET", "/v1/payment_intents/search", params.PaymentIntentSearchParams, search.handler(KIND)),
    Route("GET", "/v1/payment_intents/{id}", params.PaymentIntentRetrieveParams, resources.retrieve(KIND)),
    Route("POST", "/v1/payment_intents/{id}/cancel", params.PaymentIntentCancelParams, cancel),
]
