"""What staff read for each state, and how loud it is. The shop's own table of states speaks first; here is the rest."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from marketplace.events.models import Delivery
from marketplace.front import states
from marketplace.notices.models import Mail
from marketplace.payments.models import Payment, PaymentAttempt, Refund
from marketplace.shop.complaints.models import Ticket
from marketplace.shop.conversations.models import Report
from marketplace.shop.order.models import Purchase
from marketplace.shop.reviews.models import Review, ReviewReport
from vendors.models import Listing, Permit, Vendor, VendorOrder


@dataclass(frozen=True)
class Badge:
    """`tone` is quiet, wait (somebody must act), good or bad."""

    label: Any
    tone: str = "quiet"


# Kinds of `front.states` with the codes that exist here, for filters.
SHARED: dict[str, Any] = {
    "vendor": Vendor.Status,
    "product": Listing.State,
    "permit": Permit.State,
    "order": Purchase.Status,
    "vendor_order": VendorOrder.Status,
    "payment": Payment.State,
}
OWN: dict[str, dict[Any, Badge]] = {
    "refund": {
        Refund.State.PLANNED: Badge(_("To send"), "wait"),
        Refund.State.PENDING: Badge(_("On its way")),
        Refund.State.SUCCEEDED: Badge(_("Refunded"), "good"),
        Refund.State.FAILED: Badge(_("Refund failed"), "bad"),
    },
    "ticket": {
        Ticket.State.RECEIVED: Badge(pgettext_lazy("complaint", "Received"), "wait"),
        Ticket.State.IN_PROGRESS: Badge(pgettext_lazy("complaint", "In progress"), "wait"),
        Ticket.State.ANSWERED: Badge(_("Answered"), "good"),
        Ticket.State.CLOSED: Badge(pgettext_lazy("complaint", "Closed")),
    },
    "report": {
        Report.State.WAITING: Badge(_("Waiting"), "wait"),
        Report.State.DECIDED: Badge(_("Decided")),
        **{outcome: Badge(outcome.label) for outcome in Report.Outcome},
    },
    "delivery": {
        Delivery.State.WAITING: Badge(_("Waiting"), "wait"),
        Delivery.State.DONE: Badge(_("Done"), "good"),
        Delivery.State.FAILED: Badge(pgettext_lazy("technical", "Failed"), "bad"),
    },
    "mail": {
        Mail.State.QUEUED: Badge(_("Waiting"), "wait"),
        Mail.State.SENT: Badge(_("Sent"), "good"),
        Mail.State.FAILED: Badge(pgettext_lazy("technical", "Failed"), "bad"),
    },
    "review": {
        Review.State.WAITING: Badge(Review.State.WAITING.label, "wait"),
        Review.State.PUBLISHED: Badge(Review.State.PUBLISHED.label, "good"),
        Review.State.REFUSED: Badge(Review.State.REFUSED.label, "bad"),
        Review.State.HIDDEN: Badge(Review.State.HIDDEN.label, "bad"),
    },
    "review_report": {
        ReviewReport.State.OPEN: Badge(ReviewReport.State.OPEN.label, "wait"),
        ReviewReport.State.UPHELD: Badge(ReviewReport.State.UPHELD.label, "good"),
        ReviewReport.State.DISMISSED: Badge(ReviewReport.State.DISMISSED.label),
    },
    "attempt": {
        PaymentAttempt.State.CREATING: Badge(_("Being opened")),
        PaymentAttempt.State.OPEN: Badge(pgettext_lazy("payment page", "Open"), "wait"),
        PaymentAttempt.State.PAID: Badge(_("Paid"), "good"),
        PaymentAttempt.State.CLOSED: Badge(pgettext_lazy("payment page", "Closed")),
    },
}


def of(kind: str, code: str) -> Badge:
    """The words and tone of a state; a code that nobody knows is shown as it is."""
    if kind in OWN:
        return OWN[kind].get(code, Badge(code))
    try:
        shown = states.describe(kind, code, "staff", gateway=gettext("the gateway"))
    except KeyError:
        return Badge(code)
    return Badge(shown.label, shown.tone) if shown else Badge(code)


def choices(kind: str) -> list[tuple[str, Any]]:
    codes = OWN.get(kind) or SHARED[kind]
    return [(str(code), of(kind, code).label) for code in codes]
