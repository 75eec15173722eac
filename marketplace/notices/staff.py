"""What PLUT staff are told: a notice under their bell, and a mail to the role's address where one is set."""

from django.conf import settings

from marketplace.notices import facts, inbox, links, messages, post
from marketplace.notices.values import Rupiah, Values
from marketplace.payments.models import Capture, Payment, Refund
from vendors.models import Listing, Vendor

LANGUAGE = "id"


def proof_received(payment: Payment, event_id: int) -> None:
    values = {**facts.of_payment(payment), "buyer": facts.buyer(payment.order)}
    _tell("payment.proof_received", "finance", f"e{event_id}", values, links.payment_desk_path(payment))


def payment_mismatch(payment: Payment, event_id: int) -> None:
    path = links.payment_desk_path(payment)
    _tell("payment.mismatch", "finance", f"e{event_id}", facts.mismatch(payment), path)


def payment_late(capture: Capture) -> None:
    path = links.payment_desk_path(capture.payment)
    values: Values = {"amount": Rupiah(int(capture.amount))}
    if capture.payment is None:
        _tell("payment.late.unknown", "finance", capture.pk, values, path)
        return
    _tell("payment.late", "finance", capture.pk, {**values, "order": capture.payment.order.number}, path)


def refund_planned(refund: Refund) -> None:
    """Only refunds that staff must send by hand; a card's goes by itself."""
    payment = refund.capture.payment
    if payment and payment.method == Payment.Method.BANK_TRANSFER:
        path = links.payment_desk_path(payment)
        _tell("refund.planned", "finance", refund.pk, facts.of_refund(refund, payment), path)


def refund_failed(refund: Refund) -> None:
    payment = refund.capture.payment
    if payment:
        values = {**facts.of_refund(refund, payment), **({"reason": refund.error} if refund.error else {})}
        _tell("refund.failed", "finance", refund.pk, values, links.payment_desk_path(payment))


def vendor_submitted(vendor: Vendor, event_id: int) -> None:
    _tell("vendor.submitted", "curator", f"e{event_id}", {"shop": vendor.name}, links.vendor_desk_path(vendor))


def product_submitted(listing: Listing, event_id: int) -> None:
    values = {"product": listing.product.title, "shop": listing.vendor.name}
    _tell("product.submitted", "curator", f"e{event_id}", values, links.listing_desk_path(listing))


def _tell(code: str, role: str, row: int | str, values: Values, path: str) -> None:
    message = messages.message(f"{code}.staff")
    key = f"{message.code}:{row}"
    address = settings.ROLE_ADDRESSES.get(role)
    if address:
        post.queue(key, message, address, LANGUAGE, values, url=links.whole(path))
    inbox.tell_staff(key, message, values, path)
