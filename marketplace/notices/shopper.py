"""What shoppers are told: one mail per event in the language of the purchase, and a notice if they have an account."""

from django.utils import translation

from marketplace.notices import facts, inbox, lines, links, messages, post
from marketplace.notices.lines import Receipt
from marketplace.notices.values import Values, phrase
from marketplace.payments.models import Capture, Payment, Refund
from vendors.models import ShippingMethod, VendorOrder


def order_placed(payment: Payment) -> None:
    """How to transfer. Who pays by card stands on the payment page and hears from us when the money is there."""
    if payment.method == Payment.Method.BANK_TRANSFER:
        receipt = _receipt(payment, parts_of(payment.order))
        _tell("order.placed", payment.order, payment.order_id, facts.of_payment(payment), receipt)


def order_paid(payment: Payment) -> None:
    """The one confirmation of a purchase, its lines grouped by shop."""
    parts = parts_of(payment.order)
    receipt = _receipt(payment, parts)
    _tell("order.paid", payment.order, payment.order_id, facts.of_paid(payment, parts), receipt)


def order_expired(payment: Payment) -> None:
    _tell("order.expired", payment.order, payment.order_id, facts.of_payment(payment))


def vendor_order_accepted(vendor_order: VendorOrder) -> None:
    code = "vendor_order.accepted.pickup" if vendor_order.is_pickup else "vendor_order.accepted"
    _tell_part(code, vendor_order)


def vendor_order_ready(vendor_order: VendorOrder) -> None:
    _tell_part("vendor_order.ready", vendor_order)


def vendor_order_shipped(vendor_order: VendorOrder) -> None:
    own = vendor_order.shipping_kind == ShippingMethod.Kind.OWN_DELIVERY
    _tell_part("vendor_order.shipped.own" if own else "vendor_order.shipped", vendor_order)


def tracking_corrected(vendor_order: VendorOrder, change_id: int) -> None:
    """Once per correction."""
    values = facts.of_vendor_order(vendor_order)
    _tell("vendor_order.tracking_corrected", vendor_order.order, f"c{change_id}", values)


def vendor_order_delivered(vendor_order: VendorOrder) -> None:
    code = "vendor_order.delivered.pickup" if vendor_order.is_pickup else "vendor_order.delivered"
    _tell_part(code, vendor_order)


def vendor_order_cancelled(vendor_order: VendorOrder) -> None:
    """Why a shop's part will not come and when the money is back. An unpaid order says so once, as a whole."""
    if vendor_order.cancel_reason in ("", VendorOrder.CancelReason.UNPAID):
        return
    code = f"vendor_order.cancelled.{vendor_order.cancel_reason}"
    _tell(code, vendor_order.order, vendor_order.pk, facts.of_cancelled(vendor_order))


def proof_received(payment: Payment, event_id: int) -> None:
    checked_by = {"deadline": facts.working_day(facts.PROOF_WORKING_DAYS)}
    _tell("payment.proof_received", payment.order, f"e{event_id}", {**facts.of_payment(payment), **checked_by})


def proof_asked(payment: Payment, reason: str, event_id: int) -> None:
    """Staff could not use the proof. `reason` is a msgid."""
    values = {**facts.of_payment(payment), "reason": phrase(reason)}
    _tell("payment.proof_asked", payment.order, f"e{event_id}", values)


def payment_mismatch(capture: Capture) -> None:
    if capture.payment:
        _tell("payment.mismatch", capture.payment.order, capture.pk, facts.of_capture(capture, capture.payment))


def payment_late(capture: Capture) -> None:
    """Money for an order that is no more, or is paid already. Without a payment we do not know whose it is."""
    if capture.payment:
        code = "payment.double" if facts.is_double(capture) else "payment.late"
        _tell(code, capture.payment.order, capture.pk, facts.of_capture(capture, capture.payment))


def refund_succeeded(refund: Refund) -> None:
    payment = refund.capture.payment
    if payment:
        done = {"date": refund.done_at} if refund.done_at else {}
        _tell("refund.succeeded", payment.order, refund.pk, {**facts.of_refund(refund, payment), **done})


def refund_failed(refund: Refund) -> None:
    payment = refund.capture.payment
    if payment:
        _tell("refund.failed", payment.order, refund.pk, facts.of_refund(refund, payment))


def parts_of(order) -> list[VendorOrder]:
    return list(order.vendor_orders.select_related("vendor").order_by("number"))


def _receipt(payment: Payment, parts: list[VendorOrder]) -> Receipt:
    with translation.override(payment.order.purchase.language):
        return lines.receipt(parts, payment.unique_code)


def _tell_part(code: str, vendor_order: VendorOrder) -> None:
    _tell(code, vendor_order.order, vendor_order.pk, facts.of_vendor_order(vendor_order))


def _tell(code: str, order, row: int | str, values: Values, receipt: Receipt | None = None) -> None:
    message = messages.message(f"{code}.shopper")
    purchase, key = order.purchase, f"{message.code}:{row}"
    page = links.order_page(order, purchase.language)
    name = facts.greeting_name(order)
    post.queue(key, message, purchase.email, purchase.language, values, receipt, name=name, url=page)
    if order.user:
        inbox.tell_user(order.user, key, message, values, links.order_path(order, order.user.language))
