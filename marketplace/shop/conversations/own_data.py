"""Conversations as a part of a person's data. After a deletion the shop keeps its own words; the buyer's are gone."""

from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import personal
from marketplace.accounts.models import User
from marketplace.shop.conversations.models import Message, Photo, Side, Thread
from marketplace.shop.order import visiting

LABELS = {"about": _("About"), "shop": _("Shop"), "from": _("From"), "text": _("Message"), "at": _("When")}


def register() -> None:
    personal.register("conversations", _rows, _erase, title=_("Conversations"), labels=LABELS)


def _own(user: User) -> QuerySet[Thread]:
    """Threads of the account, and those begun from the pages of its orders."""
    return Thread.objects.filter(Q(shopper=user) | Q(vendor_order__order__in=visiting.of_account(user)))


def _rows(user: User) -> personal.Rows:
    """The buyer's own words as written, the shop's as the buyer reads them."""
    messages = Message.objects.filter(thread__in=_own(user)).select_related("thread__vendor").order_by("pk")
    return [_row(message) for message in messages]


def _row(message: Message) -> dict[str, Any]:
    own = message.side == Side.SHOPPER
    return {
        "about": message.thread.about,
        "shop": message.thread.vendor.name,
        "from": str(Side(message.side).label),
        "text": message.text if own else message.shown,
        "at": message.at,
    }


def _erase(user: User) -> None:
    threads = list(_own(user).values_list("pk", flat=True))
    written = Message.objects.filter(thread__in=threads, side=Side.SHOPPER)
    photos = Photo.objects.filter(message__in=written)
    files = list(photos.values_list("file", flat=True))
    photos.delete()
    written.update(text="", shown=gettext("Deleted with the account."), author=None)
    Thread.objects.filter(pk__in=threads).update(shopper=None)
    transaction.on_commit(lambda: _drop(files))


def _drop(files: list[str]) -> None:
    for name in files:
        storages["private"].delete(name)
