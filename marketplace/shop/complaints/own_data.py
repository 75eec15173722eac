"""Complaints as a part of a person's data. After a deletion the case stays without the name of who brought it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import personal
from marketplace.accounts.models import User
from marketplace.shop.complaints.models import Ticket

LABELS = {
    "number": _("Ticket number"),
    "about": _("What it is about"),
    "text": _("What happened"),
    "state": _("Status"),
    "at": _("Received"),
}


def register() -> None:
    personal.register("complaints", _rows, _erase, title=_("Consumer complaints"), labels=LABELS)


def _own(user: User) -> QuerySet[Ticket]:
    return Ticket.objects.filter(Q(user=user) | Q(email__iexact=user.email))


def _rows(user: User) -> personal.Rows:
    return [_row(ticket) for ticket in _own(user).order_by("pk")]


def _row(ticket: Ticket) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "about": ticket.about or str(ticket.get_kind_display()),
        "text": ticket.text,
        "state": str(ticket.get_state_display()),
        "at": ticket.created_at,
    }


def _erase(user: User) -> None:
    _own(user).update(name="", email=personal.nobodys_address(user), user=None)
