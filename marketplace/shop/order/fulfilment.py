"""What happens to a vendor order after payment: the one table of allowed moves, and a function per act.

Each act is one transaction: compare-and-set on the status, the history line, stock, the purchase's own status, and the
event for everybody who must hear of it. Of two acts at once the first wins and the other raises NotNow.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace import states
from marketplace.events import outbox
from marketplace.payments import refunds
from marketplace.shop.order import progress
from marketplace.shop.partner import stock
from vendors import ledger
from vendors.models import VendorOrder, VendorOrderChange

Line = get_model("order", "Line")
Order = get_model("order", "Order")
Status = VendorOrder.Status

MOVES: states.Moves = {
    Status.AWAITING_PAYMENT: {Status.NEW, Status.CANCELLED},
    Status.NEW: {Status.ACCEPTED, Status.CANCELLED},
    Status.ACCEPTED: {Status.SHIPPED, Status.READY_FOR_PICKUP, Status.CANCELLED},
    Status.READY_FOR_PICKUP: {Status.DELIVERED},
    Status.SHIPPED: {Status.DELIVERED},
    Status.DELIVERED: {Status.COMPLETED},
    # Money that comes after the order expired revives it when everything is still there (settlement).
    Status.CANCELLED: {Status.NEW},
}

TIME_TO_ANSWER = timedelta(days=2)
TIME_TO_SHIP = timedelta(days=3)
# Two days to report a problem after arrival (indonesia.md 3.1), then the order is completed.
TIME_TO_COMPLAIN = timedelta(days=2)
CODE_TRIES = VendorOrder.CODE_TRIES


class NotNow(Exception):
    """The order is no longer where this act is allowed. `str()` is the message to show."""


class WrongCode(Exception):
    """The pick-up code does not match; `left` tries remain. `str()` is the message to show."""

    def __init__(self, left: int) -> None:
        self.left = left
        super().__init__(
            _("Code does not match, %(n)d tries left.") % {"n": left}
            if left
            else _("Too many wrong codes. Ask PLUT to unlock this pick-up.")
        )


@transaction.atomic
def accept(vendor_order: VendorOrder, actor: Any) -> None:
    _move(vendor_order, Status.ACCEPTED, actor, ship_by=timezone.now() + TIME_TO_SHIP)
    _tell("accepted", vendor_order)


@transaction.atomic
def decline(vendor_order: VendorOrder, actor: Any, note: str = "") -> None:
    """The shop says no to a new order: stock goes back on the shelf, the buyer's money is on its way back."""
    if vendor_order.status != Status.NEW:
        raise _not_now(vendor_order)
    _cancel_paid(vendor_order, actor, VendorOrder.CancelReason.DECLINED, note)


@transaction.atomic
def cancel_for_silence(vendor_order: VendorOrder) -> None:
    """The answer's deadline passed. Raises NotNow when the shop answered in the meantime."""
    if vendor_order.status != Status.NEW:
        raise _not_now(vendor_order)
    _cancel_paid(vendor_order, None, VendorOrder.CancelReason.SILENCE, "")


@transaction.atomic
def ready(vendor_order: VendorOrder, actor: Any) -> None:
    """Packed and waiting at the pick-up place; the buyer gets the code."""
    if not vendor_order.is_pickup:
        raise _not_now(vendor_order)
    _move(vendor_order, Status.READY_FOR_PICKUP, actor)
    _tell("ready", vendor_order)


@transaction.atomic
def ship(vendor_order: VendorOrder, actor: Any, courier: str, tracking_number: str = "") -> None:
    """Handed to a courier, or on the shop's own way. The pieces leave the stock."""
    if vendor_order.is_pickup:
        raise _not_now(vendor_order)
    _move(vendor_order, Status.SHIPPED, actor, courier=courier, tracking_number=tracking_number)
    _consume(vendor_order)
    _tell("shipped", vendor_order)


@transaction.atomic
def correct_tracking(vendor_order: VendorOrder, actor: Any, courier: str, tracking_number: str) -> bool:
    """Mend a mistyped tracking number while the parcel is on its way; False when nothing differs. Raises NotNow."""
    if (vendor_order.courier, vendor_order.tracking_number) == (courier, tracking_number):
        return False
    old = f"{vendor_order.courier} {vendor_order.tracking_number}".strip()
    shipped = VendorOrder.objects.filter(pk=vendor_order.pk, status=Status.SHIPPED)
    if not shipped.update(courier=courier, tracking_number=tracking_number):
        raise _not_now(vendor_order)
    vendor_order.courier, vendor_order.tracking_number = courier, tracking_number
    change = record_change(vendor_order, Status.SHIPPED, actor, f"{old} → {courier} {tracking_number}".strip())
    change.save()
    outbox.record(
        "vendor_order.tracking_corrected",
        key=f"vendor_order.tracking_corrected:{change.pk}",
        vendor_order_id=vendor_order.pk,
        change_id=change.pk,
    )
    return True


def hand_over(vendor_order: VendorOrder, actor: Any, code: str) -> None:
    """The buyer is at the counter with a code. Raises WrongCode; three wrong ones lock the pick-up (idea 7)."""
    if vendor_order.status != Status.READY_FOR_PICKUP:
        raise _not_now(vendor_order)
    if vendor_order.wrong_codes >= CODE_TRIES:
        raise WrongCode(0)
    if code.strip() != vendor_order.pickup_code:
        raise WrongCode(_count_wrong_code(vendor_order))
    with transaction.atomic():
        _move(vendor_order, Status.DELIVERED, actor)
        _consume(vendor_order)
        _tell("delivered", vendor_order)


@transaction.atomic
def unlock_pickup(vendor_order: VendorOrder, actor: Any) -> None:
    """Staff have seen who stands at the counter: the code may be tried again. Raises NotNow unless it is locked."""
    locked = VendorOrder.objects.filter(pk=vendor_order.pk, status=Status.READY_FOR_PICKUP, wrong_codes__gte=CODE_TRIES)
    if not locked.update(wrong_codes=0):
        raise _not_now(vendor_order)
    record_change(vendor_order, vendor_order.status, actor, _("Pick-up code may be tried again")).save()


@transaction.atomic
def deliver(vendor_order: VendorOrder, actor: Any) -> None:
    """A shipped parcel has arrived."""
    if vendor_order.is_pickup:
        raise _not_now(vendor_order)
    _move(vendor_order, Status.DELIVERED, actor)
    _tell("delivered", vendor_order)


@transaction.atomic
def complete(vendor_order: VendorOrder) -> None:
    """Nobody reported a problem in time."""
    _move(vendor_order, Status.COMPLETED, None)


def cancel_silent() -> int:
    """Sweep: cancel new vendor orders whose deadline has passed. Returns how many."""
    overdue = VendorOrder.objects.filter(status=Status.NEW, answer_by__lte=timezone.now()).select_related("vendor")
    return sum(_unless_moved(cancel_for_silence, vendor_order) for vendor_order in overdue)


def complete_arrived() -> int:
    """Sweep: complete what arrived and drew no complaint. Returns how many."""
    since = timezone.now() - TIME_TO_COMPLAIN
    arrived = VendorOrder.objects.filter(
        status=Status.DELIVERED, changes__new_status=Status.DELIVERED, changes__at__lte=since
    ).distinct()
    return sum(_unless_moved(complete, vendor_order) for vendor_order in arrived)


def record_change(vendor_order: VendorOrder, old: str, actor: Any, note: str = "") -> VendorOrderChange:
    """A history line, not yet saved."""
    return VendorOrderChange(
        vendor_order=vendor_order, old_status=old, new_status=vendor_order.status, actor=actor, note=note
    )


def reserved_by(vendor_orders: list[VendorOrder]) -> dict[int, int]:
    """Pieces that these vendor orders hold, by stock record id."""
    lines = Line.objects.filter(vendor_line__vendor_order__in=vendor_orders, num_allocated__gt=0)
    return {line.stockrecord_id: line.num_allocated for line in lines if line.stockrecord_id}


def _cancel_paid(vendor_order: VendorOrder, actor: Any, reason: str, note: str) -> None:
    _move(vendor_order, Status.CANCELLED, actor, note, cancel_reason=reason, cancel_note=note)
    wanted = reserved_by([vendor_order])
    stock.lock(wanted)
    stock.release(wanted)
    _lines_of(vendor_order).update(num_allocated=0)
    ledger.record_cancellation(vendor_order.order, vendor_order)
    refunds.plan_for_vendor_order(vendor_order)
    _tell("cancelled", vendor_order)


def _consume(vendor_order: VendorOrder) -> None:
    wanted = reserved_by([vendor_order])
    stock.lock(wanted)
    stock.consume(wanted)
    _lines_of(vendor_order).update(num_allocated=0)


def _move(vendor_order: VendorOrder, to: str, actor: Any, note: str = "", **also: Any) -> None:
    _hold(vendor_order.order_id)
    try:
        old = states.move(vendor_order, "status", to, MOVES, **also)
    except states.Stale as error:
        raise _not_now(vendor_order) from error
    record_change(vendor_order, old, actor, note).save()
    _lines_of(vendor_order).update(status=to)
    progress.follow(vendor_order.order_id)


def _hold(order_id: int) -> None:
    """One act on a purchase at a time: its status is read off all its vendor orders, of which others move too."""
    Order.objects.select_for_update(no_key=True).only("pk").get(pk=order_id)


def _lines_of(vendor_order: VendorOrder) -> Any:
    return Line.objects.filter(vendor_line__vendor_order=vendor_order)


def _tell(what: str, vendor_order: VendorOrder) -> None:
    outbox.record(
        f"vendor_order.{what}", key=f"vendor_order.{what}:{vendor_order.number}", vendor_order_id=vendor_order.pk
    )


def _count_wrong_code(vendor_order: VendorOrder) -> int:
    rows = VendorOrder.objects.filter(pk=vendor_order.pk, wrong_codes__lt=CODE_TRIES)
    rows.update(wrong_codes=F("wrong_codes") + 1)
    vendor_order.refresh_from_db(fields=["wrong_codes"])
    return CODE_TRIES - vendor_order.wrong_codes


def _not_now(vendor_order: VendorOrder) -> NotNow:
    current = VendorOrder.objects.only("status").get(pk=vendor_order.pk)
    return NotNow(_("Already %(state)s, nothing changed.") % {"state": current.get_status_display().lower()})


def _unless_moved(act: Any, vendor_order: VendorOrder) -> int:
    try:
        act(vendor_order)
    except NotNow:
        return 0
    return 1
