"""Permits of sellers: what their numbers look like, what PLUT decides about them, which of them shoppers see."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from marketplace import states
from vendors.models import Permit

Kind, State = Permit.Kind, Permit.State


@dataclass(frozen=True)
class Form:
    """How a number is written: `pattern` after capitals and without spaces, dots and an issuer's name before it."""

    pattern: re.Pattern[str]
    written: str
    refusal: str | Promise
    may_lack_end: bool = False


# The number's forms (domain/indonesia.md 2.1): NIB 13 digits; P-IRT 13 digits and the year it ends, PerBPOM 22/2018;
# halal ID and 17 digits, BPJPH, without an end since 2022 while nothing changes (2.3); BPOM MD/ML 12 to 15 digits, newer
# numbers being longer; traditional medicine and supplement two letters and 9 digits; cosmetic N, a letter and 11 digits;
# geographical indication ID G and 9 digits, DJKI, for as long as the quality is kept. PSAT has many forms by issuer.
FORMS: dict[str, Form] = {
    Kind.PIRT: Form(
        re.compile(r"([1-8]\d{12})-?(\d{2})", re.ASCII),
        r"\1-\2",
        lazy("P-IRT number does not fit. Copy it from the certificate."),
    ),
    Kind.BPOM_FOOD: Form(
        re.compile(r"(M[DL])(\d{12,15})", re.ASCII),
        r"\1 \2",
        lazy("BPOM number of food: MD or ML and 12 to 15 digits."),
    ),
    Kind.BPOM_MEDICINE: Form(
        re.compile(r"(TR|TI|TL|HT|FF|QD|QL|QI|SD|SI|SL)(\d{9})", re.ASCII),
        r"\1 \2",
        lazy("BPOM number of traditional medicine: two letters such as TR and 9 digits."),
    ),
    Kind.BPOM_COSMETIC: Form(
        re.compile(r"(N[A-E])(\d{11})", re.ASCII),
        r"\1 \2",
        lazy("BPOM number of cosmetics: NA to NE and 11 digits."),
    ),
    Kind.HALAL: Form(
        re.compile(r"(ID\d{17})", re.ASCII),
        r"\1",
        lazy("Halal certificate number: ID and 17 digits."),
        may_lack_end=True,
    ),
    Kind.GI: Form(
        re.compile(r"IDG(\d{9})", re.ASCII),
        r"ID G \1",
        lazy("Number of a geographical indication: ID G and 9 digits."),
        may_lack_end=True,
    ),
    Kind.FRESH: Form(
        re.compile(r"([A-Z0-9/.-]{6,40})"),
        r"\1",
        lazy("Copy the registration number from the certificate."),
        may_lack_end=True,
    ),
    Kind.NIB: Form(re.compile(r"(\d{13})", re.ASCII), r"\1", lazy("NIB has 13 digits."), may_lack_end=True),
}
_BEFORE = re.compile(r"^(?:BPOM(?:RI)?|POM|P-?IRT(?:NO)?|NIB|PSAT)[:.]?(?=[A-Z0-9])")
# Shoppers see the badges in this order.
_RANK = {kind: rank for rank, kind in enumerate(Kind.values)}


class Refused(Exception):
    """The decision is not made. `str(error)` is the message in the reader's language."""


@dataclass(frozen=True)
class Move:
    since: frozenset[Permit.State]
    to: Permit.State
    needs_reason: bool = False


MOVES = {
    "approve": Move(frozenset({State.IN_REVIEW, State.SENT_BACK}), State.ACCEPTED),
    "send_back": Move(frozenset({State.IN_REVIEW}), State.SENT_BACK, needs_reason=True),
    "revoke": Move(frozenset({State.ACCEPTED}), State.REVOKED, needs_reason=True),
}


def clean_number(kind: str, typed: str) -> str:
    """A number as its paper writes it: `p-irt 2061501010001 29` becomes `2061501010001-29`.

    Raises ValidationError, in the reader's language, for one that does not have the form of its kind. Only the form is
    looked at: whether the number exists is for the curator to see on the paper.
    """
    form = FORMS[kind]
    bare = re.sub(r"\s", "", typed.upper())
    if kind != Kind.FRESH:
        bare = bare.replace(".", "")
    found = form.pattern.fullmatch(_BEFORE.sub("", bare))
    if not found:
        raise ValidationError(str(form.refusal), code="number")
    return found.expand(form.written)


def check_end(kind: str, number: str, valid_until: dt.date | None) -> None:
    """Raises ValidationError when a permit that ends has no end, or a P-IRT another year than its number's last digits."""
    if valid_until is None:
        if not FORMS[kind].may_lack_end:
            raise ValidationError(_("Write until when it is valid."), code="end")
        return
    if kind == Kind.PIRT and f"{valid_until:%y}" != number[-2:]:
        words = _("The number ends in {year}: it is valid until a day of 20{year}.")
        raise ValidationError(words.format(year=number[-2:]), code="end")


def shown_with(product_id: int, vendor_id: int, date: dt.date | None = None) -> list[Permit]:
    """What shoppers see beside a product: its permits and the seller's NIB, checked and valid on the day; one query."""
    on_date = valid(date or timezone.localdate())
    found = on_date.filter(Q(products=product_id) | Q(vendor=vendor_id, kind=Kind.NIB)).distinct()
    return sorted(found, key=lambda permit: (_RANK[permit.kind], permit.number))


def valid(date: dt.date) -> QuerySet[Permit]:
    """The rule of `Permit.valid_on` for the database."""
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=date)
    return Permit.objects.filter(lasting, state=State.ACCEPTED)


def to_check() -> QuerySet[Permit]:
    return Permit.objects.filter(state=State.IN_REVIEW)


def allowed(permit: Permit) -> list[str]:
    """The decisions that fit the permit's present state."""
    return [act for act, move in MOVES.items() if permit.state in move.since]


@transaction.atomic
def approve(permit: Permit, actor: Any) -> None:
    """Say that number and paper were looked at and agree. Raises Refused without a paper or after its last day."""
    if not permit.document:
        raise Refused(_("Upload the document first. A number alone proves nothing."))
    if permit.valid_until and permit.valid_until < timezone.localdate():
        raise Refused(_("It ended already. Ask for the new one."))
    _move(permit, "approve", actor)


@transaction.atomic
def send_back(permit: Permit, actor: Any, reason: str) -> None:
    """Ask for another paper or number. Raises Refused."""
    _move(permit, "send_back", actor, reason)


@transaction.atomic
def revoke(permit: Permit, actor: Any, reason: str) -> None:
    """The issuer took it back: shoppers no longer see it. Raises Refused."""
    _move(permit, "revoke", actor, reason)


def reopen(permit: Permit) -> None:
    """What was changed must be looked at again."""
    Permit.objects.filter(pk=permit.pk).update(state=State.IN_REVIEW, state_reason="", checked_by=None, checked_at=None)
    permit.refresh_from_db()


def _move(permit: Permit, act: str, actor: Any, reason: str = "") -> None:
    move, reason = MOVES[act], reason.strip()
    if move.needs_reason and not reason:
        raise Refused(_("Write the reason."))
    moves = {str(since): {move.to} for since in move.since}
    checked = {"checked_by": actor, "checked_at": timezone.now()}
    try:
        states.move(permit, "state", move.to, moves, state_reason=reason, **checked)
    except states.Stale as error:
        now = Permit.objects.values_list("state", flat=True).get(pk=permit.pk)
        raise Refused(_("Already “{state}”, nothing changed.").format(state=State(now).label)) from error
