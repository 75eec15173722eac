"""One vendor order or product as its pages show it. Asks the database nothing for a list."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace.front import formats, states
from marketplace.shop.catalogue import pictures
from marketplace.shop.order import recipients
from vendors import products
from vendors.models import Listing, VendorOrder

Status = VendorOrder.Status
_SOON = dt.timedelta(hours=24)
_IN_ORDER, _ON_SHELF = 96, 200  # pixels


@dataclass(frozen=True)
class Buyer:
    """Whom this parcel goes to, and who gives it when it is a gift. A parcel that is fetched needs no street."""

    name: str
    phone: str
    address: list[str]
    notes: str
    hidden: bool = False
    giver: str = ""
    giver_phone: str = ""

    @classmethod
    def of(cls, order: VendorOrder) -> "Buyer":
        to = order.order.shipping_address
        if to is None:
            return cls(name="", phone="", address=[], notes="")
        if recipients.are_hidden_from_shop(order):
            return cls(to.name, "", [], "", hidden=True)
        lines = [] if order.is_pickup else [to.line1, to.line2, to.line3, to.line4, f"{to.state} {to.postcode}".strip()]
        bought = order.order.purchase
        address = [line for line in lines if line]
        giver_phone = formats.phone(bought.buyer_phone) if bought.buyer_phone else ""
        return cls(to.name, formats.phone(to.phone_number), address, to.notes, bought.buyer_name, giver_phone)


def of(order: VendorOrder, *, may_act: bool, sees_money: bool) -> dict[str, Any]:
    """What the order card shows: number, deadline strip, buyer, lines, sum, verbs."""
    address = order.order.shipping_address
    due, tone = deadline(order)
    to = (address.name, address.line4) if address else ()
    return {
        "number": order.number,
        "url": reverse("portal:order", args=[order.number]),
        "placed": order.created_at,
        "tone": tone,
        "due": due,
        "who": ", ".join(part for part in (*to, order.shipping_said) if part),
        "lines": lines(order),
        "sum_label": _("You receive") if sees_money else _("Total"),
        "sum": order.vendor_receives if sees_money else order.total,
        "acts": acts(order) if may_act else [],
    }


def lines(order: VendorOrder) -> list[dict[str, Any]]:
    return [
        {
            "name": sold.line.title,
            "quantity": sold.line.quantity,
            "goods": sold.goods,
            "picture": picture(sold.line.product, _IN_ORDER),
        }
        for sold in order.lines.all()
    ]


def picture(product: Any, width: int) -> str:
    """The address of a product's main picture, empty without one. Needs `images` prefetched."""
    first = next(iter(product.images.all()), None) if product else None
    return pictures.address(first.original.name, width) if first else ""


def photos(product: Any, width: int = 200) -> list[dict[str, Any]]:
    """All pictures of a product, the main one first."""
    return [{"pk": one.pk, "address": pictures.address(one.original.name, width)} for one in product.images.all()]


def described(order: VendorOrder) -> states.Shown:
    """The state in the shop's words, with the deadline that counts now."""
    until = _until(order)
    shown = states.describe(
        "vendor_order",
        order.status,
        "vendor",
        deadline=until,
        reason=order.get_cancel_reason_display(),
        pickup=order.is_pickup,
    )
    assert shown is not None  # the vendor sees every state of its own orders
    return shown


def deadline(order: VendorOrder) -> tuple[str, str]:
    """What stands over the card and its colour: until when to act, or how the order stands."""
    until = _until(order)
    if until is None:
        state = described(order)
        return ": ".join(part for part in (state.label, state.line) if part), state.tone
    if until <= timezone.now():
        return _("Late: {deadline}").format(deadline=formats.moment(until)), "bad"
    ship = _("Prepare by {deadline}") if order.is_pickup else _("Ship by {deadline}")
    text = _("Answer by {deadline}") if order.status == Status.NEW else ship
    return text.format(deadline=formats.moment(until)), "bad" if until - timezone.now() < _SOON else "wait"


def _until(order: VendorOrder) -> dt.datetime | None:
    """When the shop must have acted, while it is its turn."""
    if order.status == Status.NEW:
        return order.answer_by
    return order.ship_by if order.status == Status.ACCEPTED else None


def latest(order: VendorOrder, *, sees_money: bool) -> dict[str, Any]:
    """A row of the last orders on the home page."""
    state = described(order)
    return {
        "order": order,
        "name": order.order.shipping_address.name if order.order.shipping_address else "",
        "tone": state.tone,
        "label": state.label,
        "sum": order.vendor_receives if sees_money else None,
    }


def acts(order: VendorOrder) -> list[dict[str, Any]]:
    """The verbs that fit the order's state, the likely one last and filled."""
    if order.status == Status.NEW:
        return [
            _act(order, "decline", pgettext("verb", "Decline"), "l"),
            _act(order, "accept", _("Accept order"), "p", post=True),
        ]
    if order.status == Status.ACCEPTED:
        if order.is_pickup:
            return [_act(order, "ready", _("Ready for pick-up"), "p", post=True)]
        own = order.shipping_kind == "own_delivery"
        return [_act(order, "ship", pgettext("verb", "On its way") if own else _("Enter tracking number"), "p")]
    if order.status == Status.READY_FOR_PICKUP:
        return [_act(order, "hand-over", _("Match the code"), "p")]
    if order.status == Status.SHIPPED:
        mend = (
            []
            if order.shipping_kind == "own_delivery"
            else [_act(order, "tracking", _("Correct tracking number"), "l")]
        )
        return [*mend, _act(order, "deliver", _("Mark as delivered"), "l", post=True)]
    return []


def _act(order: VendorOrder, name: str, label: str, look: str, post: bool = False) -> dict[str, Any]:
    url = reverse(f"portal:{name}", args=[order.number])
    return {"url": url, "label": label, "look": look, "post": post, "busy": _("Saving…")}


def money(order: VendorOrder) -> dict[str, Any]:
    """Goods, shipping, commission and what the shop receives, in rupiah. Nothing is left of a cancelled order."""
    if order.status == Status.CANCELLED:
        return {"rows": [], "label": _("You receive"), "total": 0}
    return {
        "rows": [
            (_("Goods"), int(order.goods_total)),
            (_("Shipping cost"), int(order.shipping_charge)),
            (_("Commission"), -int(order.commission_total)),
        ],
        "label": _("You receive"),
        "total": order.vendor_receives,
    }


def trail(order: VendorOrder) -> list[dict[str, Any]]:
    """The order's history, oldest first; the last step is where it stands."""
    changes = list(order.changes.all())
    labels = dict(Status.choices)
    steps = [
        {
            "label": labels.get(change.new_status, change.new_status),
            "at": change.at,
            "line": change.note,
            "look": "done",
        }
        for change in changes
        if change.new_status != Status.AWAITING_PAYMENT
    ]
    if steps:
        steps[-1]["look"] = "stopped" if order.status == Status.CANCELLED else "now"
    return steps


def shelf_row(listing: Any, *, may_edit: bool) -> dict[str, Any]:
    """A product in the shop's own list, with the switch that fits its state."""
    toggles = {Listing.State.LIVE: ("hide", _("Hide product")), Listing.State.HIDDEN: ("show", _("Put on sale"))}
    name, label = toggles.get(listing.state, ("", ""))
    return {
        "listing": listing,
        "state": _shelf_state(listing),
        "picture": picture(listing.product, _ON_SHELF),
        "price": f"{int(listing.price):,}".replace(",", ".") if listing.price else "",
        "editable": may_edit and listing.state in products.EDITABLE,
        "toggle": {"url": reverse(f"portal:product-{name}", args=[listing.product_id]), "label": label}
        if name
        else None,
    }


def _shelf_state(listing: Any) -> states.Shown | None:
    """The product's state as its shop sees it; an approved product says why it cannot be bought."""
    if listing.state == Listing.State.LIVE and not listing.vendor.is_open:
        return states.Shown("quiet", _("Approved"), _("not on sale while the shop is not active"))
    if listing.state == Listing.State.LIVE and listing.free <= 0:
        return states.Shown("bad", _("Sold out"), _("add stock to sell again"))
    return states.describe("product", listing.state, "vendor", reason=listing.state_reason)
