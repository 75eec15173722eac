"""Orders as a part of a person's data: handed out whole; after a deletion they stay for the books without a name."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from oscar.core.loading import get_model

from marketplace import money
from marketplace.accounts import consents, personal
from marketplace.accounts.models import User
from marketplace.front import formats
from marketplace.payments import forgetting
from marketplace.payments.models import Refund
from marketplace.shop.order import visiting
from marketplace.shop.order.models import Purchase, new_token
from vendors.models import VendorOrder

Order = get_model("order", "Order")
ShippingAddress = get_model("order", "ShippingAddress")
CLOSED = (Purchase.Status.COMPLETED, Purchase.Status.CANCELLED, Purchase.Status.EXPIRED)
# More reasons than these are not read.
MOST_SAID = 3
LABELS = {
    "number": lazy("Order number"),
    "placed": lazy("When"),
    "state": lazy("State"),
    "email": lazy("Email"),
    "recipient": lazy("Recipient"),
    "phone": lazy("Mobile number"),
    "address": lazy("Address"),
    "payment": lazy("Payment"),
    "paid": lazy("Paid on"),
    "total": lazy("Total (Rp)"),
    "parts": lazy("Shops"),
}


def register() -> None:
    personal.register("orders", _rows, _erase, title=lazy("Orders"), labels=LABELS, obstacles=_obstacles)


def _rows(user: User) -> personal.Rows:
    parts = Prefetch("vendor_orders", VendorOrder.objects.select_related("vendor").prefetch_related("lines__line"))
    orders = visiting.of_account(user).select_related("purchase", "payment", "shipping_address")
    return [_row(order) for order in orders.prefetch_related(parts).order_by("pk")]


def _row(order: Any) -> dict[str, Any]:
    to, payment = order.shipping_address, order.payment
    lines = (to.line1, to.line2, to.line3, to.line4, f"{to.state} {to.postcode}".strip()) if to else ()
    return {
        "number": order.number,
        "placed": order.date_placed,
        "state": str(Purchase.Status(order.status).label),
        "email": order.purchase.email,
        "recipient": to.name if to else "",
        "phone": formats.phone(to.phone_number) if to else "",
        "address": [line for line in lines if line],
        "payment": payment.get_method_display(),
        "paid": payment.paid_at,
        "total": money.whole(payment.amount),
        "parts": [_part(part) for part in order.vendor_orders.all()],
    }


def _part(part: VendorOrder) -> dict[str, Any]:
    goods = [{"quantity": row.line.quantity, "title": row.line.title} for row in part.lines.all()]
    return {"shop": part.vendor.name, "state": part.get_status_display(), "goods": goods, "note": part.buyer_note}


def _obstacles(user: User) -> list[str]:
    """Whoever waits for goods or money must stay reachable until they have them."""
    own = visiting.of_account(user)
    numbers = list(own.exclude(status__in=CLOSED).order_by("pk").values_list("number", flat=True)[:MOST_SAID])
    reasons = [_("Order {number} is still under way.").format(number=number) for number in numbers]
    back = Refund.objects.filter(capture__payment__order__in=own).exclude(state=Refund.State.SUCCEEDED)
    owed = list(back.values_list("capture__payment__order__number", flat=True).order_by("pk")[:MOST_SAID])
    return reasons + [_("A refund for order {number} is still on its way.").format(number=one) for one in owed]


def _erase(user: User) -> None:
    """Every order keeps goods, sums and district. Links in old mails open it no more."""
    orders = list(visiting.of_account(user).select_related("purchase"))
    keys = [order.pk for order in orders]
    for order in orders:
        consents.join(order.number, user)
        gone = {"email": personal.nobodys_address(user), "token": new_token()}
        Purchase.objects.filter(order=order.pk).update(**gone)
    Order.objects.filter(pk__in=keys).update(user=user, guest_email="")
    ShippingAddress.objects.filter(order__in=keys).update(**dict.fromkeys(_OF_PERSON, ""))
    VendorOrder.objects.filter(order__in=keys).update(buyer_note="")
    forgetting.forget_buyer(orders)


_OF_PERSON = ("title", "first_name", "last_name", "line1", "line2", "postcode", "phone_number", "notes", "search_text")
