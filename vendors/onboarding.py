"""How a shop joins, opens, is suspended and leaves: one table of moves, one function that makes them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace import states
from marketplace.accounts import proof
from marketplace.events import outbox
from vendors import ledger
from vendors.models import Membership, Vendor, VendorChange, VendorOrder

Status = Vendor.Status


@dataclass(frozen=True)
class Move:
    """A step a shop may take: from which states, to which one, whether it needs a reason, and the event it records."""

    since: frozenset[Status]
    to: Status
    event: str
    needs_reason: bool = False


MOVES = {
    "submit": Move(frozenset({Status.APPLIED, Status.ONBOARDING}), Status.IN_REVIEW, "vendor.submitted"),
    "approve": Move(frozenset({Status.APPLIED, Status.IN_REVIEW}), Status.OPEN, "vendor.approved"),
    "send_back": Move(
        frozenset({Status.APPLIED, Status.IN_REVIEW}), Status.ONBOARDING, "vendor.sent_back", needs_reason=True
    ),
    "suspend": Move(frozenset({Status.OPEN}), Status.SUSPENDED, "vendor.suspended", needs_reason=True),
    "reopen": Move(frozenset({Status.SUSPENDED}), Status.OPEN, "vendor.reopened"),
    "close": Move(frozenset(Status) - {Status.CLOSED}, Status.CLOSED, "vendor.closed", needs_reason=True),
}


class Refused(Exception):
    """The move is not made. `str(error)` is the message in the reader's language."""


class NotNow(Refused):
    """Somebody moved the shop before, or the move does not fit its state."""

    def __init__(self, status: str) -> None:
        super().__init__(_("Already “{state}”, nothing changed.").format(state=Status(status).label))


class ReasonMissing(Refused):
    def __init__(self) -> None:
        super().__init__(_("Write the reason. The seller gets it at once."))


class StillOpen(Refused):
    """A shop may not close while orders run or money is owed."""


def add(vendor: Vendor, *, owner_email: str, owner_name: str, actor: Any, status: str = Status.ONBOARDING) -> Vendor:
    """Save a new shop with its Oscar partner and its owner's account, and invite the owner.

    The account of a known e-mail address is taken as it is, unless nobody has confirmed that address; that one, like a
    new one, has no password until the invitation is used.
    """
    with transaction.atomic():
        vendor.partner = get_model("partner", "Partner").objects.create(name=vendor.name)
        vendor.status = status
        vendor.save(force_insert=True)
        _write_down(vendor, old="", new=status, actor=actor)
        invite(vendor, email=owner_email, name=owner_name, role=Membership.Role.OWNER)
    return vendor


def invite(vendor: Vendor, *, email: str, name: str, role: str) -> Membership:
    """Make a person a member of a shop, once. They are told by the handler of `vendor.invited`."""
    with transaction.atomic():
        user = _person(email, name)
        membership, is_new = Membership.objects.get_or_create(vendor=vendor, user=user, defaults={"role": role})
        if is_new:
            key = f"vendor.invited:{membership.pk}"
            outbox.record("vendor.invited", key=key, vendor_id=vendor.pk, membership_id=membership.pk)
    return membership


@transaction.atomic
def submit(vendor: Vendor, actor: Any) -> None:
    """The shop's data are complete: PLUT may check them. Raises NotNow."""
    _move(vendor, "submit", actor)


@transaction.atomic
def approve(vendor: Vendor, actor: Any) -> None:
    """Open the shop: its live products are seen and sold from now on. Raises NotNow."""
    _move(vendor, "approve", actor)


@transaction.atomic
def send_back(vendor: Vendor, actor: Any, reason: str) -> None:
    """Ask the shop for changes. Raises NotNow, ReasonMissing."""
    _move(vendor, "send_back", actor, reason)


@transaction.atomic
def suspend(vendor: Vendor, actor: Any, reason: str) -> None:
    """Take the shop and its products off the market; paid orders go on. Raises NotNow, ReasonMissing."""
    _move(vendor, "suspend", actor, reason)


@transaction.atomic
def reopen(vendor: Vendor, actor: Any) -> None:
    """End a suspension. Raises NotNow."""
    _move(vendor, "reopen", actor)


def close(vendor: Vendor, actor: Any, reason: str) -> None:
    """End the shop for good. Raises StillOpen while orders run or money is owed, NotNow, ReasonMissing.

    The shop is closed first and looked at after, so that no order slips in between; what is found undoes the closing.
    """
    try:
        with transaction.atomic():
            _move(vendor, "close", actor, reason)
            _refuse_if_busy(vendor)
    except StillOpen:
        vendor.refresh_from_db(fields=["status", "status_reason"])
        raise


def allowed(vendor: Vendor) -> list[str]:
    """The moves that fit the shop's present state."""
    return [act for act, move in MOVES.items() if vendor.status in move.since]


def running_orders(vendor: Vendor) -> int:
    """How many orders of the shop are neither completed nor cancelled."""
    ended = [VendorOrder.Status.COMPLETED, VendorOrder.Status.CANCELLED]
    return VendorOrder.objects.filter(vendor=vendor).exclude(status__in=ended).count()


def _move(vendor: Vendor, act: str, actor: Any, reason: str = "") -> None:
    move, reason = MOVES[act], reason.strip()
    if move.needs_reason and not reason:
        raise ReasonMissing
    try:
        old = states.move(vendor, "status", move.to, {since: {move.to} for since in move.since}, status_reason=reason)
    except states.Stale as error:
        raise NotNow(Vendor.objects.values_list("status", flat=True).get(pk=vendor.pk)) from error
    change = _write_down(vendor, old=old, new=move.to, actor=actor, reason=reason)
    outbox.record(move.event, key=f"{move.event}:{change.pk}", vendor_id=vendor.pk)


def _refuse_if_busy(vendor: Vendor) -> None:
    if orders := running_orders(vendor):
        raise StillOpen(_("{n} orders of this shop are still running.").format(n=orders))
    if ledger.balance(vendor):
        raise StillOpen(_("The balance of this shop is not zero yet."))


def _write_down(vendor: Vendor, *, old: str, new: str, actor: Any, reason: str = "") -> VendorChange:
    return VendorChange.objects.create(vendor=vendor, old_status=old, new_status=new, actor=actor, reason=reason)


def _person(email: str, name: str) -> Any:
    """The account of an e-mail address, made if nobody has it: without a password, and never here yet.

    Whoever signed up under the address of a seller to be, and never confirmed it, must not find a shop in their hands.
    """
    model = get_user_model()
    known = model.objects.filter(email__iexact=email.strip()).first()
    if known and proof.is_open(known):
        proof.leave_to_reader(known)
    return known or _new_person(model(email=email.strip().lower(), full_name=name.strip()))


def _new_person(user: Any) -> Any:
    user.set_unusable_password()
    user.save()
    return user
