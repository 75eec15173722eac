"""What messages say of orders, payments and refunds: rows turned into typed values."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop as noop

from marketplace.notices import lines, values
from marketplace.notices.values import Count, Phrase, Rupiah, Value, phrase
from marketplace.payments.models import Capture, Payment, Refund
from marketplace.shop.order import fulfilment
from vendors import hours
from vendors.models import VendorOrder

Facts = dict[str, Value]

# Working days until money is back: banks take up to ten to show a card refund; staff send transfers themselves.
REFUND_WORKING_DAYS = {Payment.Method.STRIPE: 10, Payment.Method.BANK_TRANSFER: 3}
PROOF_WORKING_DAYS = 1
CHECK_WORKING_DAYS = 2

REFUND_REASONS = {
    Refund.Reason.CANCELLED: noop("the order was cancelled"),
    Refund.Reason.LATE: noop("paid after the order was cancelled"),
    Refund.Reason.DOUBLE: noop("paid twice"),
    Refund.Reason.MISMATCH: noop("the amount differed"),
}
REFUND_ROUTES = {
    Payment.Method.STRIPE: noop("the card you paid with"),
    Payment.Method.BANK_TRANSFER: noop("your bank account"),
}
CANCEL_REASONS = {
    VendorOrder.CancelReason.DECLINED: noop("declined by the shop"),
    VendorOrder.CancelReason.PLUT: noop("cancelled by PLUT"),
}


def of_payment(payment: Payment) -> Facts:
    """Order number, amount to pay with its unique code, time limit, and our bank account."""
    return {
        "order": payment.order.number,
        "total": Rupiah(int(payment.amount)),
        "deadline": payment.expires_at,
        "bank": settings.BANK_TRANSFER["bank"],
        "account": settings.BANK_TRANSFER["account"],
        "holder": settings.BANK_TRANSFER["holder"],
    }


def of_paid(payment: Payment, vendor_orders: list[VendorOrder]) -> Facts:
    """What the confirmation says: amount, day, how many shops now answer, and until when the last of them."""
    paid_at = payment.paid_at or timezone.now()
    answers = [one.answer_by for one in vendor_orders if one.answer_by]
    return {
        "order": payment.order.number,
        "total": Rupiah(int(payment.amount)),
        "date": paid_at,
        "shops": Count(*values.ngettext_noop("{n} shop", "{n} shops"), len(vendor_orders)),
        "deadline": max(answers, default=paid_at),
    }


def of_vendor_order(vendor_order: VendorOrder) -> Facts:
    """All that may be said of one shop's part, to the shopper and to the shop."""
    return {
        "order": vendor_order.number,
        "shop": vendor_order.vendor.name,
        "buyer": buyer(vendor_order.order),
        "items": lines.items(vendor_order),
        "net": Rupiah(vendor_order.vendor_receives),
        "deadline": vendor_order.answer_by or "",
        "ship_by": vendor_order.ship_by or "",
        "courier": vendor_order.courier or vendor_order.shipping_name,
        "tracking": vendor_order.tracking_number or phrase(noop("none yet")),
        "place": vendor_order.pickup_place or vendor_order.vendor.name,
        "hours": hours.line(vendor_order.vendor) or phrase(noop("ask the shop")),
        "code": vendor_order.pickup_code,
        "eta": arrival(vendor_order),
        "until": moment_of(vendor_order, VendorOrder.Status.DELIVERED) + fulfilment.TIME_TO_COMPLAIN,
    }


def of_cancelled(vendor_order: VendorOrder) -> Facts:
    """The facts of a cancelled part: why, what goes back, where and by when, and whose orders go on."""
    payment = vendor_order.order.payment
    reason = CANCEL_REASONS.get(VendorOrder.CancelReason(vendor_order.cancel_reason), noop("cancelled"))
    return {
        **of_vendor_order(vendor_order),
        "amount": Rupiah(int(vendor_order.total)),
        "reason": vendor_order.cancel_note or phrase(reason),
        "others": others(vendor_order),
        **refund_route(payment),
    }


def of_refund(refund: Refund, payment: Payment) -> Facts:
    return {
        "order": refund.vendor_order.number if refund.vendor_order else payment.order.number,
        "amount": Rupiah(int(refund.amount)),
        "buyer": buyer(payment.order),
        "reason": phrase(REFUND_REASONS[Refund.Reason(refund.reason)]),
        **refund_route(payment),
    }


def refund_route(payment: Payment) -> Facts:
    """Where a refund goes, and the day by which it is there."""
    method = Payment.Method(payment.method)
    return {"method": phrase(REFUND_ROUTES[method]), "date": working_day(REFUND_WORKING_DAYS[method])}


def of_capture(capture: Capture, payment: Payment) -> Facts:
    """Money that does not pay its order: what was asked for, what arrived, and how it goes back."""
    arrived = Rupiah(int(capture.amount))
    return {
        **of_payment(payment),
        "paid": arrived,
        "amount": arrived,
        "buyer": buyer(payment.order),
        **refund_route(payment),
    }


def is_double(capture: Capture) -> bool:
    """Whether this money came for an order that was paid before."""
    return capture.refunds.filter(reason=Refund.Reason.DOUBLE).exists()


def buyer(order) -> Value:
    """Who gives a gift, else the name on the parcel, the account's, a word for it. Never an address: shops read this."""
    address = order.shipping_address
    name = (
        order.purchase.buyer_name
        or (address.name if address else "")
        or (order.user.get_full_name() if order.user else "")
    )
    return name or phrase(noop("The buyer"))


def greeting_name(order) -> str:
    name = buyer(order)
    return "" if isinstance(name, Phrase) else str(name)


def others(vendor_order: VendorOrder) -> Value:
    """A sentence naming the shops of the same purchase whose orders go on; empty when there are none."""
    left = vendor_order.order.vendor_orders.exclude(pk=vendor_order.pk).exclude(status=VendorOrder.Status.CANCELLED)
    names = list(left.select_related("vendor").values_list("vendor__name", flat=True))
    return phrase(noop("Orders from {shops} go on."), shops=tuple(names)) if names else ""


def arrival(vendor_order: VendorOrder) -> Value:
    """The last day of the shipping method's span, counted from the day it was shipped."""
    method = vendor_order.vendor.shipping_methods.filter(
        kind=vendor_order.shipping_kind, name=vendor_order.shipping_name
    ).first()
    if method is None:
        return phrase(noop("as the courier says"))
    shipped = moment_of(vendor_order, VendorOrder.Status.SHIPPED)
    return timezone.localdate(shipped) + timedelta(days=method.days_max)


def moment_of(vendor_order: VendorOrder, status: str) -> datetime:
    """When it came to a status, from its history; now when it has not yet."""
    change = vendor_order.changes.filter(new_status=status).exclude(old_status=status).order_by("-at").first()
    return change.at if change else timezone.now()


def working_day(days: int, start: date | None = None) -> date:
    """The day so many working days (Monday to Friday) after a day, by default today."""
    day = start or timezone.localdate()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day
