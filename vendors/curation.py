"""What PLUT decides about a product's listing: one table of moves, one function that makes them."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace import states
from marketplace.events import outbox
from vendors.models import Listing

State = Listing.State


@dataclass(frozen=True)
class Move:
    """A decision: about listings in which state, what becomes of them, whether it needs a reason, and its event."""

    since: frozenset[State]
    to: State
    event: str
    needs_reason: bool = False


MOVES = {
    "approve": Move(frozenset({State.IN_REVIEW}), State.LIVE, "product.approved"),
    "send_back": Move(frozenset({State.IN_REVIEW}), State.SENT_BACK, "product.sent_back", needs_reason=True),
    "reject": Move(frozenset({State.IN_REVIEW}), State.REJECTED, "product.rejected", needs_reason=True),
    "take_down": Move(frozenset({State.LIVE, State.HIDDEN}), State.TAKEN_DOWN, "product.taken_down", needs_reason=True),
    "put_back": Move(frozenset({State.TAKEN_DOWN}), State.LIVE, "product.approved"),
}


class Refused(Exception):
    """The decision is not made. `str(error)` is the message in the reader's language."""


class NotNow(Refused):
    """Somebody decided before, or the decision does not fit the listing's state."""

    def __init__(self, state: str) -> None:
        super().__init__(_("Already “{state}”, nothing changed.").format(state=State(state).label))


class ReasonMissing(Refused):
    def __init__(self) -> None:
        super().__init__(_("Write the reason. The seller gets it at once."))


@transaction.atomic
def approve(listing: Listing, actor: Any) -> None:
    """Put a checked product on sale. Raises NotNow."""
    _move(listing, "approve", actor)


@transaction.atomic
def send_back(listing: Listing, actor: Any, reason: str) -> None:
    """Ask the seller for changes. Raises NotNow, ReasonMissing."""
    _move(listing, "send_back", actor, reason)


@transaction.atomic
def reject(listing: Listing, actor: Any, reason: str) -> None:
    """Say no for good. Raises NotNow, ReasonMissing."""
    _move(listing, "reject", actor, reason)


@transaction.atomic
def take_down(listing: Listing, actor: Any, reason: str) -> None:
    """Take a product off the market at once; orders already paid go on. Raises NotNow, ReasonMissing."""
    _move(listing, "take_down", actor, reason)


@transaction.atomic
def put_back(listing: Listing, actor: Any) -> None:
    """Put a product that was taken down on sale again. Raises NotNow."""
    _move(listing, "put_back", actor)


def allowed(listing: Listing) -> list[str]:
    """The decisions that fit the listing's present state."""
    return [act for act, move in MOVES.items() if listing.state in move.since]


def _move(listing: Listing, act: str, actor: Any, reason: str = "") -> None:
    move, reason = MOVES[act], reason.strip()
    if move.needs_reason and not reason:
        raise ReasonMissing
    try:
        states.move(listing, "state", move.to, {since: {move.to} for since in move.since}, state_reason=reason)
    except states.Stale as error:
        raise NotNow(Listing.objects.values_list("state", flat=True).get(pk=listing.pk)) from error
    if move.to == State.LIVE:
        get_model("catalogue", "Product").objects.filter(pk=listing.product_id).update(is_public=True)
    _tell(listing, move.event, actor)


def _tell(listing: Listing, event: str, actor: Any) -> None:
    """Record the decision for the seller, and the change for whoever keeps a copy of the product, such as search."""
    once = secrets.token_hex(8)
    ids = {"product_id": listing.product_id}
    outbox.record(event, key=f"{event}:{listing.product_id}:{once}", actor_id=actor.pk, **ids)
    outbox.record("product.changed", key=f"product.changed:{listing.product_id}:{once}", **ids)
