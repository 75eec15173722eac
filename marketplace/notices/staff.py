"""What PLUT staff are told: a notice under their bell, and a mail to the role's address where one is set."""

from django.conf import settings

from marketplace.notices import facts, inbox, links, messages, post
from marketplace.notices.values import Rupiah, Values, phrase
from marketplace.payments.models import Capture, Payment, Refund
from vendors.models import Listing, Vendor

LANGUAGE = "id"


def proof_received(payment: Payment, event_id: int) -> None:
    values = {**facts.of_payment(payment), "buyer": facts.buyer(payment.order)}
    _tell("payment.proof_received", "finance", f"e{event_id}", values, links.payment_desk_path(payment))


def payment_mismatch(capture: Capture) -> None:
    _tell_of("payment.mismatch", capture)


def payment_odd(payment: Payment, why: str, event_id: int) -> None:
    """Nothing was booked; `why` is a msgid."""
    values = {**facts.of_payment(payment), "buyer": facts.buyer(payment.order), "reason": phrase(why)}
    _tell("payment.odd", "finance", f"e{event_id}", values, links.payment_desk_path(payment))


def payment_late(capture: Capture) -> None:
    _tell_of("payment.double" if facts.is_double(capture) else "payment.late", capture)


def refund_planned(refund: Refund) -> None:
    """Only refunds that staff must send by hand; a card's goes by itself."""
    payment = refund.capture.payment
    if payment and payment.method == Payment.Method.BANK_TRANSFER:
        path = links.payment_desk_path(payment)
        _tell("refund.planned", "finance", refund.pk, facts.of_refund(refund, payment), path)


def refund_failed(refund: Refund, event_id: int) -> None:
    """Each failure anew: a refund may fail again after another try."""
    payment = refund.capture.payment
    if payment:
        values = {**facts.of_refund(refund, payment), **({"reason": refund.error} if refund.error else {})}
        _tell("refund.failed", "finance", f"e{event_id}", values, links.payment_desk_path(payment))


def vendor_submitted(vendor: Vendor, event_id: int) -> None:
    _tell("vendor.submitted", "curator", f"e{event_id}", {"shop": vendor.name}, links.vendor_desk_path(vendor))


def product_submitted(listing: Listing, event_id: int) -> None:
    values = {"product": listing.product.title, "shop": listing.vendor.name}
    _tell("product.submitted", "curator", f"e{event_id}", values, links.listing_desk_path(listing))


def _tell_of(code: str, capture: Capture) -> None:
    """Money that fits no order is told as such; otherwise with the order's facts."""
    payment, path = capture.payment, links.payment_desk_path(capture.payment)
    if payment is None:
        _tell("payment.late.unknown", "finance", capture.pk, {"amount": Rupiah(int(capture.amount))}, path)
    else:
        _tell(code, "finance", capture.pk, facts.of_capture(capture, payment), path)


def _tell(code: str, role: str, row: int | str, values: Values, path: str) -> None:
    message = messages.message(f"{code}.staff")
    key = f"{message.code}:{row}"
    address = settings.ROLE_ADDRESSES.get(role)
    if address:
        post.queue(key, message, address, LANGUAGE, values, url=links.whole(path))
    inbox.tell_staff(key, message, values, path)
