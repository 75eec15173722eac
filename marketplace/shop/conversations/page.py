"""What a thread's page shows to one side: each message as that side may read it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from marketplace.shop.conversations import filtering, talking
from marketplace.shop.conversations.models import Message, Photo, Side, Thread

_LONGEST = 200


@dataclass(frozen=True)
class Said:
    """A message in the eyes of one side. `hidden` names what the other side does not see of it."""

    pk: int
    is_mine: bool
    who: str
    text: str
    hidden: list[Promise | str]
    photos: list[Photo]
    at: Any
    is_reported: bool


def said(thread: Thread, side: str, names: dict[str, str]) -> list[Said]:
    """All messages of a thread, the newest last. `names` are the names of the two sides."""
    return [_said(message, side, names) for message in talking.messages_of(thread)]


def names_of(thread: Thread) -> dict[str, str]:
    return {Side.SHOPPER: buyer_of(thread), Side.VENDOR: thread.vendor.name}


def buyer_of(thread: Thread) -> str:
    """The buyer's name as the shop may read it: of the account, else on the parcel; never an address."""
    name = thread.shopper.get_full_name() if thread.shopper else ""
    order = thread.vendor_order.order if thread.vendor_order else None
    address = order.shipping_address if order else None
    return name or (order.purchase.buyer_name if order else "") or (address.name if address else "") or _("The buyer")


def _said(message: Message, side: str, names: dict[str, str]) -> Said:
    mine = message.side == side
    return Said(
        pk=message.pk,
        is_mine=mine,
        who=names[message.side],
        text=message.text if mine else message.shown,
        hidden=[filtering.NAMES[kind] for kind in message.hidden.split() if kind in filtering.NAMES],
        photos=list(message.photos.all()),
        at=message.at,
        is_reported=bool(message.reports.all()),
    )
