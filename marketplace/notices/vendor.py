"""What sellers are told: one notice per event for the shop, and one mail to its address, in the owner's language."""

from django.conf import settings
from django.utils import translation

from marketplace.notices import facts, inbox, lines, links, messages, post
from marketplace.notices.lines import Receipt
from marketplace.notices.values import Values
from vendors.models import Listing, Membership, Vendor, VendorOrder

# The shop's own act, or a part that was never paid and that the shop never saw.
_NOT_TOLD = {"", VendorOrder.CancelReason.DECLINED, VendorOrder.CancelReason.UNPAID}


def order_paid(vendor_order: VendorOrder) -> None:
    """The new order: what to send, what the shop receives, and until when to answer."""
    with translation.override(language_of(vendor_order.vendor)):
        receipt = lines.receipt([vendor_order])
    _tell_part("order.paid", vendor_order, facts.of_vendor_order(vendor_order), receipt)


def vendor_order_delivered(vendor_order: VendorOrder) -> None:
    """A notice only: nothing is to be done."""
    message = messages.message("vendor_order.delivered.vendor")
    path = links.vendor_order_path(vendor_order, language_of(vendor_order.vendor))
    key = f"{message.code}:{vendor_order.pk}"
    inbox.tell_vendor(vendor_order.vendor, key, message, facts.of_vendor_order(vendor_order), path)


def vendor_order_cancelled(vendor_order: VendorOrder) -> None:
    if vendor_order.cancel_reason not in _NOT_TOLD:
        _tell_part(
            f"vendor_order.cancelled.{vendor_order.cancel_reason}", vendor_order, facts.of_cancelled(vendor_order)
        )


def status_changed(vendor: Vendor, step: str, event_id: int) -> None:
    """The shop was `approved`, `sent_back`, `suspended`, `reopened` or `closed`."""
    values = {"shop": vendor.name, "reason": vendor.status_reason, "days": str(facts.CHECK_WORKING_DAYS)}
    _tell(f"vendor.{step}", vendor, f"e{event_id}", values, links.shop_desk_path(language_of(vendor)))


def invited(membership: Membership) -> None:
    """A mail to one person, and none to the shop: they may now work in it."""
    user, shop = membership.user, membership.vendor
    code = "vendor.invited" if user.has_usable_password() else "vendor.invited.new"
    message = messages.message(f"{code}.vendor")
    values = {"shop": shop.name, "days": str(settings.PASSWORD_RESET_TIMEOUT // 86_400)}
    url = links.invitation_page(user, user.language)
    key = f"vendor.invited:{membership.pk}"
    post.queue(key, message, user.email, user.language, values, name=user.get_full_name(), url=url)


def product_approved(listing: Listing, event_id: int) -> None:
    path = links.product_path(listing, language_of(listing.vendor))
    _tell("product.approved", listing.vendor, f"e{event_id}", {"product": listing.product.title}, path)


def product_refused(listing: Listing, step: str, event_id: int) -> None:
    """The product was `sent_back`, `rejected` or `taken_down`, with a reason."""
    values = {
        "product": listing.product.title,
        "reason": listing.state_reason,
        "days": str(facts.CHECK_WORKING_DAYS),
    }
    path = links.product_edit_path(listing, language_of(listing.vendor))
    _tell(f"product.{step}", listing.vendor, f"e{event_id}", values, path)


def language_of(vendor: Vendor) -> str:
    """The language of the shop's first owner; Indonesian for a shop whose owner has no account yet."""
    owners = vendor.memberships.filter(role=Membership.Role.OWNER).order_by("pk")
    return owners.values_list("user__language", flat=True).first() or "id"


def _tell_part(code: str, vendor_order: VendorOrder, values: Values, receipt: Receipt | None = None) -> None:
    vendor = vendor_order.vendor
    path = links.vendor_order_path(vendor_order, language_of(vendor))
    _tell(code, vendor, vendor_order.pk, values, path, receipt)


def _tell(code: str, vendor: Vendor, row: int | str, values: Values, path: str, receipt: Receipt | None = None) -> None:
    message = messages.message(f"{code}.vendor")
    key = f"{message.code}:{row}"
    url = links.whole(path)
    post.queue(key, message, vendor.email, language_of(vendor), values, receipt, name=vendor.name, url=url)
    inbox.tell_vendor(vendor, key, message, values, path)
