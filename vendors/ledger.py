"""Double entry, append-only, whole rupiah. A debit is positive, a credit negative; every posting sums to zero.

Balances are sums over entries and never stored. `key` makes each posting happen once, whoever calls and however often.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum

from marketplace import money
from vendors.models import Entry, Posting, Vendor, VendorOrder

Account, Reason, Kind = Entry.Account, Entry.Reason, Posting.Kind


@dataclass(frozen=True)
class Side:
    """One entry to be posted: rupiah, debit positive."""

    account: str
    amount: int
    vendor: Vendor | None = None
    reason: str = ""


@dataclass(frozen=True)
class StatementLine:
    """One line of a vendor's balance history, seen from the vendor: what came in is positive."""

    at: datetime
    reason: str
    order_number: str
    amount: int
    balance: int
    note: str


def record_sale(order: Any, vendor_orders: Iterable[VendorOrder], *, held_in: str, surcharge: int = 0) -> None:
    """A paid order: each vendor is owed goods and shipping less commission; a transfer's unique code is booked apart."""
    drafts = [(_posting(Kind.SALE, f"sale:{v.number}", order, v), _sale_sides(v, held_in)) for v in vendor_orders]
    if surcharge:
        sides = [Side(held_in, surcharge), Side(Account.UNIQUE_CODE, -surcharge)]
        drafts.append((_posting(Kind.SURCHARGE, f"surcharge:{order.number}", order), sides))
    post(drafts)


def record_cancellation(order: Any, vendor_order: VendorOrder) -> None:
    """A paid vendor order is undone whole: the vendor gives back goods and shipping, we the commission; the buyer is owed."""
    vendor, total, commission = vendor_order.vendor, int(vendor_order.total), int(vendor_order.commission_total)
    sides = [
        Side(Account.VENDOR_PAYABLE, total, vendor, Reason.REFUND),
        Side(Account.VENDOR_PAYABLE, -commission, vendor, Reason.COMMISSION_BACK),
        Side(Account.COMMISSION, commission),
        Side(Account.BUYER_PAYABLE, -total),
    ]
    post([(_posting(Kind.REFUND, f"cancel:{vendor_order.number}", order, vendor_order), sides)])


def record_unmatched(reference: str, amount: int, *, order: Any, held_in: str) -> None:
    """Money came in that pays no order: it is the buyer's and goes back."""
    sides = [Side(held_in, amount), Side(Account.BUYER_PAYABLE, -amount)]
    post([(_posting(Kind.UNMATCHED, f"unmatched:{reference}", order), sides)])


def record_refund_sent(key: str, amount: int, *, order: Any, vendor_order: VendorOrder | None, held_in: str) -> None:
    """What was owed to a buyer has left us."""
    sides = [Side(Account.BUYER_PAYABLE, amount), Side(held_in, -amount)]
    post([(_posting(Kind.REFUND, f"refund:{key}", order, vendor_order), sides)])


def record_refund_returned(
    key: str, amount: int, *, order: Any, vendor_order: VendorOrder | None, held_in: str
) -> None:
    """A refund that had left us came back (a closed card, a wrong account): the buyer is owed again."""
    sides = [Side(held_in, amount), Side(Account.BUYER_PAYABLE, -amount)]
    post([(_posting(Kind.REFUND, f"refund-returned:{key}", order, vendor_order), sides)])


def record_gateway_fee(reference: str, fee_sen: int, *, order: Any) -> None:
    """What the gateway kept of a capture, in sen. A started rupiah is booked as rounding, so we never count on sen."""
    rupiah, sen = money.from_sen(fee_sen)
    started = 1 if sen else 0
    sides = [
        Side(Account.GATEWAY_FEE, rupiah),
        Side(Account.ROUNDING, started),
        Side(Account.GATEWAY, -rupiah - started),
    ]
    post([(_posting(Kind.GATEWAY_FEE, f"fee:{reference}", order), sides)])


def post(drafts: list[tuple[Posting, list[Side]]]) -> None:
    """Write postings with their entries in two statements. A posting whose key exists already is left as it is.

    Raises ValueError when one does not sum to zero; nothing is written then.
    """
    for posting, sides in drafts:
        if sum(side.amount for side in sides):
            raise ValueError(f"{posting.key} does not sum to zero")
    with transaction.atomic():
        known = set(Posting.objects.filter(key__in=[p.key for p, _ in drafts]).values_list("key", flat=True))
        fresh = [(posting, sides) for posting, sides in drafts if posting.key not in known]
        Posting.objects.bulk_create([posting for posting, _ in fresh])
        Entry.objects.bulk_create([_entry(posting, side) for posting, sides in fresh for side in sides if side.amount])


def balance(vendor: Vendor) -> int:
    """What we owe the vendor, in rupiah; below zero the vendor owes us."""
    return -int(statement(vendor).aggregate(total=Sum("amount"))["total"] or 0)


def statement(vendor: Vendor) -> QuerySet:
    """The vendor's own entries, oldest first, with what a page says of them."""
    return (
        Entry.objects.filter(vendor=vendor, account=Account.VENDOR_PAYABLE)
        .select_related("posting__vendor_order")
        .order_by("pk")
    )


def lines_of(entries: Iterable[Entry], opening: int = 0) -> Iterator[StatementLine]:
    """Entries as lines with a running balance that begins at `opening` rupiah."""
    running = opening
    for entry in entries:
        amount = -int(entry.amount)
        running += amount
        of_order = entry.posting.vendor_order
        yield StatementLine(
            at=entry.posting.at,
            reason=entry.get_reason_display(),
            order_number=of_order.number if of_order else "",
            amount=amount,
            balance=running,
            note=entry.posting.note,
        )


def _sale_sides(vendor_order: VendorOrder, held_in: str) -> list[Side]:
    vendor, commission = vendor_order.vendor, int(vendor_order.commission_total)
    return [
        Side(held_in, int(vendor_order.total)),
        Side(Account.VENDOR_PAYABLE, -int(vendor_order.goods_total), vendor, Reason.GOODS),
        Side(Account.VENDOR_PAYABLE, -int(vendor_order.shipping_charge), vendor, Reason.SHIPPING),
        Side(Account.VENDOR_PAYABLE, commission, vendor, Reason.COMMISSION),
        Side(Account.COMMISSION, -commission),
    ]


def _posting(kind: str, key: str, order: Any, vendor_order: VendorOrder | None = None) -> Posting:
    return Posting(kind=kind, key=key, order=order, vendor_order=vendor_order)


def _entry(posting: Posting, side: Side) -> Entry:
    return Entry(posting=posting, account=side.account, vendor=side.vendor, amount=side.amount, reason=side.reason)
