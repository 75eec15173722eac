"""What PLUT decides about a review: one table of moves, one function for each act. The figures follow in the same transaction."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace import states
from marketplace.shop.reviews import figures, news, reporting
from marketplace.shop.reviews.models import Review

State = Review.State

# Every move there is. What the writer changes is looked at again, or published when only stars are left.
STATES: states.Moves = {
    State.WAITING: {State.PUBLISHED, State.REFUSED},
    State.PUBLISHED: {State.HIDDEN, State.WAITING},
    State.REFUSED: {State.WAITING, State.PUBLISHED},
    State.HIDDEN: {State.PUBLISHED},
}


@dataclass(frozen=True)
class Move:
    since: State
    to: State
    needs_reason: bool = False


MOVES = {
    "approve": Move(State.WAITING, State.PUBLISHED),
    "refuse": Move(State.WAITING, State.REFUSED, needs_reason=True),
    "hide": Move(State.PUBLISHED, State.HIDDEN, needs_reason=True),
    "show_again": Move(State.HIDDEN, State.PUBLISHED),
}


class Refused(Exception):
    """The decision is not made. `str(error)` is the message in the reader's language."""


class NotNow(Refused):
    """Somebody decided before, or the writer changed it meanwhile."""

    def __init__(self, state: str) -> None:
        super().__init__(_("Already “{state}”, nothing changed.").format(state=State(state).label))


class ReasonMissing(Refused):
    def __init__(self) -> None:
        super().__init__(_("Write the reason. The writer of the review gets it at once."))


@transaction.atomic
def approve(review: Review, actor: Any) -> None:
    """Publish a review that was looked at. Raises NotNow."""
    _move(review, "approve", actor)


@transaction.atomic
def refuse(review: Review, actor: Any, reason: str) -> None:
    """Do not publish; the writer may change it and send it again. Raises NotNow, ReasonMissing."""
    _move(review, "refuse", actor, reason)
    reporting.uphold(review, actor)


@transaction.atomic
def hide(review: Review, actor: Any, reason: str) -> None:
    """Take a published review down; open reports of it were right. Raises NotNow, ReasonMissing."""
    _move(review, "hide", actor, reason)
    reporting.uphold(review, actor)


@transaction.atomic
def show_again(review: Review, actor: Any) -> None:
    """Publish a review that was taken down by mistake. Raises NotNow."""
    _move(review, "show_again", actor)


def allowed(review: Review) -> list[str]:
    """The acts that fit the review's present state."""
    return [act for act, move in MOVES.items() if review.state == move.since]


def _move(review: Review, act: str, actor: Any, reason: str = "") -> None:
    move, reason = MOVES[act], reason.strip()
    if move.needs_reason and not reason:
        raise ReasonMissing
    try:
        states.move(review, "state", move.to, {move.since: {move.to}}, state_reason=reason)
    except states.Stale as error:
        raise NotNow(Review.objects.values_list("state", flat=True).get(pk=review.pk)) from error
    figures.recount(review)
    news.record(move.to.value, review, is_decision=True, actor_id=actor.pk if actor else None)
