"""A shop's own products as its shelf shows them: picture, price, free and promised pieces, state."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from vendors.models import Listing, Vendor

LOW = 3  # free pieces from which on a live product is worth a reminder
State = Listing.State

FILTERS: dict[str, Q] = {
    "live": Q(state=State.LIVE),
    "review": Q(state=State.IN_REVIEW),
    "mend": Q(state__in=[State.SENT_BACK, State.DRAFT]),
    "hidden": Q(state=State.HIDDEN),
    "stopped": Q(state__in=[State.REJECTED, State.TAKEN_DOWN, State.ARCHIVED]),
    "low": Q(state=State.LIVE, free__lte=LOW),
}


def mine(vendor: Vendor) -> QuerySet[Any]:
    """The shop's listings with price (rupiah), pieces in stock, promised and free."""
    promised = Coalesce(F("product__stockrecords__num_allocated"), 0)
    return Listing.objects.filter(vendor=vendor).annotate(
        price=F("product__stockrecords__price"),
        in_stock=F("product__stockrecords__num_in_stock"),
        promised=promised,
        free=F("product__stockrecords__num_in_stock") - promised,
    )


def found(vendor: Vendor, words: str, only: str) -> QuerySet[Any]:
    """The listings whose product's name holds all the words, newest first, with what a row shows."""
    rows = mine(vendor).filter(FILTERS.get(only, Q()))
    for word in words.split()[:8]:
        rows = rows.filter(product__title__icontains=word)
    return rows.select_related("product", "vendor").prefetch_related("product__images").order_by("-pk")


def to_do(vendor: Vendor) -> dict[str, int]:
    """How many products were sent back to mend, and how many live ones run low."""
    counts: dict[str, Any] = mine(vendor).aggregate(
        mend=Count("pk", filter=FILTERS["mend"]), low=Count("pk", filter=FILTERS["low"])
    )
    return counts
