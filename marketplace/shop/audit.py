"""Proof that the money adds up: each check is one question to the database and names every row that is not as it should be.

The ids in brackets are the invariants of the design (I1, I2, ...). Rupiah throughout.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DecimalField, F, Q, Sum, Value
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model

from marketplace.payments.models import Capture, Payment, PaymentShare, Refund
from marketplace.shop.order.models import Purchase
from marketplace.shop.partner.models import StockRecord
from marketplace.shop.reviews import figures
from vendors.models import Entry, Listing, Posting, VendorOrder, VendorOrderLine

Line = get_model("order", "Line")
Order = get_model("order", "Order")

Findings = Iterator[str]
NOTHING = Value(0, output_field=DecimalField(max_digits=14, decimal_places=0))


@dataclass(frozen=True)
class Check:
    """`look` yields one sentence for each row that is off."""

    name: str
    look: Callable[[], Findings]


def run() -> dict[str, list[str]]:
    """Every check with what it found; all lists empty means that all is well."""
    return {check.name: list(check.look()) for check in CHECKS}


def _postings_balance() -> Findings:
    for posting in Posting.objects.annotate(total=Sum("entries__amount")).exclude(total=0):
        yield f"posting {posting.pk} ({posting.key}) sums to {posting.total}"


def _ledger_balances() -> Findings:
    total = Entry.objects.aggregate(total=Sum("amount"))["total"] or 0
    if total:
        yield f"the ledger sums to {total}"


def _orders_add_up() -> Findings:
    parts = Order.objects.filter(purchase__isnull=False).annotate(parts=Coalesce(Sum("vendor_orders__total"), NOTHING))
    for order in parts.exclude(parts=F("total_incl_tax")):
        yield f"order {order.number} is {order.total_incl_tax:.0f}, its vendor orders {order.parts:.0f}"


def _vendor_orders_add_up() -> Findings:
    lines = VendorOrder.objects.annotate(goods=Sum("lines__goods"), commission=Sum("lines__commission"))
    as_sold = Q(goods=F("goods_total"), commission=F("commission_total"))
    for vendor_order in lines.exclude(as_sold):
        yield f"vendor order {vendor_order.number} does not match its lines"
    for one in VendorOrderLine.objects.exclude(goods=F("line__line_price_incl_tax")):
        yield f"line {one.line_id} was sold for another amount than vendor order {one.vendor_order_id} says"


def _every_line_has_its_vendor() -> Findings:
    for line in Line.objects.filter(order__purchase__isnull=False, vendor_line__isnull=True):
        yield f"line {line.pk} of order {line.order_id} belongs to no vendor order"
    strangers = VendorOrderLine.objects.exclude(line__partner=F("vendor_order__vendor__partner"))
    for one in strangers:
        yield f"line {one.line_id} of vendor order {one.vendor_order_id} is another vendor's"


def _captures_pay_orders() -> Findings:
    for payment in Payment.objects.filter(captured__gt=0).select_related("order"):
        due = payment.order.total_incl_tax + payment.unique_code
        if payment.captured != due or payment.amount != due:
            yield f"order {payment.order.number} is {due:.0f}, received {payment.captured:.0f}"
    for payment in _paid().annotate(n=Count("captures", filter=Q(captures__settles_order=True))).exclude(n=1):
        yield f"payment {payment.pk} of order {payment.order_id} is paid by {payment.n} captures"
    unpaid = Purchase.objects.exclude(order__status__in=["awaiting_payment", "expired"]).filter(
        order__payment__captured=0
    )
    for purchase in unpaid:
        yield f"order {purchase.order_id} goes on without having been paid"


def _shares_add_up() -> Findings:
    for payment in Payment.objects.annotate(
        asked=Sum("shares__authorised"), got=Sum("shares__captured"), back=Sum("shares__refunded")
    ):
        if payment.asked + payment.unique_code != payment.amount:
            yield f"the shares of payment {payment.pk} ask for {payment.asked}, the payment for {payment.amount}"
        if payment.captured and payment.got + payment.unique_code != payment.captured:
            yield f"the shares of payment {payment.pk} received {payment.got}, the payment {payment.captured}"
        if payment.back != payment.refunded:
            yield f"the shares of payment {payment.pk} gave back {payment.back}, the payment {payment.refunded}"
    for share in PaymentShare.objects.exclude(authorised=F("vendor_order__total")):
        yield f"the share of vendor order {share.vendor_order_id} is not its total"


def _no_money_without_an_order() -> Findings:
    strays = Capture.objects.filter(settles_order=False).annotate(back=Coalesce(Sum("refunds__amount"), NOTHING))
    for capture in strays.exclude(back=F("amount")):
        yield f"capture {capture.reference} of {capture.amount} pays no order and {capture.back} goes back"


def _refunds_within_captures() -> Findings:
    for capture in Capture.objects.annotate(back=Coalesce(Sum("refunds__amount"), NOTHING)).filter(
        back__gt=F("amount")
    ):
        yield f"capture {capture.reference} of {capture.amount} is refunded with {capture.back}"


def _ledger_knows_every_capture() -> Findings:
    booked = dict(
        Entry.objects.filter(
            posting__kind__in=[Posting.Kind.SALE, Posting.Kind.SURCHARGE, Posting.Kind.UNMATCHED],
            account__in=[Entry.Account.GATEWAY, Entry.Account.BANK],
        )
        .values_list("posting__order_id")
        .annotate(total=Sum("amount"))
    )
    received = dict(Capture.objects.values_list("payment__order_id").annotate(total=Sum("amount")))
    for order in booked.keys() | received.keys():
        if booked.get(order, 0) != received.get(order, 0):
            yield f"order {order}: received {received.get(order, 0)}, booked {booked.get(order, 0)}"


def _vendors_are_owed_their_orders() -> Findings:
    due = VendorOrder.objects.filter(share__captured__gt=0).exclude(status=VendorOrder.Status.CANCELLED)
    owed = dict(due.values_list("vendor_id").annotate(net=Sum(F("total") - F("commission_total"))))
    sales = Entry.objects.filter(posting__kind__in=[Posting.Kind.SALE, Posting.Kind.REFUND], vendor__isnull=False)
    booked = dict(sales.values_list("vendor_id").annotate(total=-Sum("amount")))
    for vendor in owed.keys() | booked.keys():
        if owed.get(vendor, 0) != booked.get(vendor, 0):
            yield f"vendor {vendor} is owed {owed.get(vendor, 0)} for orders, the ledger says {booked.get(vendor, 0)}"


def _buyers_are_owed_what_is_under_way() -> Findings:
    owed = -(Entry.objects.filter(account=Entry.Account.BUYER_PAYABLE).aggregate(t=Sum("amount"))["t"] or 0)
    waiting = Refund.objects.exclude(state=Refund.State.SUCCEEDED).aggregate(t=Sum("amount"))["t"] or 0
    if owed != waiting:
        yield f"buyers are owed {owed}, refunds under way are {waiting}"


def _stock_is_sane() -> Findings:
    for record in StockRecord.objects.filter(Q(num_allocated__lt=0) | Q(num_allocated__gt=F("num_in_stock"))):
        yield f"stock record {record.pk} promises {record.num_allocated} of {record.num_in_stock}"
    held = dict(Line.objects.filter(num_allocated__gt=0).values_list("stockrecord_id").annotate(n=Sum("num_allocated")))
    for record in StockRecord.objects.filter(Q(pk__in=[pk for pk in held if pk]) | Q(num_allocated__gt=0)):
        if (record.num_allocated or 0) != held.get(record.pk, 0):
            yield f"stock record {record.pk} promises {record.num_allocated}, open orders hold {held.get(record.pk, 0)}"


def _products_have_one_vendor() -> Findings:
    strangers = StockRecord.objects.exclude(product__listing__vendor__partner=F("partner")).filter(
        product__listing__isnull=False
    )
    for record in strangers:
        yield f"product {record.product_id} is listed by one vendor and stocked by another"
    for listing in Listing.objects.filter(product__stockrecords__isnull=True, product__structure="standalone"):
        yield f"product {listing.product_id} has no price and stock"


def _ratings_are_those_of_reviews() -> Findings:
    yield from figures.wrong()


def _paid() -> Any:
    return Payment.objects.filter(captured__gt=0)


CHECKS = [
    Check("every posting sums to zero (I7)", _postings_balance),
    Check("the ledger sums to zero (I7)", _ledger_balances),
    Check("vendor orders add up to their order (I1)", _orders_add_up),
    Check("lines add up to their vendor order (I1)", _vendor_orders_add_up),
    Check("every sold line is its own vendor's (I15)", _every_line_has_its_vendor),
    Check("orders are paid once, with their exact amount (I1, I3)", _captures_pay_orders),
    Check("payment shares add up to their payment (I1)", _shares_add_up),
    Check("no money without an order or a refund (I4)", _no_money_without_an_order),
    Check("refunds stay within what was received (I8)", _refunds_within_captures),
    Check("the ledger holds every capture (I7)", _ledger_knows_every_capture),
    Check("vendors are owed exactly their orders (I10)", _vendors_are_owed_their_orders),
    Check("buyers are owed exactly what goes back (I10)", _buyers_are_owed_what_is_under_way),
    Check("stock is neither oversold nor lost (I2)", _stock_is_sane),
    Check("every product is one vendor's", _products_have_one_vendor),
    Check("ratings are those of the published reviews", _ratings_are_those_of_reviews),
]
