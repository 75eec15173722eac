"""Checkout Sessions: opened by the shop, paid on the hosted page, closed by payment, by request or by time."""

from typing import Any

from stripe.params import checkout

from marketplace.payments.simulator import (
    agenda,
    errors,
    events,
    ids,
    limits,
    lists,
    parameters,
    resources,
)
from marketplace.payments.simulator.objects import checkout_lines
from marketplace.payments.simulator.world import Body, Call, Route, World

KIND = "checkout.session"
SHORTEST, LONGEST = 30 * 60, 24 * 3_600
_FILTERS = ("created", "customer", "customer_account", "payment_intent", "payment_link", "status", "subscription")
_CUSTOM_TEXTS = ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")
_PASSED_ON = ("client_reference_id", "customer_email", "cancel_url", "success_url", "locale", "submit_type")
_UNSET = (
    "after_expiration",
    "allow_promotion_codes",
    "billing_address_collection",
    "consent",
    "consent_collection",
    "currency_conversion",
    "customer",
    "customer_details",
    "invoice",
    "payment_intent",
    "payment_link",
    "recovered_from",
    "setup_intent",
    "shipping_address_collection",
    "shipping_cost",
    "subscription",
)


def create(world: World, call: Call) -> Body:
    """Open a Session; raises ApiError(400) for what Stripe refuses, and for direct charges, unknown here."""
    if call.account:
        raise errors.invalid("This simulator opens Checkout Sessions for the platform only.")
    _check(call.params)
    expires_at = _expiry(world, call.params)
    lines = checkout_lines.build(world, call.params)
    total = limits.chargeable(sum(line["amount_total"] for line in lines), "line_items")
    session = _body(world, call.params, lines[0]["currency"], total, expires_at)
    session["_sim"] = {"line_items": lines, "intent_data": call.params.get("payment_intent_data", {})}
    agenda.add(world, expires_at, "session.expire", session["id"])
    return world.store.save(KIND, session, call.account)


def _check(params: dict[str, Any]) -> None:
    if params.get("mode", "payment") != "payment":
        raise errors.invalid("This simulator only knows `mode: payment`.", "mode")
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise errors.invalid("Invalid ui_mode: this simulator only knows hosted_page", "ui_mode")
    if not params.get("success_url"):
        raise parameters.missing("success_url")
    for name in ("success_url", "cancel_url"):
        if params.get(name):
            limits.address(params[name], name)
    if not 0 < len(params.get("client_reference_id", "-")) <= 200:
        raise errors.invalid("client_reference_id must have 1 to 200 characters.", "client_reference_id")
    if "@" not in params.get("customer_email", "@"):
        raise errors.invalid("Invalid email address", "customer_email", "email_invalid")
    if len(params.get("shipping_options", [])) > 5:
        raise errors.invalid("You can pass at most 5 shipping options.", "shipping_options")
    intent = params.get("payment_intent_data", {})
    limits.metadata(intent.get("metadata"), "payment_intent_data[metadata]")
    if len(intent.get("statement_descriptor_suffix", "")) > 22:
        name = "payment_intent_data[statement_descriptor_suffix]"
        raise errors.invalid("The statement descriptor suffix must be at most 22 characters.", name)


def _expiry(world: World, params: dict[str, Any]) -> int:
    expires_at = int(params.get("expires_at", world.now() + LONGEST))
    if not world.now() + SHORTEST <= expires_at <= world.now() + LONGEST:
        message = "The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from creation."
        raise errors.invalid(message, "expires_at")
    return expires_at


def _body(world: World, params: dict[str, Any], currency: str, total: int, expires_at: int) -> Body:
    id = ids.new_session()
    return {
        "id": id,
        "object": KIND,
        "adaptive_pricing": {"enabled": params.get("adaptive_pricing", {}).get("enabled", True)},
        "amount_subtotal": total,
        "amount_total": total,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "created": world.now(),
        "currency": currency,
        "custom_fields": [],
        "custom_text": dict.fromkeys(_CUSTOM_TEXTS),
        "customer_creation": "if_required",
        "discounts": [],
        "expires_at": expires_at,
        "livemode": False,
        "metadata": limits.metadata(params.get("metadata")),
        "mode": "payment",
        "payment_method_collection": "if_required",
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "phone_number_collection": {"enabled": False},
        "shipping_options": [],
        "status": "open",
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{world.settings.base}/c/pay/{id}",
        **{name: params.get(name) for name in _PASSED_ON},
        **dict.fromkeys(_UNSET),
    }


def listed(world: World, call: Call) -> Body:
    where, values = "1", []
    if "customer_details" in call.params:
        where = "json_extract(body, '$.customer_details.email') = ?"
        values.append(call.params["customer_details"]["email"])
    return lists.listing(world, call, KIND, {name: f"$.{name}" for name in _FILTERS}, where, values)


def line_items(world: World, call: Call) -> Body:
    session = resources.get(world, KIND, call.ids[0], call.account)
    return lists.page(world, call, session["_sim"]["line_items"])


def expire(world: World, call: Call) -> Body:
    """Close an open Session; raises ApiError(400) for one that is not open."""
    session = resources.get(world, KIND, call.ids[0], call.account)
    if session["status"] != "open":
        message = f'Only Checkout Sessions with a status in ["open"] can be expired. This one is {session["status"]}.'
        raise errors.invalid(message)
    return close(world, session)


def close(world: World, session: Body) -> Body:
    session |= {"status": "expired", "url": None}
    world.store.save(KIND, session)
    events.emit(world, "checkout.session.expired", session)
    return session


@agenda.act("session.expire")
def _expire_by_time(world: World, id: str) -> None:
    session = resources.get(world, KIND, id)
    if session["status"] == "open":
        close(world, session)


ROUTES = [
    Route("POST", "/v1/checkout/sessions", checkout.SessionCreateParams, create),
    Route("GET", "/v1/checkout/sessions", checkout.SessionListParams, listed),
    Route("GET", "/v1/checkout/sessions/{id}", checkout.SessionRetrieveParams, resources.retrieve(KIND)),
    Route("POST", "/v1/checkout/sessions/{id}/expire", checkout.SessionExpireParams, expire),
    Route("GET", "/v1/checkout/sessions/{id}/line_items", checkout.SessionListLineItemsParams, line_items),
]
