"""All that is known about one order, gathered in one place: shop orders, money, ledger, later work, mails."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from marketplace.events.models import Delivery
from marketplace.notices.models import Mail
from marketplace.payments.models import Refund
from vendors.models import Posting


@dataclass(frozen=True)
class History:
    vendor_orders: list[Any]
    payment: Any
    refunds: list[Refund]
    postings: list[Posting]
    deliveries: list[Delivery]
    mails: list[Mail]
    changes: list[Any]


def of(order: Any, *, with_ledger: bool) -> History:
    """Everything about one order. The ledger is left out for those who may not see it."""
    vendor_orders = list(
        order.vendor_orders.select_related("vendor", "share").prefetch_related("lines__line", "changes__actor")
    )
    payment = getattr(order, "payment", None)
    refunds = list(Refund.objects.filter(capture__payment__order=order).select_related("vendor_order", "confirmed_by"))
    return History(
        vendor_orders=vendor_orders,
        payment=payment,
        refunds=refunds,
        postings=list(_postings(order)) if with_ledger else [],
        deliveries=list(_deliveries(order, vendor_orders, payment, refunds)),
        mails=list(_mails(order, vendor_orders)),
        changes=list(order.status_changes.order_by("date_created", "pk")),
    )


def _postings(order: Any) -> QuerySet:
    return Posting.objects.filter(order=order).select_related("vendor_order").prefetch_related("entries__vendor")


def _deliveries(order: Any, vendor_orders: list[Any], payment: Any, refunds: list[Refund]) -> QuerySet:
    """The outbox names what it is about in its payload. Nothing about an order happens before it is placed."""
    about = Q(event__payload__order_id=order.pk)
    about |= Q(event__payload__vendor_order_id__in=[vendor_order.pk for vendor_order in vendor_orders])
    about |= Q(event__payload__refund_id__in=[refund.pk for refund in refunds])
    if payment:
        about |= Q(event__payload__payment_id=payment.pk)
    since = Delivery.objects.filter(event__happened_at__gte=order.date_placed)
    return since.filter(about).select_related("event").order_by("event_id", "pk")


def _mails(order: Any, vendor_orders: list[Any]) -> QuerySet:
    """Mails name their order in subject or text; a shop order's number begins with its order's number."""
    numbers = [order.number, *(vendor_order.number for vendor_order in vendor_orders)]
    named = Q()
    for number in numbers:
        named |= Q(subject__contains=number) | Q(text__contains=number)
    return Mail.objects.filter(named, queued_at__gte=order.date_placed).order_by("pk")
