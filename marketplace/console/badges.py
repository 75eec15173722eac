"""What staff read for each state, and how loud it is: waiting for somebody (wait), good, bad, or quiet."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.events.models import Delivery
from marketplace.notices.models import Mail
from marketplace.payments.models import Payment, PaymentAttempt, Refund
from marketplace.shop.order.models import Purchase
from vendors.models import Listing, Vendor, VendorOrder


@dataclass(frozen=True)
class Badge:
    label: Any
    tone: str = "quiet"


WAIT, GOOD, BAD, QUIET = "wait", "good", "bad", "quiet"

VENDOR = {
    Vendor.Status.APPLIED: Badge(_("New applicant"), WAIT),
    Vendor.Status.ONBOARDING: Badge(_("Completing their data")),
    Vendor.Status.IN_REVIEW: Badge(_("To check"), WAIT),
    Vendor.Status.OPEN: Badge(pgettext_lazy("shop", "Active"), GOOD),
    Vendor.Status.SUSPENDED: Badge(_("Suspended"), BAD),
    Vendor.Status.CLOSED: Badge(pgettext_lazy("shop", "Closed")),
}
LISTING = {
    Listing.State.DRAFT: Badge(_("Draft")),
    Listing.State.IN_REVIEW: Badge(_("To check"), WAIT),
    Listing.State.SENT_BACK: Badge(_("Waiting for seller")),
    Listing.State.REJECTED: Badge(_("Not approved"), BAD),
    Listing.State.LIVE: Badge(pgettext_lazy("product", "Live"), GOOD),
    Listing.State.HIDDEN: Badge(_("Hidden by the seller")),
    Listing.State.TAKEN_DOWN: Badge(_("Taken down by PLUT"), BAD),
    Listing.State.ARCHIVED: Badge(_("Archived")),
}
ORDER = {
    Purchase.Status.AWAITING_PAYMENT: Badge(_("Unpaid"), WAIT),
    Purchase.Status.PAID: Badge(_("Paid")),
    Purchase.Status.IN_PROGRESS: Badge(_("In progress")),
    Purchase.Status.PARTLY_CANCELLED: Badge(_("Partly cancelled")),
    Purchase.Status.COMPLETED: Badge(pgettext_lazy("order", "Completed"), GOOD),
    Purchase.Status.CANCELLED: Badge(_("Cancelled"), BAD),
    Purchase.Status.EXPIRED: Badge(_("Payment time ran out"), BAD),
}
VENDOR_ORDER = {
    VendorOrder.Status.AWAITING_PAYMENT: Badge(_("Awaiting payment")),
    VendorOrder.Status.NEW: Badge(_("Waiting for seller"), WAIT),
    VendorOrder.Status.ACCEPTED: Badge(_("In progress")),
    VendorOrder.Status.READY_FOR_PICKUP: Badge(_("Ready for pick-up")),
    VendorOrder.Status.SHIPPED: Badge(_("Shipped")),
    VendorOrder.Status.DELIVERED: Badge(_("Delivered")),
    VendorOrder.Status.COMPLETED: Badge(pgettext_lazy("order", "Completed"), GOOD),
    VendorOrder.Status.CANCELLED: Badge(_("Cancelled"), BAD),
}
PAYMENT = {
    Payment.State.PENDING: Badge(_("Awaiting payment")),
    Payment.State.PROOF_RECEIVED: Badge(_("Check proof"), WAIT),
    Payment.State.PROCESSING: Badge(_("Waiting for the gateway")),
    Payment.State.PAID: Badge(_("Paid"), GOOD),
    Payment.State.FAILED: Badge(_("Not successful"), BAD),
    Payment.State.EXPIRED: Badge(_("Time ran out"), BAD),
    Payment.State.MISMATCH: Badge(_("Amount differs"), WAIT),
    Payment.State.REFUNDING: Badge(_("Refund on its way"), WAIT),
    Payment.State.PARTLY_REFUNDED: Badge(_("Partly refunded")),
    Payment.State.REFUNDED: Badge(_("Refunded")),
    Payment.State.REFUND_FAILED: Badge(_("Refund failed"), BAD),
    Payment.State.DISPUTED: Badge(_("Disputed"), BAD),
}
REFUND = {
    Refund.State.PLANNED: Badge(_("To send"), WAIT),
    Refund.State.PENDING: Badge(_("On its way")),
    Refund.State.SUCCEEDED: Badge(_("Refunded"), GOOD),
    Refund.State.FAILED: Badge(_("Refund failed"), BAD),
}
DELIVERY = {
    Delivery.State.WAITING: Badge(_("Waiting"), WAIT),
    Delivery.State.DONE: Badge(_("Done"), GOOD),
    Delivery.State.FAILED: Badge(pgettext_lazy("technical", "Failed"), BAD),
}
MAIL = {
    Mail.State.QUEUED: Badge(_("Waiting"), WAIT),
    Mail.State.SENT: Badge(_("Sent"), GOOD),
    Mail.State.FAILED: Badge(pgettext_lazy("technical", "Failed"), BAD),
}
ATTEMPT = {
    PaymentAttempt.State.CREATING: Badge(_("Creating")),
    PaymentAttempt.State.OPEN: Badge(pgettext_lazy("payment page", "Open"), WAIT),
    PaymentAttempt.State.PAID: Badge(_("Paid"), GOOD),
    PaymentAttempt.State.CLOSED: Badge(pgettext_lazy("payment page", "Closed")),
}
OF: dict[str, dict[Any, Badge]] = {
    "vendor": VENDOR,
    "listing": LISTING,
    "order": ORDER,
    "vendor_order": VENDOR_ORDER,
    "payment": PAYMENT,
    "refund": REFUND,
    "delivery": DELIVERY,
    "mail": MAIL,
    "attempt": ATTEMPT,
}


def of(kind: str, code: str) -> Badge:
    """A state's words and tone; a code nobody knows is shown as it is."""
    return OF[kind].get(code, Badge(code))


def choices(kind: str) -> list[tuple[str, Any]]:
    return [(str(code), badge.label) for code, badge in OF[kind].items()]
