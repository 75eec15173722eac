"""Notices under the bell: told once per key to a shopper, a shop or PLUT staff, read by those alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.notices import messages, rendering
from marketplace.notices import values as typed
from marketplace.notices.messages import Message, Words
from marketplace.notices.models import Notice
from vendors.models import Vendor


@dataclass(frozen=True)
class Line:
    """A notice in the words of its reader."""

    notice: Notice
    words: Words


def tell_user(user: User, key: str, message: Message, values: typed.Values, path: str = "") -> None:
    """A notice for a shopper, in the caller's transaction. Raises RuntimeError outside one."""
    _tell(Notice(user=user, key=key, message=message.code, values=typed.packed(values), path=path))


def tell_vendor(vendor: Vendor, key: str, message: Message, values: typed.Values, path: str = "") -> None:
    """One notice for a shop, read by all its members. Raises RuntimeError outside a transaction."""
    _tell(Notice(vendor=vendor, key=key, message=message.code, values=typed.packed(values), path=path))


def tell_staff(key: str, message: Message, values: typed.Values, path: str = "") -> None:
    """One notice for PLUT staff; the first who reads it reads it for all. Raises RuntimeError outside a transaction."""
    _tell(Notice(key=key, message=message.code, values=typed.packed(values), path=path))


def for_user(user: User) -> QuerySet[Notice]:
    return Notice.objects.filter(user=user)


def for_vendor(vendor: Vendor, with_orders: bool = True) -> QuerySet[Notice]:
    """A shop's notices; without those about orders for members who may not see orders."""
    notices = Notice.objects.filter(vendor=vendor)
    about_orders = Q(message__startswith="order.") | Q(message__startswith="vendor_order.")
    about_orders |= Q(message__startswith="conversation.")
    return notices if with_orders else notices.exclude(about_orders)


def for_staff(reader: User) -> QuerySet[Notice]:
    """What PLUT staff are told, less what this person may not see: orders and money, or shops and their products."""
    notices = Notice.objects.filter(user__isnull=True, vendor__isnull=True)
    about_shops = Q(message__startswith="vendor.") | Q(message__startswith="product.")
    if not reader.has_perm("console.judge_talk"):
        notices = notices.exclude(message__startswith="conversation.")
    if not reader.has_perm("console.answer_complaints"):
        notices = notices.exclude(message__startswith="complaint.")
    if not reader.has_perm("console.see_vendors"):
        notices = notices.exclude(about_shops)
    about_talk = Q(message__startswith="conversation.")
    return notices if reader.has_perm("console.see_orders") else notices.filter(about_shops | about_talk)


def unread_for_user(user: User) -> int:
    return unread(for_user(user)).count()


def unread_for_vendor(vendor: Vendor, with_orders: bool = True) -> int:
    return unread(for_vendor(vendor, with_orders)).count()


def unread_for_staff(reader: User) -> int:
    return unread(for_staff(reader)).count()


def unread(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    return notices.filter(read_at__isnull=True)


def mark_read(notices: QuerySet[Notice]) -> int:
    """Mark those not read yet. How many there were."""
    return unread(notices).update(read_at=timezone.now())


def written(notices: Iterable[Notice], language: str) -> list[Line]:
    """The notices in a language, staff's own wording included, in one query for all."""
    own = rendering.own_words(language)
    return [Line(notice, _words(notice, language, own)) for notice in notices]


def _words(notice: Notice, language: str, own: rendering.OwnWords) -> Words:
    try:
        message = messages.message(notice.message)
    except messages.Unknown:
        return Words(notice.message, "")
    return rendering.render(message, language, typed.unpacked(notice.values), own)


def _tell(notice: Notice) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{notice.message} must be told in the transaction of what it tells")
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
