"""What has happened to a vendor order and what comes next, as steps of the trail on the shopper's order page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace import money
from marketplace.front import formats
from marketplace.payments.models import Refund
from marketplace.shop.order import fulfilment
from vendors.models import VendorOrder

Status = VendorOrder.Status

SENT = (Status.NEW, Status.ACCEPTED, Status.SHIPPED, Status.DELIVERED, Status.COMPLETED)
PICKED_UP = (Status.NEW, Status.ACCEPTED, Status.READY_FOR_PICKUP, Status.DELIVERED, Status.COMPLETED)


@dataclass(frozen=True)
class Step:
    """`look` is done, now, stopped or empty for what is still to come; `line` says who acts next and until when."""

    label: str
    look: str = ""
    at: datetime | None = None
    line: str = ""


def of(part: VendorOrder) -> list[Step]:
    """The steps of a paid vendor order, with `changes` and `refunds` loaded; none before it is paid."""
    reached: dict[str, datetime] = {}
    for change in part.changes.all():
        reached.setdefault(change.new_status, change.at)
    if Status.NEW not in reached:
        return []
    if part.status == Status.CANCELLED:
        return _stopped(part, reached)
    way = PICKED_UP if part.is_pickup else SENT
    here = way.index(part.status)
    return [_step(part, status, place - here, reached.get(status)) for place, status in enumerate(way)]


def _step(part: VendorOrder, status: str, distance: int, at: datetime | None) -> Step:
    """`distance` is how many steps lie between here and the step: what is behind us is done, what lies ahead is bare."""
    label = _label(part, status)
    if distance == 0 and status != Status.COMPLETED:
        return Step(label, "now", at, _next(part, at))
    tracking = f"{part.courier} {part.tracking_number}".strip() if status == Status.SHIPPED else ""
    return Step(label, "done" if distance <= 0 else "", at, tracking)


def _label(part: VendorOrder, status: str) -> str:
    labels = {
        Status.NEW: pgettext("order", "Paid"),
        Status.ACCEPTED: pgettext("vendor order", "In progress"),
        Status.SHIPPED: pgettext("vendor order", "Shipped"),
        Status.READY_FOR_PICKUP: pgettext("vendor order", "Ready for pick-up"),
        Status.DELIVERED: pgettext("vendor order", "Picked up")
        if part.is_pickup
        else pgettext("vendor order", "Delivered"),
        Status.COMPLETED: pgettext("vendor order", "Completed"),
    }
    return labels[Status(status)]


def _next(part: VendorOrder, at: datetime | None) -> str:
    """Who acts next, and until when."""
    if part.status == Status.NEW and part.answer_by:
        return _("The shop answers by {deadline}.").format(deadline=formats.moment(part.answer_by))
    if part.status == Status.ACCEPTED and part.ship_by:
        said = _("Ready by {deadline}.") if part.is_pickup else _("Ships by {deadline}.")
        return said.format(deadline=formats.moment(part.ship_by))
    if part.status == Status.SHIPPED:
        return f"{part.courier} {part.tracking_number}".strip()
    if part.status == Status.DELIVERED and at:
        until = at + fulfilment.TIME_TO_COMPLAIN
        return _("Something wrong? Tell us by {deadline}.").format(deadline=formats.moment(until))
    return part.pickup_place


def _stopped(part: VendorOrder, reached: dict[str, datetime]) -> list[Step]:
    behind = [s for s in (Status.NEW, Status.ACCEPTED) if s in reached]
    why = part.get_cancel_reason_display()
    why = f"{why[:1].upper()}{why[1:]}"
    steps = [Step(_label(part, s), "done", reached[s]) for s in behind]
    line = f"{why}: {part.cancel_note}" if part.cancel_note else why
    steps.append(Step(pgettext("vendor order", "Cancelled"), "stopped", reached.get(Status.CANCELLED), line))
    return steps + [_refund_step(refund) for refund in part.refunds.all()]


def _refund_step(refund: Any) -> Step:
    amount = money.shown(refund.amount)
    if refund.state == Refund.State.SUCCEEDED:
        return Step(pgettext("payment", "Refunded"), "done", refund.done_at, amount)
    if refund.state == Refund.State.FAILED:
        return Step(pgettext("payment", "Refund failed"), "stopped", None, _("We contact you to send it another way."))
    return Step(pgettext("payment", "Refund on its way"), "now", None, amount)
