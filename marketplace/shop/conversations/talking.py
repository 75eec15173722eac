"""Starting a thread, writing into it, reading it. Each act is one transaction with the event for the other side."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from marketplace.events import outbox
from marketplace.shop.conversations import filtering
from marketplace.shop.conversations.models import Message, Photo, Side, Thread
from vendors.models import Vendor, VendorOrder

MOST_PHOTOS = 3
LONGEST = 1000
# A person types a few messages a minute; a machine types more. New threads per account and day.
MOST_MESSAGES, MESSAGE_WINDOW = 20, timedelta(minutes=10)
MOST_THREADS, THREAD_WINDOW = 15, timedelta(days=1)


class Refused(Exception):
    """This message cannot be sent now. `str()` is what to show."""


def about_product(shopper: User, product: Any) -> Thread | None:
    """The thread that this shopper has about a product."""
    return Thread.objects.filter(shopper=shopper, product=product, vendor_order=None).first()


def about_order(vendor_order: VendorOrder) -> Thread | None:
    return Thread.objects.filter(vendor_order=vendor_order).first()


def ask_about_product(shopper: User, product: Any, text: str, photos: Iterable[ContentFile] = ()) -> Message:
    """The first question about a product; asked twice at once it is one thread. Raises Refused."""
    vendor: Vendor = product.listing.vendor
    if shopper.memberships.filter(vendor=vendor).exists():
        raise Refused(_("This is your own shop."))
    return _ask(
        {"shopper": shopper, "product": product, "vendor_order": None}, vendor, product.title, shopper, text, photos
    )


def ask_about_order(
    vendor_order: VendorOrder, author: User | None, text: str, photos: Iterable[ContentFile] = ()
) -> Message:
    """The first message about a shop order, by its buyer, with an account or without. Raises Refused."""
    about = {"vendor_order": vendor_order}
    owner = vendor_order.order.user
    return _ask(about, vendor_order.vendor, vendor_order.number, owner, text, photos, author=author)


def write(thread: Thread, side: str, author: User | None, text: str, photos: Iterable[ContentFile] = ()) -> Message:
    """Add a message. Raises Refused: the thread is closed, or this side has written too much in a short time."""
    with transaction.atomic():
        held = Thread.objects.select_for_update(of=("self",)).select_related("vendor_order").get(pk=thread.pk)
        _check(held, side)
        return _add(held, side, author, text, photos)


def mark_read(thread: Thread, side: str) -> None:
    """This side has seen all that the other wrote until now, as far as `thread` was loaded."""
    newest = getattr(thread, f"{Side(side).other}_last")
    rows = Thread.objects.filter(pk=thread.pk, **{f"{side}_read__lt": newest})
    if newest and rows.update(**{f"{side}_read": newest}):
        setattr(thread, f"{side}_read", newest)


def messages_of(thread: Thread) -> QuerySet[Message]:
    """All that was said, oldest first, with photos and whether it was reported."""
    return thread.messages.prefetch_related("photos", "reports")


def of_vendor(vendor: Vendor) -> QuerySet[Thread]:
    return Thread.objects.filter(vendor=vendor).select_related(
        "shopper", "vendor_order__order__shipping_address", "vendor_order__order__purchase"
    )


def unread_of_vendor(vendor: Vendor) -> int:
    """How many threads of a shop hold something that it has not read."""
    return Thread.objects.filter(vendor=vendor, shopper_last__gt=F("vendor_read")).count()


def first_unread(thread: Thread, side: str) -> int:
    """The id of the oldest message that a side has not read, 0 for none."""
    unread = thread.messages.filter(side=Side(side).other, pk__gt=thread.read_by(side))
    return unread.order_by("pk").values_list("pk", flat=True).first() or 0


def _ask(
    about: dict[str, Any],
    vendor: Vendor,
    title: str,
    shopper: User | None,
    text: str,
    photos: Iterable[ContentFile],
    author: User | None = None,
) -> Message:
    thread = Thread.objects.filter(**about).first()
    if thread:
        return write(thread, Side.SHOPPER, author or shopper, text, photos)
    _check_new(shopper)
    try:
        with transaction.atomic():
            fields = {"shopper": shopper, **about}
            thread = Thread.objects.create(vendor=vendor, about=title[:255], **fields)
            return _add(thread, Side.SHOPPER, author or shopper, text, photos)
    except IntegrityError:
        return write(Thread.objects.get(**about), Side.SHOPPER, author or shopper, text, photos)


def _check_new(shopper: User | None) -> None:
    since = timezone.now() - THREAD_WINDOW
    if shopper and Thread.objects.filter(shopper=shopper, created_at__gte=since).count() >= MOST_THREADS:
        raise Refused(_("You have asked many shops today. Try again tomorrow."))


def _check(thread: Thread, side: str) -> None:
    if not thread.is_open:
        raise Refused(_("PLUT has closed this conversation."))
    recent = thread.messages.filter(side=side, at__gte=timezone.now() - MESSAGE_WINDOW)
    if recent.count() >= MOST_MESSAGES:
        raise Refused(_("Many messages in a short time. Wait ten minutes, then write again."))


def _add(thread: Thread, side: str, author: User | None, text: str, photos: Iterable[ContentFile]) -> Message:
    safe = filtering.filtered(text, _allowed(thread))
    message = Message(thread=thread, side=side, author=author, text=text, shown=safe.shown, hidden=" ".join(safe.kinds))
    message.save()
    for photo in photos:
        Photo.objects.create(message=message, file=photo)
    Thread.objects.filter(pk=thread.pk).update(**{f"{side}_last": message.pk, "last_at": message.at})
    outbox.record("conversation.message", key=f"conversation.message:{message.pk}", message_id=message.pk)
    return message


def _allowed(thread: Thread) -> set[str]:
    """Digits that may be written: those of the order's own number and tracking number."""
    order = thread.vendor_order
    known = (order.number, order.tracking_number) if order else ()
    return {"".join(sign for sign in one if sign.isdigit()) for one in known} - {""}


def of_shopper(user: Any, orders: QuerySet) -> QuerySet[Thread]:
    """One's own threads, and those about orders that this visitor may open."""
    mine = Q(vendor_order__order__in=orders)
    if isinstance(user, User):
        mine |= Q(shopper=user)
    return Thread.objects.filter(mine).select_related("vendor", "vendor_order__order", "product")
