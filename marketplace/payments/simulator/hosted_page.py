"""The page a buyer pays on, and the one a recipient signs up on: plain forms, no JavaScript."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from marketplace.payments.simulator import (
    cards,
    errors,
    journal,
    page_html,
    page_words,
    payments,
)
from marketplace.payments.simulator.objects import account_links, checkout_sessions
from marketplace.payments.simulator.world import Body, World

_NUMBERS = {name: card for name, card in page_html.OUTCOMES if card is not None}
_URL_SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True)
class Visit:
    """One request of a browser for a page."""

    method: str
    id: str
    form: dict[str, Any]
    language: str = ""
    accepted: str = ""


@dataclass(frozen=True)
class Page:
    status: int
    html: str = ""
    location: str = ""


def show_payment(world: World, visit: Visit) -> Page:
    """The page in the state its Session is in, or what the pressed button leads to."""
    session = world.store.find(checkout_sessions.KIND, visit.id)
    if session is None:
        return show_nothing(world, visit)
    journal.write(world, "page", journal.subjects(session), method=visit.method, choice=visit.form.get("choice", ""))
    if visit.method == "POST" and session["status"] == "open":
        return _pressed(world, visit, session)
    if visit.method == "POST" and session["status"] == "complete":
        return Page(303, location=return_address(session))
    return _as_it_stands(world, visit, session)


def _pressed(world: World, visit: Visit, session: Body) -> Page:
    choice, email = str(visit.form.get("choice", "")), _email(visit.form)
    if choice == "expire":
        return _as_it_stands(world, visit, checkout_sessions.close(world, session))
    if choice in ("approve", "refuse"):
        return _after(world, visit, _authenticated(world, session, choice == "approve"))
    if choice in ("delayed_succeeds", "delayed_fails"):
        return _after(world, visit, payments.pay_delayed(world, session["id"], choice == "delayed_succeeds", email))
    card = _NUMBERS.get(choice) or cards.named(str(visit.form.get("number", "")))
    if card is None:
        return _as_it_stands(world, visit, session, "error_number")
    return _after(world, visit, payments.pay(world, session["id"], card, email))


def _authenticated(world: World, session: Body, succeed: bool) -> Body:
    try:
        return payments.authenticate(world, session["id"], succeed)
    except errors.ApiError:  # pressed twice: the first press has settled it
        return session


def _email(form: dict[str, Any]) -> str | None:
    given = str(form.get("email", "")).strip()[:200]
    return given if "@" in given else None


def _after(world: World, visit: Visit, session: Body) -> Page:
    if session["status"] == "complete":
        return Page(303, location=return_address(session))
    return _as_it_stands(world, visit, session, _complaint(world, session))


def _complaint(world: World, session: Body) -> str:
    intent = world.store.find_any(session["payment_intent"]) or {}
    error = intent.get("last_payment_error")
    if not error:
        return ""
    if error.get("decline_code") == "insufficient_funds":
        return "error_insufficient"
    return "error_authentication" if error["code"].startswith("payment_intent") else "error_declined"


def _as_it_stands(world: World, visit: Visit, session: Body, complaint: str = "") -> Page:
    language = page_words.language(visit.language, session["locale"], visit.accepted)
    words, seller = page_words.words(language), world.settings.business_name
    if session["status"] == "expired":
        return _note(world, visit, session, "expired", session["cancel_url"], 410)
    if session["status"] == "complete":
        name = "paid" if session["payment_status"] == "paid" else "processing"
        return _note(world, visit, session, name, return_address(session), 200)
    if _authenticating(world, session):
        return Page(200, page_html.authentication(words, session, seller, language))
    # the machine's clock is what the buyer looks at; the simulator's may be ahead
    until = session["expires_at"] - world.clock.offset()
    return Page(200, page_html.payment(words, session, seller, language, words.get(complaint, ""), until))


def _authenticating(world: World, session: Body) -> bool:
    intent = world.store.find_any(session["payment_intent"]) if session["payment_intent"] else None
    return intent is not None and intent["status"] == "requires_action"


def _note(world: World, visit: Visit, session: Body | None, name: str, onward: str | None, status: int) -> Page:
    language = page_words.language(visit.language, session["locale"] if session else None, visit.accepted)
    words = page_words.words(language)
    return Page(status, page_html.note(words, language, name, world.settings.business_name, onward))


def return_address(session: Body) -> str:
    """The success URL with the Session's id in its place, fit for a header."""
    return quote(session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]), safe=_URL_SAFE)


def show_nothing(world: World, visit: Visit) -> Page:
    return _note(world, visit, None, "gone", None, 404)


def show_onboarding(world: World, visit: Visit) -> Page:
    link = account_links.find(world, visit.id)
    language = page_words.language(visit.language, None, visit.accepted)
    if link is None:
        return show_nothing(world, visit)
    if visit.method == "POST":
        return Page(303, location=quote(account_links.follow(world, link), safe=_URL_SAFE))
    words = page_words.words(language)
    return Page(200, page_html.onboarding(words, language, link["account"], link["id"]))
