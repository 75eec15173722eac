"""Who is told of what. Shopper, seller and staff are told by handlers of their own, so none waits for another."""

from marketplace.events.models import Event
from marketplace.notices import shopper, staff, vendor
from marketplace.payments.models import Capture, Payment, Refund
from tasks.registry import handles
from vendors.models import Listing, Membership, Vendor, VendorOrder


@handles("order.placed")
def tell_shopper_how_to_pay(event: Event) -> None:
    shopper.order_placed(_payment_of_order(event))


@handles("order.paid")
def confirm_purchase_to_shopper(event: Event) -> None:
    shopper.order_paid(_payment_of_order(event))


@handles("order.paid")
def tell_sellers_of_new_orders(event: Event) -> None:
    for vendor_order in _vendor_orders().filter(order_id=event.payload["order_id"]):
        vendor.order_paid(vendor_order)


@handles("order.expired")
def tell_shopper_that_order_expired(event: Event) -> None:
    shopper.order_expired(_payment_of_order(event))


@handles("vendor_order.accepted")
def tell_shopper_of_acceptance(event: Event) -> None:
    shopper.vendor_order_accepted(_vendor_order(event))


@handles("vendor_order.ready")
def tell_shopper_to_pick_up(event: Event) -> None:
    shopper.vendor_order_ready(_vendor_order(event))


@handles("vendor_order.shipped")
def tell_shopper_of_shipping(event: Event) -> None:
    shopper.vendor_order_shipped(_vendor_order(event))


@handles("vendor_order.tracking_corrected")
def tell_shopper_of_corrected_tracking(event: Event) -> None:
    shopper.tracking_corrected(_vendor_order(event), event.payload["change_id"])


@handles("payment.proof_asked")
def ask_shopper_for_another_proof(event: Event) -> None:
    shopper.proof_asked(_payment(event), event.payload["reason"], event.pk)


@handles("vendor_order.delivered")
def tell_shopper_of_arrival(event: Event) -> None:
    shopper.vendor_order_delivered(_vendor_order(event))


@handles("vendor_order.delivered")
def tell_seller_of_arrival(event: Event) -> None:
    vendor.vendor_order_delivered(_vendor_order(event))


@handles("vendor_order.cancelled")
def tell_shopper_of_cancellation(event: Event) -> None:
    shopper.vendor_order_cancelled(_vendor_order(event))


@handles("vendor_order.cancelled")
def tell_seller_of_cancellation(event: Event) -> None:
    vendor.vendor_order_cancelled(_vendor_order(event))


@handles("payment.proof_received")
def tell_shopper_that_proof_is_checked(event: Event) -> None:
    shopper.proof_received(_payment(event), event.pk)


@handles("payment.proof_received")
def tell_staff_of_proof(event: Event) -> None:
    staff.proof_received(_payment(event), event.pk)


@handles("payment.mismatch")
def tell_shopper_of_wrong_amount(event: Event) -> None:
    shopper.payment_mismatch(_capture(event))


@handles("payment.mismatch")
def tell_staff_of_wrong_amount(event: Event) -> None:
    staff.payment_mismatch(_capture(event))


@handles("payment.late")
def tell_shopper_of_late_money(event: Event) -> None:
    shopper.payment_late(_capture(event))


@handles("payment.late")
def tell_staff_of_late_money(event: Event) -> None:
    staff.payment_late(_capture(event))


@handles("refund.planned")
def tell_staff_of_refund_to_send(event: Event) -> None:
    staff.refund_planned(_refund(event))


@handles("refund.succeeded")
def tell_shopper_of_refund(event: Event) -> None:
    shopper.refund_succeeded(_refund(event))


@handles("refund.failed")
def tell_shopper_of_failed_refund(event: Event) -> None:
    shopper.refund_failed(_refund(event))


@handles("refund.failed")
def tell_staff_of_failed_refund(event: Event) -> None:
    staff.refund_failed(_refund(event), event.pk)


@handles("vendor.approved", "vendor.sent_back", "vendor.suspended", "vendor.reopened", "vendor.closed")
def tell_seller_of_new_status(event: Event) -> None:
    vendor.status_changed(_vendor(event), event.kind.removeprefix("vendor."), event.pk)


@handles("vendor.invited")
def tell_person_of_invitation(event: Event) -> None:
    vendor.invited(Membership.objects.select_related("user", "vendor").get(pk=event.payload["membership_id"]))


@handles("vendor.submitted")
def tell_staff_of_seller_to_check(event: Event) -> None:
    staff.vendor_submitted(_vendor(event), event.pk)


@handles("product.submitted")
def tell_staff_of_product_to_check(event: Event) -> None:
    staff.product_submitted(_listing(event), event.pk)


@handles("product.approved")
def tell_seller_that_product_is_live(event: Event) -> None:
    vendor.product_approved(_listing(event), event.pk)


@handles("product.sent_back", "product.rejected", "product.taken_down")
def tell_seller_why_product_is_not_live(event: Event) -> None:
    vendor.product_refused(_listing(event), event.kind.removeprefix("product."), event.pk)


def _payment_of_order(event: Event) -> Payment:
    return _payments().get(order_id=event.payload["order_id"])


def _payment(event: Event) -> Payment:
    return _payments().get(pk=event.payload["payment_id"])


def _payments():
    return Payment.objects.select_related("order__purchase", "order__user", "order__shipping_address")


def _vendor_order(event: Event) -> VendorOrder:
    return _vendor_orders().get(pk=event.payload["vendor_order_id"])


def _vendor_orders():
    return VendorOrder.objects.select_related(
        "vendor", "order__purchase", "order__payment", "order__user", "order__shipping_address"
    )


def _capture(event: Event) -> Capture:
    return Capture.objects.select_related("payment__order__purchase").get(pk=event.payload["capture_id"])


def _refund(event: Event) -> Refund:
    return Refund.objects.select_related("capture__payment__order__purchase", "vendor_order").get(
        pk=event.payload["refund_id"]
    )


def _vendor(event: Event) -> Vendor:
    return Vendor.objects.get(pk=event.payload["vendor_id"])


def _listing(event: Event) -> Listing:
    return Listing.objects.select_related("product", "vendor").get(product_id=event.payload["product_id"])
