"""A complaint from its arrival to its end. Each act is one transaction with the event for whoever must hear of it."""

import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace import states
from marketplace.events import outbox
from marketplace.shop.complaints.models import MOVES, Answer, Ticket

# Without 0 and O, 1 and I: a number is read out on the phone.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
TRIES = 20


class NotNow(Exception):
    """The complaint is no longer where this act is allowed. `str()` is what to show."""


def file(**fields: Any) -> Ticket:
    """Take a complaint in under a number that nobody else has, `PG-YYMM-XXXX`; its writer and PLUT are told."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                ticket = Ticket.objects.create(number=new_number(), **fields)
                _tell("received", ticket, ticket.number)
                return ticket
        except IntegrityError:
            continue
    raise RuntimeError("no free ticket number")


def new_number() -> str:
    """Drawn, not counted: one cannot be guessed from another. Year and month in WIB."""
    drawn = "".join(secrets.choice(SIGNS) for _sign in range(4))
    return f"PG-{timezone.localdate():%y%m}-{drawn}"


@transaction.atomic
def start(ticket: Ticket) -> None:
    """Somebody of PLUT looks into it. Raises NotNow."""
    _move(ticket, Ticket.State.IN_PROGRESS)


@transaction.atomic
def answer(ticket: Ticket, author: Any, text: str) -> Answer:
    """Answer in public words. A second answer to an answered complaint leaves its state. Raises NotNow once closed."""
    if ticket.state == Ticket.State.ANSWERED:
        _still(ticket)
    else:
        _move(ticket, Ticket.State.ANSWERED)
    given = Answer.objects.create(ticket=ticket, author=author, text=text)
    outbox.record("complaint.answered", key=f"complaint.answered:{given.pk}", ticket_id=ticket.pk, answer_id=given.pk)
    return given


@transaction.atomic
def close(ticket: Ticket) -> None:
    """It is over. Raises NotNow."""
    _move(ticket, Ticket.State.CLOSED)
    _tell("closed", ticket, ticket.number)


def _move(ticket: Ticket, to: str) -> None:
    try:
        states.move(ticket, "state", to, MOVES, moved_at=timezone.now())
    except states.Stale as error:
        raise _gone(ticket) from error


def _still(ticket: Ticket) -> None:
    """Hold the row, which must be answered still."""
    if not Ticket.objects.filter(pk=ticket.pk, state=Ticket.State.ANSWERED).update(moved_at=timezone.now()):
        raise _gone(ticket)


def _gone(ticket: Ticket) -> NotNow:
    ticket.refresh_from_db(fields=["state"])
    return NotNow(_("Already {state}, nothing changed.").format(state=ticket.get_state_display().lower()))


def _tell(what: str, ticket: Ticket, key: object) -> None:
    outbox.record(f"complaint.{what}", key=f"complaint.{what}:{key}", ticket_id=ticket.pk)
