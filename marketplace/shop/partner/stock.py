"""Stock that cannot be oversold: pieces are promised, given back and used up by conditional UPDATEs, never by saving a row.

`wanted` maps stock record ids to pieces. Rows are locked in the order of their ids, so that baskets with the same goods
in another order do not wait for each other in a circle.
"""

import uuid
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce

from marketplace.events import outbox
from marketplace.shop.partner.models import StockRecord

ALLOCATED = Coalesce(F("num_allocated"), 0)


class SoldOut(Exception):
    """Some records have fewer free pieces than wanted. `free` maps those record ids to what is left."""

    def __init__(self, free: dict[int, int]) -> None:
        super().__init__(f"not enough stock: {free}")
        self.free = free


class BelowReserved(Exception):
    """A count was to be set below what is already promised to buyers (`reserved` pieces)."""

    def __init__(self, reserved: int) -> None:
        super().__init__(f"{reserved} pieces are already promised")
        self.reserved = reserved


def lock(ids: Mapping[int, int] | list[int]) -> dict[int, StockRecord]:
    """The stock records with these ids, locked until the transaction ends and freshly read."""
    rows = StockRecord.objects.filter(pk__in=list(ids)).order_by("pk").select_for_update(no_key=True)
    return {row.pk: row for row in rows}


def reserve(wanted: Mapping[int, int]) -> None:
    """Promise pieces to a buyer, all or nothing. Raises SoldOut; the caller's transaction must then roll back."""
    records = StockRecord.objects.filter(pk__in=wanted)
    pieces = _pieces(wanted)
    changed = records.filter(num_in_stock__gte=ALLOCATED + pieces).update(num_allocated=ALLOCATED + pieces)
    if changed != len(wanted):
        raise SoldOut(_short_of(records, wanted))


def release(wanted: Mapping[int, int]) -> None:
    """Give promised pieces back to the shelf. Raises LookupError when more would come back than was promised.

    Sold-out goods that can be had again are told in the caller's transaction, which holds the lock.
    """
    pieces = _pieces(wanted)
    sold_out = [row for row in _sold_out(wanted) if wanted[row.pk] > 0]
    changed = StockRecord.objects.filter(pk__in=wanted, num_allocated__gte=pieces).update(
        num_allocated=F("num_allocated") - pieces
    )
    if changed != len(wanted):
        raise LookupError(f"stock to release was not reserved: {dict(wanted)}")
    _tell_back(sold_out)


def consume(wanted: Mapping[int, int]) -> None:
    """Promised pieces have left the shop. Raises LookupError when they were not promised."""
    pieces = _pieces(wanted)
    changed = StockRecord.objects.filter(pk__in=wanted, num_allocated__gte=pieces).update(
        num_allocated=F("num_allocated") - pieces, num_in_stock=F("num_in_stock") - pieces
    )
    if changed != len(wanted):
        raise LookupError(f"stock to consume was not reserved: {dict(wanted)}")


@transaction.atomic
def set_count(stockrecord_id: int, count: int) -> None:
    """A shop counted its shelf. Raises BelowReserved when buyers have been promised more than `count` pieces."""
    lock([stockrecord_id])
    record = StockRecord.objects.filter(pk=stockrecord_id)
    sold_out = _sold_out([stockrecord_id])
    if not record.annotate(promised=ALLOCATED).filter(promised__lte=count).update(num_in_stock=count):
        raise BelowReserved(record.values_list(ALLOCATED, flat=True).get())
    _tell_back([row for row in sold_out if count > (row.num_allocated or 0)])


def _sold_out(ids: Iterable[int]) -> list[StockRecord]:
    return list(StockRecord.objects.filter(pk__in=list(ids), num_in_stock__lte=ALLOCATED))


def _tell_back(records: list[StockRecord]) -> None:
    """Write down for each product that it can be had again. It may happen often: every time is an event of its own."""
    for row in records:
        outbox.record("stock.back", key=f"stock.back:{row.product_id}:{uuid.uuid4().hex}", product_id=row.product_id)


def _pieces(wanted: Mapping[int, int]) -> Case:
    whens = [When(pk=pk, then=Value(quantity)) for pk, quantity in sorted(wanted.items())]
    return Case(*whens, default=Value(0), output_field=IntegerField())


def _short_of(records: QuerySet, wanted: Mapping[int, int]) -> dict[int, int]:
    free = {row.pk: row.net_stock_level for row in records}
    return {pk: max(free.get(pk, 0), 0) for pk, quantity in wanted.items() if free.get(pk, 0) < quantity}
