"""What a buyer can do on the hosted page, whoever presses the button: a browser or the control API."""

from marketplace.payments.simulator import (
    agenda,
    cards,
    errors,
    events,
    faults,
    ids,
    resources,
)
from marketplace.payments.simulator.objects import charges, payment_intents
from marketplace.payments.simulator.world import Body, World

SESSION = "checkout.session"


def open_session(world: World, id: str) -> Body:
    """The Session if it can still be paid; raises ApiError(404) or ApiError(400)."""
    session = resources.get(world, SESSION, id)
    if session["status"] != "open":
        raise errors.invalid(f"This Checkout Session is {session['status']}.")
    return session


def pay(world: World, id: str, card: cards.Card, email: str | None = None) -> Body:
    """Confirm with a card. The returned Session is complete, or still open after a decline or before 3-D Secure."""
    session = open_session(world, id)
    intent = _confirmed(world, session)
    if card.authenticates:
        return _ask_authentication(world, session, intent, card, email)
    if card.brand == "amex" and intent["amount"] > cards.AMEX_LARGEST:
        card = cards.Card(card.number, card.brand, code="card_declined", decline_code="card_not_supported")
    if card.code:
        _fail(world, intent, card, email)
        return session
    return _succeed(world, session, intent, card, email)


def authenticate(world: World, id: str, succeed: bool) -> Body:
    """Finish 3-D Secure; raises ApiError(400) when none was asked for."""
    session = open_session(world, id)
    intent = payment_intents.of_session(world, session)
    if intent["status"] != "requires_action":
        raise errors.invalid("No authentication is under way.")
    card = cards.named(intent["_sim"]["card"]) or cards.AUTHENTICATES
    email = intent.pop("_sim")["email"]
    intent["next_action"] = None
    if succeed:
        return _succeed(world, session, intent, card, email)
    failed = {"code": "payment_intent_authentication_failure", "type": "card_error", "message": "Not authenticated."}
    _back_to_start(world, intent, failed)
    return session


def pay_delayed(world: World, id: str, succeed: bool, email: str | None = None) -> Body:
    """Confirm with a method whose money comes, or fails to come, later."""
    session = open_session(world, id)
    intent = _confirmed(world, session)
    charge = charges.create(world, intent, "pending", None, email or session["customer_email"])
    world.store.save(charges.KIND, charge)
    intent |= {"status": "processing", "latest_charge": charge["id"], "payment_method": charge["payment_method"]}
    intent["payment_method_types"] = ["customer_balance"]
    _complete(world, session, "unpaid", email)
    world.store.save(payment_intents.KIND, intent)
    events.emit(world, "payment_intent.processing", intent)
    act = "payment.arrive" if succeed else "payment.fail"
    agenda.add(world, world.now() + world.settings.delayed_seconds, act, session["id"])
    return session


def _confirmed(world: World, session: Body) -> Body:
    """The intent, after the dial has had its say on amount, currency and mode."""
    about = [session["id"], session["client_reference_id"], *session["metadata"].values()]
    if (options := faults.take(world, "amount_differs", objects=about)) is not None:
        session["amount_total"] += int(options.get("by", -100))
    if (options := faults.take(world, "currency_differs", objects=about)) is not None:
        session["currency"] = options.get("currency", "usd")
    if faults.take(world, "livemode_differs", objects=about) is not None:
        session["livemode"] = True
    intent = payment_intents.of_session(world, session)
    intent.pop("_sim", None)
    return intent | {
        "amount": session["amount_total"],
        "currency": session["currency"],
        "livemode": session["livemode"],
        "last_payment_error": None,
        "next_action": None,
    }


def _ask_authentication(world: World, session: Body, intent: Body, card: cards.Card, email: str | None) -> Body:
    intent |= {
        "status": "requires_action",
        "payment_method": ids.new("pm"),
        "next_action": {"type": "redirect_to_url", "redirect_to_url": {"return_url": None, "url": session["url"]}},
        "_sim": {"card": card.number, "email": email},
    }
    world.store.save(payment_intents.KIND, intent)
    events.emit(world, "payment_intent.requires_action", intent)
    return session


def _fail(world: World, intent: Body, card: cards.Card, email: str | None) -> None:
    charge = world.store.save(charges.KIND, charges.create(world, intent, "failed", card, email))
    intent["latest_charge"] = charge["id"]
    events.emit(world, "charge.failed", charge)
    error = {"charge": charge["id"], "code": card.code, "message": card.message, "type": "card_error"}
    _back_to_start(world, intent, error | ({"decline_code": card.decline_code} if card.decline_code else {}))


def _back_to_start(world: World, intent: Body, error: Body) -> None:
    intent |= {"status": "requires_payment_method", "last_payment_error": error, "payment_method": None}
    world.store.save(payment_intents.KIND, intent)
    events.emit(world, "payment_intent.payment_failed", intent)


def _succeed(world: World, session: Body, intent: Body, card: cards.Card, email: str | None) -> Body:
    charge = charges.create(world, intent, "succeeded", card, email or session["customer_email"])
    world.store.save(charges.KIND, charge)
    events.emit(world, "charge.succeeded", charge)
    _received(world, intent, charge)
    _complete(world, session, "paid", email)
    charges.settle_later(world, charge)
    if card.disputed:
        agenda.add(world, world.now() + world.settings.balance_transaction_seconds, "dispute.open", charge["id"])
    return session


def _received(world: World, intent: Body, charge: Body) -> None:
    intent |= {
        "status": "succeeded",
        "amount_received": intent["amount"],
        "latest_charge": charge["id"],
        "payment_method": charge["payment_method"],
        "processing": None,
    }
    world.store.save(payment_intents.KIND, intent)
    events.emit(world, "payment_intent.succeeded", intent)


def _complete(world: World, session: Body, payment_status: str, email: str | None) -> None:
    address = email or session["customer_email"]
    session |= {
        "status": "complete",
        "payment_status": payment_status,
        "url": None,
        "customer_details": {"address": None, "email": address, "name": None, "phone": None, "tax_exempt": "none"},
    }
    session["customer_details"]["tax_ids"] = []
    world.store.save(SESSION, session)
    events.emit(world, "checkout.session.completed", session)


@agenda.act("payment.arrive")
def arrive(world: World, id: str) -> None:
    """The delayed money is ours."""
    session, intent, charge = _under_way(world, id)
    if intent["status"] != "processing":
        return
    charge |= {"status": "succeeded", "paid": True, "captured": True, "amount_captured": charge["amount"]}
    world.store.save(charges.KIND, charge)
    events.emit(world, "charge.succeeded", charge)
    _received(world, intent, charge)
    session["payment_status"] = "paid"
    world.store.save(SESSION, session)
    events.emit(world, "checkout.session.async_payment_succeeded", session)
    charges.settle_later(world, charge)


@agenda.act("payment.fail")
def fail(world: World, id: str) -> None:
    """The delayed money never came."""
    session, intent, charge = _under_way(world, id)
    if intent["status"] != "processing":
        return
    charge |= {"status": "failed", "failure_code": "payment_failed", "failure_message": "The payment failed."}
    world.store.save(charges.KIND, charge)
    events.emit(world, "charge.failed", charge)
    _back_to_start(world, intent, {"code": "payment_failed", "type": "invalid_request_error", "charge": charge["id"]})
    events.emit(world, "checkout.session.async_payment_failed", session)


def _under_way(world: World, id: str) -> tuple[Body, Body, Body]:
    session = resources.get(world, SESSION, id)
    intent = resources.get(world, payment_intents.KIND, session["payment_intent"])
    return session, intent, resources.get(world, charges.KIND, intent["latest_charge"])
