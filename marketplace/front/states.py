"""What every state is called on screen, in which colour, and who acts next: for shopper, vendor and staff.

A line names figures in braces; it is left out while one of them is not given. A row holds one state per reader in the
order of `TABLES`; a reader without an own one sees the last. None is not shown to that reader.
"""

import datetime as dt
import string
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from marketplace.front import formats

Text = str | Promise


@dataclass(frozen=True)
class State:
    tone: str
    label: Text
    line: Text = ""


@dataclass(frozen=True)
class Shown:
    """A state in the reader's language; `tone` is quiet, wait (someone must act), good or bad."""

    tone: str
    label: str
    line: str


Row = tuple[State | None, ...]
Rows = dict[str, Row]
Table = tuple[tuple[str, ...], Rows]


def N(label: Text, line: Text = "") -> State:
    return State("quiet", label, line)


def W(label: Text, line: Text = "") -> State:
    return State("wait", label, line)


def G(label: Text, line: Text = "") -> State:
    return State("good", label, line)


def B(label: Text, line: Text = "") -> State:
    return State("bad", label, line)


ORDER: Rows = {
    "awaiting_payment": (W(pgettext_lazy("order", "Unpaid"), pgettext_lazy("order", "pay by {deadline}")),),
    "paid": (N(pgettext_lazy("order", "Paid"), pgettext_lazy("order", "passed to {n} shops")),),
    "in_progress": (N(pgettext_lazy("order", "In progress"), pgettext_lazy("order", "with the shops")),),
    "partly_cancelled": (N(pgettext_lazy("order", "Partly cancelled"), pgettext_lazy("order", "other shops go on")),),
    "completed": (G(pgettext_lazy("order", "Completed"), pgettext_lazy("order", "all received")),),
    "cancelled": (B(pgettext_lazy("order", "Cancelled"), "{reason}"),),
    "expired": (B(pgettext_lazy("order", "Cancelled"), pgettext_lazy("order", "payment time ran out")),),
}

VENDOR_ORDER: Rows = {
    "awaiting_payment": (
        W(pgettext_lazy("vendor order", "Unpaid"), pgettext_lazy("vendor order", "pay by {deadline}")),
        N(pgettext_lazy("vendor order", "Awaiting payment")),
    ),
    "new": (
        W(pgettext_lazy("vendor order", "Waiting for the shop"), pgettext_lazy("vendor order", "answer by {deadline}")),
        W(pgettext_lazy("vendor order", "New"), pgettext_lazy("vendor order", "accept or decline by {deadline}")),
        W(pgettext_lazy("vendor order", "Waiting for seller"), pgettext_lazy("vendor order", "by {deadline}")),
    ),
    "accepted": (
        N(pgettext_lazy("vendor order", "In progress"), pgettext_lazy("vendor order", "ships by {deadline}")),
        W(pgettext_lazy("vendor order", "To ship"), pgettext_lazy("vendor order", "by {deadline}")),
        N(pgettext_lazy("vendor order", "In progress"), pgettext_lazy("vendor order", "with the seller")),
    ),
    "accepted_pickup": (
        N(pgettext_lazy("vendor order", "In progress"), pgettext_lazy("vendor order", "ready by {deadline}")),
        W(pgettext_lazy("vendor order", "To prepare"), pgettext_lazy("vendor order", "by {deadline}")),
        N(pgettext_lazy("vendor order", "In progress"), pgettext_lazy("vendor order", "with the seller")),
    ),
    "ready_for_pickup": (
        W(pgettext_lazy("vendor order", "Ready for pick-up"), pgettext_lazy("vendor order", "bring code {code}")),
        N(pgettext_lazy("vendor order", "Ready for pick-up"), pgettext_lazy("vendor order", "match the code")),
    ),
    "shipped": (
        N(pgettext_lazy("vendor order", "Shipped"), "{courier} {tracking}"),
        N(pgettext_lazy("vendor order", "Shipped"), pgettext_lazy("vendor order", "on its way")),
    ),
    "delivered": (
        W(pgettext_lazy("vendor order", "Delivered"), pgettext_lazy("vendor order", "report problems by {deadline}")),
        N(pgettext_lazy("vendor order", "Delivered"), pgettext_lazy("vendor order", "money available {date}")),
    ),
    "delivered_pickup": (
        W(pgettext_lazy("vendor order", "Picked up"), pgettext_lazy("vendor order", "report problems by {deadline}")),
        N(pgettext_lazy("vendor order", "Picked up"), pgettext_lazy("vendor order", "money available {date}")),
    ),
    "completed": (
        G(pgettext_lazy("vendor order", "Completed"), pgettext_lazy("vendor order", "write a review")),
        G(pgettext_lazy("vendor order", "Completed"), pgettext_lazy("vendor order", "money available")),
    ),
    "cancelled": (
        B(pgettext_lazy("vendor order", "Cancelled"), pgettext_lazy("vendor order", "{reason}, {amount} refunded")),
        B(pgettext_lazy("vendor order", "Cancelled"), "{reason}"),
    ),
}

PAYMENT: Rows = {
    "pending": (W(pgettext_lazy("payment", "Awaiting payment"), pgettext_lazy("payment", "exactly {total}")),),
    "proof_received": (
        W(pgettext_lazy("payment", "Checking your proof"), pgettext_lazy("payment", "by {deadline}")),
        W(pgettext_lazy("payment", "Check proof"), pgettext_lazy("payment", "match the statement")),
    ),
    "processing": (
        W(pgettext_lazy("payment", "Being checked"), pgettext_lazy("payment", "do not pay again")),
        N(pgettext_lazy("payment", "Waiting for {gateway}")),
    ),
    "paid": (G(pgettext_lazy("payment", "Paid"), "{date}"),),
    "failed": (
        B(pgettext_lazy("payment", "Not successful"), pgettext_lazy("payment", "try again")),
        B(pgettext_lazy("payment", "Failed"), "{reason}"),
    ),
    "expired": (B(pgettext_lazy("payment", "Time ran out"), pgettext_lazy("payment", "order again")),),
    "mismatch": (
        W(pgettext_lazy("payment", "Amount differs"), pgettext_lazy("payment", "we contact you")),
        W(pgettext_lazy("payment", "Difference {amount}"), pgettext_lazy("payment", "contact the buyer")),
    ),
    "refunding": (W(pgettext_lazy("payment", "Refund on its way"), pgettext_lazy("payment", "by {deadline}")),),
    "partly_refunded": (N(pgettext_lazy("payment", "Partly refunded"), "{amount}"),),
    "refunded": (G(pgettext_lazy("payment", "Refunded"), "{amount}"),),
    "refund_failed": (B(pgettext_lazy("payment", "Refund failed"), pgettext_lazy("payment", "check the account")),),
    "disputed": (
        None,
        B(pgettext_lazy("payment", "Disputed"), pgettext_lazy("payment", "answer by {deadline}")),
    ),
}

PAYOUT: Rows = {
    "scheduled": (N(pgettext_lazy("payout", "Scheduled"), "{date}"),),
    "processing": (
        W(pgettext_lazy("payout", "With the bank"), pgettext_lazy("payout", "{days} working days")),
        W(pgettext_lazy("payout", "In bank file"), pgettext_lazy("payout", "mark as sent")),
    ),
    "paid": (G(pgettext_lazy("payout", "Sent"), pgettext_lazy("payout", "to {bank} {last4}")),),
    "returned": (B(pgettext_lazy("payout", "Returned by bank"), pgettext_lazy("payout", "back in balance")),),
    "on_hold": (B(pgettext_lazy("payout", "On hold"), "{reason}"),),
    "cancelled": (N(pgettext_lazy("payout", "Cancelled"), pgettext_lazy("payout", "stays in balance")),),
}

PRODUCT: Rows = {
    "in_review": (
        W(pgettext_lazy("product", "In review"), pgettext_lazy("product", "by {deadline}")),
        W(pgettext_lazy("product", "To check"), pgettext_lazy("product", "since {date}")),
    ),
    "sent_back": (
        W(pgettext_lazy("product", "Needs changes"), "{reason}"),
        N(pgettext_lazy("product", "Waiting for seller")),
    ),
    "rejected": (B(pgettext_lazy("product", "Not approved"), "{reason}"),),
    "draft": (N(pgettext_lazy("product", "Draft"), pgettext_lazy("product", "go on any time")),),
    "live": (G(pgettext_lazy("product", "Live"), pgettext_lazy("product", "on sale")),),
    "edit_in_review": (
        W(pgettext_lazy("product", "Edit in review"), pgettext_lazy("product", "old version stays live")),
        W(pgettext_lazy("product", "Review the edit")),
    ),
    "hidden": (N(pgettext_lazy("product", "Hidden"), pgettext_lazy("product", "by the seller")),),
    "awaiting_permit": (W(pgettext_lazy("product", "Awaiting permit"), "{permit}"),),
    "permit_ended": (B(pgettext_lazy("product", "Permit ended"), pgettext_lazy("product", "upload a new {permit}")),),
    "taken_down": (B(pgettext_lazy("product", "Taken down"), "{reason}"),),
    "archived": (N(pgettext_lazy("product", "Archived")),),
}

VENDOR: Rows = {
    "in_review": (
        W(pgettext_lazy("vendor", "In review"), pgettext_lazy("vendor", "by {deadline}")),
        W(pgettext_lazy("vendor", "To check"), pgettext_lazy("vendor", "since {date}")),
    ),
    "sent_back": (
        W(pgettext_lazy("vendor", "Needs changes"), "{reason}"),
        N(pgettext_lazy("vendor", "Waiting for seller")),
    ),
    "rejected": (B(pgettext_lazy("vendor", "Not approved"), "{reason}"),),
    "applied": (
        W(pgettext_lazy("vendor", "Application sent"), pgettext_lazy("vendor", "we reply by {deadline}")),
        W(pgettext_lazy("vendor", "New applicant")),
    ),
    "onboarding": (
        W(pgettext_lazy("vendor", "Complete your data"), pgettext_lazy("vendor", "{done} of {steps}")),
        N(pgettext_lazy("vendor", "Complete your data"), pgettext_lazy("vendor", "{done} of {steps}")),
    ),
    "open": (G(pgettext_lazy("vendor", "Active"), pgettext_lazy("vendor", "shop is visible")),),
    "suspended": (B(pgettext_lazy("vendor", "Suspended"), pgettext_lazy("vendor", "{reason}, finish running orders")),),
    "closed": (N(pgettext_lazy("vendor", "Closed"), "{date}"),),
}

PERMIT: Rows = {
    "in_review": (
        W(pgettext_lazy("permit", "In review"), pgettext_lazy("permit", "by {deadline}")),
        W(pgettext_lazy("permit", "To check"), pgettext_lazy("permit", "since {date}")),
    ),
    "sent_back": (
        W(pgettext_lazy("permit", "Needs changes"), "{reason}"),
        N(pgettext_lazy("permit", "Waiting for seller")),
    ),
    "rejected": (B(pgettext_lazy("permit", "Not approved"), "{reason}"),),
    "missing": (
        W(pgettext_lazy("permit", "Missing"), pgettext_lazy("permit", "upload or ask PLUT")),
        N(pgettext_lazy("permit", "Missing")),
    ),
    "accepted": (G(pgettext_lazy("permit", "Valid"), pgettext_lazy("permit", "until {date}")),),
    "accepted_forever": (G(pgettext_lazy("permit", "Valid"), pgettext_lazy("permit", "no end date")),),
    "expiring": (W(pgettext_lazy("permit", "Ending soon"), pgettext_lazy("permit", "{days} days left")),),
    "expired": (B(pgettext_lazy("permit", "Expired"), pgettext_lazy("permit", "products hidden")),),
    "waived": (N(pgettext_lazy("permit", "Not required"), "{reason}"),),
    "revoked": (B(pgettext_lazy("permit", "Revoked by issuer")),),
}

RETURN: Rows = {
    "requested": (
        W(pgettext_lazy("return", "Waiting for the shop"), pgettext_lazy("return", "answer by {deadline}")),
        W(pgettext_lazy("return", "Return asked"), pgettext_lazy("return", "agree or refuse by {deadline}")),
        N(pgettext_lazy("return", "Waiting for seller"), pgettext_lazy("return", "by {deadline}")),
    ),
    "agreed": (
        W(pgettext_lazy("return", "Agreed"), pgettext_lazy("return", "send it back by {deadline}")),
        N(pgettext_lazy("return", "Agreed"), pgettext_lazy("return", "waiting for goods")),
    ),
    "sent_back": (
        N(pgettext_lazy("return", "On its way back")),
        W(pgettext_lazy("return", "Coming back"), pgettext_lazy("return", "check on arrival")),
    ),
    "received": (
        N(pgettext_lazy("return", "Back at the shop"), pgettext_lazy("return", "refund in progress")),
        W(pgettext_lazy("return", "Goods back"), pgettext_lazy("return", "restock or damaged?")),
    ),
    "refused": (
        B(pgettext_lazy("return, shopper", "Refused"), pgettext_lazy("return", "ask PLUT to decide by {deadline}")),
        N(pgettext_lazy("return", "Refused"), "{reason}"),
    ),
    "disputed": (
        W(pgettext_lazy("return", "Dispute"), pgettext_lazy("return", "decision by {deadline}")),
        W(pgettext_lazy("return", "Dispute"), pgettext_lazy("return", "send evidence by {deadline}")),
        W(pgettext_lazy("return", "Dispute"), pgettext_lazy("return", "decide by {deadline}")),
    ),
    "decided": (N(pgettext_lazy("return", "Decision"), pgettext_lazy("return", "{result}, appeal by {deadline}")),),
    "refunded": (
        G(pgettext_lazy("return", "Refunded"), "{amount}"),
        N(pgettext_lazy("return", "Refunded"), pgettext_lazy("return", "balance {amount}")),
    ),
    "withdrawn": (N(pgettext_lazy("return", "Withdrawn by buyer")),),
}
TABLES: dict[str, Table] = {
    "order": (("shopper", "staff"), ORDER),
    "vendor_order": (("shopper", "vendor", "staff"), VENDOR_ORDER),
    "payment": (("shopper", "staff"), PAYMENT),
    "payout": (("vendor", "staff"), PAYOUT),
    "product": (("vendor", "staff"), PRODUCT),
    "vendor": (("vendor", "staff"), VENDOR),
    "permit": (("vendor", "staff"), PERMIT),
    "return": (("shopper", "vendor", "staff"), RETURN),
}


def describe(kind: str, state: str, reader: str, **figures: Any) -> Shown | None:
    """A state as `reader` (shopper, vendor or staff) sees it; None when that reader does not see it at all.

    Figures: `deadline`, `date` as datetime or date, `amount`, `total` in rupiah, anything else as it stands. With
    `pickup=True` goods that are fetched get their own words. Raises KeyError for a kind or state that has no row.
    """
    readers, table = TABLES[kind]
    pickup = figures.pop("pickup", False)
    row = table.get(f"{state}_pickup", table[state]) if pickup else table[state]
    found = row[min(readers.index(reader), len(row) - 1)]
    if found is None:
        return None
    values = {name: _written(name, value) for name, value in figures.items() if value not in (None, "")}
    label = str(found.label).format(**{name: values.get(name, "") for name in _figures(found.label)}).strip()
    complete = _figures(found.line) <= values.keys()
    return Shown(found.tone, label, str(found.line).format(**values) if complete else "")


def _figures(text: Text) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(str(text)) if name}


def _written(name: str, value: Any) -> str:
    if isinstance(value, dt.datetime):
        return formats.moment(value) if name == "deadline" else formats.day(value)
    if isinstance(value, dt.date):
        return formats.day(value)
    return formats.rupiah(value) if name in ("amount", "total") else str(value)
