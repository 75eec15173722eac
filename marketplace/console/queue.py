"""Everything that waits for PLUT, with how many and since when. Each list page asks here what is waiting."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.console import rights
from marketplace.events.models import Delivery
from marketplace.payments.models import Payment, Refund
from marketplace.shop.complaints.models import Ticket
from marketplace.shop.conversations.models import Report
from marketplace.shop.reviews.models import Review, ReviewReport
from vendors import permits
from vendors.models import Listing, Vendor, VendorChange, VendorOrder

# A payment page closes itself and the sweep follows; only what stays open longer is stuck.
GRACE = timedelta(hours=1)


@dataclass(frozen=True)
class Waiting:
    """One line of the queue as a person sees it."""

    label: Any
    count: int
    since: datetime | None
    url: str


@dataclass(frozen=True)
class Kind:
    label: Any
    right: str
    rows: Callable[[], QuerySet]
    since: str
    address: str
    query: str = ""


def vendors_to_approve() -> QuerySet:
    entered = VendorChange.objects.filter(vendor=OuterRef("pk"), new_status=OuterRef("status"))
    waiting = Vendor.objects.filter(status__in=[Vendor.Status.APPLIED, Vendor.Status.IN_REVIEW])
    return waiting.annotate(since=Coalesce(Subquery(entered.values("at")[:1]), "created_at"))


def products_to_check() -> QuerySet:
    return Listing.objects.filter(state=Listing.State.IN_REVIEW)


def transfers_to_confirm() -> QuerySet:
    proofs = Payment.objects.filter(method=Payment.Method.BANK_TRANSFER, state=Payment.State.PROOF_RECEIVED)
    return proofs.annotate(since=Min("proofs__uploaded_at"))


def mismatches() -> QuerySet:
    return Payment.objects.filter(state=Payment.State.MISMATCH)


def refunds_by_hand() -> QuerySet:
    """Refunds that wait for people: of bank transfers, which no gateway sends, and those a gateway could not send."""
    by_transfer = Q(capture__payment__method=Payment.Method.BANK_TRANSFER)
    waiting = Refund.objects.exclude(state=Refund.State.SUCCEEDED)
    return waiting.filter(by_transfer | Q(state=Refund.State.FAILED))


def reviews_to_check() -> QuerySet:
    return Review.objects.filter(state=Review.State.WAITING)


def reported_reviews() -> QuerySet:
    """Reviews of which a report is open, whatever their state."""
    waiting = Review.objects.filter(reports__state=ReviewReport.State.OPEN)
    return waiting.annotate(since=Min("reports__reported_at"))


def open_complaints() -> QuerySet:
    return Ticket.objects.filter(state__in=[Ticket.State.RECEIVED, Ticket.State.IN_PROGRESS])


def reported_messages() -> QuerySet:
    return Report.objects.filter(state=Report.State.WAITING)


def failed_deliveries() -> QuerySet:
    return Delivery.objects.filter(state=Delivery.State.FAILED)


def stuck_vendor_orders() -> QuerySet:
    """Shop orders past the time by which somebody should have answered, shipped, or paid."""
    now, status = timezone.now(), VendorOrder.Status
    return VendorOrder.objects.filter(
        Q(status=status.NEW, answer_by__lt=now)
        | Q(status__in=[status.ACCEPTED, status.READY_FOR_PICKUP], ship_by__lt=now)
        | Q(status=status.AWAITING_PAYMENT, order__payment__expires_at__lt=now - GRACE)
    )


_PROOFS, _MISMATCHES = "state=proof_received", "state=mismatch"
KINDS = (
    Kind(_("Sellers to approve"), "judge_vendors", vendors_to_approve, "since", "console:vendors", "waiting=1"),
    Kind(_("Products to check"), "judge_products", products_to_check, "product__date_updated", "console:products"),
    Kind(_("Reviews to check"), "judge_reviews", reviews_to_check, "edited_at", "console:reviews"),
    Kind(_("Reported reviews"), "judge_reviews", reported_reviews, "since", "console:reviews", "reported=1"),
    Kind(_("Permits to check"), "judge_products", permits.to_check, "created_at", "permit:index", "state=in_review"),
    Kind(_("Transfers to confirm"), "confirm_transfers", transfers_to_confirm, "since", "console:transfers", _PROOFS),
    Kind(
        _("Amounts that differ"),
        "confirm_transfers",
        mismatches,
        "order__date_placed",
        "console:transfers",
        _MISMATCHES,
    ),
    Kind(_("Refunds to send by hand"), "send_refunds", refunds_by_hand, "created_at", "console:refunds"),
    Kind(_("Orders past their deadline"), "see_orders", stuck_vendor_orders, "created_at", "console:orders", "stuck=1"),
    Kind(_("Complaints to answer"), "answer_complaints", open_complaints, "created_at", "console:complaints"),
    Kind(_("Reported messages"), "judge_talk", reported_messages, "at", "console:reports"),
    Kind(_("Later work that failed"), "mend_later_work", failed_deliveries, "event__happened_at", "console:work"),
)


def of(user: Any) -> list[Waiting]:
    """The queue of one person: only the kinds that are theirs to do, whether or not anything waits."""
    return [_look(kind) for kind in KINDS if rights.has(user, kind.right)]


def _look(kind: Kind) -> Waiting:
    rows = kind.rows()
    count = rows.count()
    since = rows.order_by(kind.since).values_list(kind.since, flat=True).first() if count else None
    address = reverse(kind.address) + (f"?{kind.query}" if kind.query else "")
    return Waiting(kind.label, count, since, address)
