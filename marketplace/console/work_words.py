"""Later work in plain words: who is told of what, instead of the name of a function."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.events.models import Delivery

TOLD: dict[str, Any] = {
    "order.placed": _("how to transfer"),
    "order.paid": _("the payment"),
    "order.expired": _("that the payment time ran out"),
    "vendor_order.accepted": _("that the shop prepares the order"),
    "vendor_order.ready": _("that it is ready for pick-up"),
    "vendor_order.shipped": _("that it was shipped"),
    "vendor_order.tracking_corrected": _("the corrected tracking number"),
    "vendor_order.delivered": _("the arrival"),
    "vendor_order.cancelled": _("the cancellation"),
    "payment.proof_received": _("the transfer proof"),
    "payment.proof_asked": _("that another proof is needed"),
    "payment.mismatch": _("an amount that differs"),
    "payment.late": _("money that came late"),
    "payment.odd": _("odd money at the gateway"),
    "refund.planned": _("a refund to send"),
    "refund.succeeded": _("the refund"),
    "refund.failed": _("a refund that failed"),
    "conversation.message": _("a new message"),
}


def of(delivery: Delivery) -> str:
    """`Kabari pembeli: pesanan dikirim`; the bare name for work that has no words yet."""
    told = TOLD.get(delivery.event.kind)
    if told is None:
        return delivery.handler
    return _pattern(delivery.handler).format(what=told)


def _pattern(handler: str) -> str:
    if "seller" in handler:
        return gettext("Tell the seller: {what}")
    return gettext("Tell PLUT: {what}") if "staff" in handler else gettext("Tell the buyer: {what}")
