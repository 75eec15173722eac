"""What one order's page shows a shopper: where it stands, what to pay and how, and each shop's part with its trail."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace import money
from marketplace.front import states
from marketplace.payments import bank_transfer
from marketplace.payments.models import Payment
from marketplace.shop.catalogue import cards, pictures
from marketplace.shop.order import titles, trail, visiting
from marketplace.shop.order.models import Purchase
from marketplace.statements import Given, Statement, holding
from vendors import hours
from vendors.models import VendorOrder, VendorOrderLine

State = Payment.State
# While these hold, the payment tells more than "unpaid".
TELLING = (State.PROOF_RECEIVED, State.PROCESSING, State.MISMATCH, State.FAILED)
# Over: it can be bought again.
OVER = (Purchase.Status.COMPLETED, Purchase.Status.CANCELLED, Purchase.Status.EXPIRED)
GONE = (Purchase.Status.CANCELLED, Purchase.Status.EXPIRED)


@dataclass(frozen=True)
class Part:
    """One shop's part of the order. `state` is None where the order's own says it all."""

    order: VendorOrder
    regency: str
    state: states.Shown | None
    steps: list[trail.Step]
    chat: str

    @property
    def lines(self) -> list[tuple[Any, str, pictures.Picture | None]]:
        """Each line with its name in the reader's language and its picture."""
        rows: Any = self.order.lines.all()
        return [
            (row, titles.in_reader_tongue(row.line), pictures.Picture(row.picture) if row.picture else None)
            for row in rows
        ]

    @property
    def code(self) -> str:
        """The pick-up code, once there is something to pick up."""
        return self.order.pickup_code if self.order.status == VendorOrder.Status.READY_FOR_PICKUP else ""

    @property
    def hours(self) -> str:
        """When the shop is open, for whoever comes with a code; empty when it has not said so."""
        return hours.line(self.order.vendor)


def of(request: HttpRequest, order: Any) -> dict[str, Any]:
    """The context of the page: one query for the parts and one for each thing that belongs to them."""
    payment, purchase = order.payment, order.purchase
    rows = parts_of(order)
    parts = [_part(row, alone=len(rows) == 1) for row in rows]
    waiting = payment.state == State.PROCESSING or (_is_open(payment) and visiting.waits_for_gateway(request, order))
    return {
        "order": order,
        "purchase": purchase,
        "payment": payment,
        "parts": parts,
        "bank": settings.BANK_TRANSFER | {"plain": settings.BANK_TRANSFER["account"].replace(" ", "")},
        "headline": headline(order, rows),
        "greeted": visiting.just_placed(request) == order.number and order.status not in GONE,
        "is_guest": order.user_id is None and not request.user.is_authenticated,
        "waiting": waiting,
        "awaits_transfer": payment.method == Payment.Method.BANK_TRANSFER and payment.state in bank_transfer.AWAITING,
        "can_pay_by_card": _is_open(payment) and not waiting and payment.expires_at > timezone.now(),
        "came_in": _came_in(payment),
        "over": OVER,
        "refusal": bank_transfer.refusal_of(payment) if payment.method == Payment.Method.BANK_TRANSFER else "",
    }


def parts_of(order: Any) -> list[Any]:
    """Each shop's part with its lines, changes and refunds."""
    rows = _PARTS.rows(order=order.pk)
    lines: dict[int, list[Any]] = {}
    for line in _PART_LINES.rows(order=order.pk):
        lines.setdefault(line.vendor_order_id, []).append(line)
    for row in rows:
        row._prefetched_objects_cache = {"lines": holding(VendorOrderLine.objects.all(), lines.get(row.pk, []))}
    prefetch_related_objects(rows, "refunds", "changes")
    return rows


def _parts() -> QuerySet:
    rows = VendorOrder.objects.filter(order=Given("order", BigIntegerField()))
    return rows.select_related("vendor__district__parent")


def _part_lines() -> QuerySet:
    lines = VendorOrderLine.objects.filter(vendor_order__order=Given("order", BigIntegerField()))
    return lines.select_related("line__product__listing", "line__review").annotate(
        picture=cards.first_picture("line__product_id")
    )


_PARTS, _PART_LINES = Statement(_parts), Statement(_part_lines)


def headline(order: Any, rows: list[VendorOrder]) -> states.Shown | None:
    """Where the whole order stands: the payment's word while it says more than "unpaid", the only shop's once paid."""
    payment, status = order.payment, Purchase.Status
    if order.status == status.AWAITING_PAYMENT and payment.state in TELLING:
        return states.describe("payment", payment.state, "shopper")
    if len(rows) == 1 and order.status in (status.PAID, status.IN_PROGRESS):
        return _alone(rows[0])
    reason = rows[0].get_cancel_reason_display() if len(rows) == 1 and order.status == status.CANCELLED else ""
    many = len(rows) if len(rows) > 1 else None
    return states.describe("order", order.status, "shopper", deadline=payment.expires_at, n=many, reason=reason)


def state_of(row: VendorOrder) -> states.Shown | None:
    """Where one shop's part stands, beside others; None where the order's own state says it all: unpaid, or never paid."""
    if row.status == VendorOrder.Status.AWAITING_PAYMENT or row.cancel_reason == VendorOrder.CancelReason.UNPAID:
        return None
    return states.describe("vendor_order", row.status, "shopper", pickup=row.is_pickup)


def _alone(row: VendorOrder) -> states.Shown | None:
    by = row.answer_by if row.status == VendorOrder.Status.NEW else row.ship_by
    sent = {"courier": row.courier, "tracking": row.tracking_number, "code": row.pickup_code}
    return states.describe("vendor_order", row.status, "shopper", pickup=row.is_pickup, deadline=by, **sent)


def _part(row: VendorOrder, alone: bool) -> Part:
    text = _("Hello, I have a question about order {number}.").format(number=row.number)
    return Part(row, cards.regency_of(row.vendor), None if alone else state_of(row), trail.of(row), text)


def _is_open(payment: Payment) -> bool:
    """A card may still pay this."""
    return payment.method == Payment.Method.STRIPE and payment.state in (State.PENDING, State.FAILED)


def _came_in(payment: Payment) -> str:
    """What was transferred instead of the right amount, for a payment that differs."""
    if payment.state != State.MISMATCH:
        return ""
    last = payment.captures.order_by("-pk").first()
    return money.shown(last.amount) if last else ""
