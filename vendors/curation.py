"""What PLUT decides about a product's listing: one table of moves, one function that makes them."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from oscar.core.loading import get_model

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
    "take_down": Move(
        frozenset({State.LIVE, State.HIDDEN}), State.TAKEN_DOWN, "product.taken_down", needs_reason=True
    ),
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


def approve(listing: Listing, actor: Any) -> None:
    """Put a checked product on sale. Raises NotNow."""
    _move(listing, "approve", actor)


def send_back(listing: Listing, actor: Any, reason: str) -> None:
    """Ask the seller for changes. Raises NotNow, ReasonMissing."""
    _move(listing, "send_back", actor, reason)


def reject(listing: Listing, actor: Any, reason: str) -> None:
    """Say no for good. Raises NotNow, ReasonMissing."""
    _move(listing, "reject", actor, reason)


def take_down(listing: Listing, actor: Any, reason: str) -> None:
    """Take a product off the market at once; orders already paid go on. Raises NotNow, ReasonMissing."""
    _move(listing, "take_down", actor, reason)


def put_back(listing: Listing, actor: Any) -> None:
    """Put a product that was taken down on sale again. Raises NotNow."""
    _move(listing, "put_back", actor)


def allowed(listing: Listing) -> list[str]:
    """The decisions that fit the listing's present state."""
    return [act for act, move in MOVES.items() if listing.state in move.since]


def _move(listing: Listing, act: str, actor: Any, reason: str = "") -> None:
    move, old, reason = MOVES[act], listing.state, reason.strip()
    if move.needs_reason and not reason:
        raise ReasonMissing
    with transaction.atomic():
        if old not in move.since or not _compare_and_set(listing, old, move.to, reason):
            raise NotNow(Listing.objects.values_list("state", flat=True).get(pk=listing.pk))
        if move.to == State.LIVE:
            get_model("catalogue", "Product").objects.filter(pk=listing.product_id).update(is_public=True)
        _tell(listing, move.event, actor)
    listing.state, listing.state_reason = move.to, reason


def _compare_and_set(listing: Listing, old: str, new: str, reason: str) -> bool:
    return bool(Listing.objects.filter(pk=listing.pk, state=old).update(state=new, state_reason=reason))


def _tell(listing: Listing, event: str, actor: Any) -> None:
    """Record the decision for the seller, and the change for whoever keeps a copy of the product, such as search."""
    once = secrets.token_hex(8)
    ids = {"product_id": listing.product_id}
    outbox.record(event, key=f"{event}:{listing.product_id}:{once}", actor_id=actor.pk, **ids)
    outbox.record("product.changed", key=f"product.changed:{listing.product_id}:{once}", **ids)


LABELS = {
    "approve": gettext_lazy("Approve"),
    "send_back": gettext_lazy("Ask for changes"),
    "reject": gettext_lazy("Reject"),
    "take_down": gettext_lazy("Take down"),
    "put_back": gettext_lazy("Put on sale again"),
}
