"""The figures of products and shops: recounted from the published reviews, in the transaction that changes one of them.

The row of figures is locked before the reviews are counted. Of two decisions at once the second waits, and then counts
with a statement that sees what the first committed; without the lock both would count without the other.
"""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from marketplace.shop.reviews.models import ASPECTS, STARS, ProductRating, Review, VendorRating

_NAMES = dict(zip(STARS, ("five", "four", "three", "two", "one"), strict=True))
_TENTH = Decimal("0.1")
Figures = dict[int, dict[str, Any]]


def of_product(pk: int) -> ProductRating:
    """The figures of a product; a row without reviews, not saved, for one that nobody has rated."""
    return ProductRating.objects.filter(product=pk).first() or ProductRating(product_id=pk)


def of_vendor(pk: int) -> VendorRating:
    """The figures of a shop; a row without reviews, not saved, for one that nobody has rated."""
    return VendorRating.objects.filter(vendor=pk).first() or VendorRating(vendor_id=pk)


def recount(review: Review) -> None:
    """Bring the figures of the review's product and shop up to date. Needs a transaction."""
    for table, column, count in TABLES:
        owner = getattr(review, column)
        row = _hold(table, column, owner)
        table.objects.filter(pk=row).update(**count(**{column: owner}).get(owner, _none(table)))


def wrong() -> Iterator[str]:
    """A sentence for each row of figures that is not what the reviews say; for `manage.py audit`."""
    for table, column, count in TABLES:
        should = count()
        kept = {getattr(row, column): row for row in table.objects.all()}
        for owner in sorted(kept.keys() | should.keys()):
            wanted = should.get(owner, _none(table))
            row = kept.get(owner, table())
            if {name: getattr(row, name) for name in wanted} != wanted:
                yield f"the figures of {column.removesuffix('_id')} {owner} are not those of its reviews"


def mean(total: int | None, count: int) -> Decimal | None:
    """The average to one decimal, halves up as people round; None of nothing."""
    return (Decimal(total or 0) / count).quantize(_TENTH, ROUND_HALF_UP) if count else None


def _of_products(**only: int) -> Figures:
    """What the rows of products must hold, read off their published reviews."""
    by_stars = {name: Count("pk", filter=Q(stars=stars)) for stars, name in _NAMES.items()}
    rows = _published(only).values("product_id").annotate(count=Count("pk"), total=Sum("stars"), **by_stars)
    return {
        row["product_id"]: {
            "average": mean(row["total"], row["count"]),
            **{name: row[name] for name in ("count", *by_stars)},
        }
        for row in rows
    }


def _of_vendors(**only: int) -> Figures:
    """What the rows of shops must hold, read off their published reviews."""
    given = Q(*((f"{aspect}__isnull", False) for aspect in ASPECTS), _connector=Q.OR)
    sums = {f"{aspect}_sum": Sum(aspect) for aspect in ASPECTS}
    counts = {f"{aspect}_count": Count(aspect) for aspect in ASPECTS}
    rows = _published(only).values("vendor_id").annotate(count=Count("pk", filter=given), **sums, **counts)
    return {row["vendor_id"]: _service(row) for row in rows}


def _service(row: dict[str, Any]) -> dict[str, Any]:
    total, number = (sum(row[f"{aspect}_{part}"] or 0 for aspect in ASPECTS) for part in ("sum", "count"))
    own = {aspect: mean(row[f"{aspect}_sum"], row[f"{aspect}_count"]) for aspect in ASPECTS}
    return {"average": mean(total, number), "count": row["count"], **own}


def _published(only: dict[str, int]) -> Any:
    return Review.objects.filter(state=Review.State.PUBLISHED, **only).order_by()


def _none(table: Any) -> dict[str, Any]:
    """What a row holds while nobody has rated."""
    row = table()
    columns = [
        field.attname for field in table._meta.concrete_fields if not field.is_relation and not field.primary_key
    ]
    return {name: getattr(row, name) for name in columns}


def _hold(table: Any, column: str, owner: int) -> int:
    """The id of the owner's row of figures, made if there is none, and locked until the transaction ends."""
    table.objects.bulk_create([table(**{column: owner})], ignore_conflicts=True)
    return _locked(table.objects.filter(**{column: owner})).values_list("pk", flat=True).get()


def _locked(rows: Any) -> Any:
    return rows.select_for_update(no_key=True)


TABLES: tuple[tuple[Any, str, Callable[..., Figures]], ...] = (
    (ProductRating, "product_id", _of_products),
    (VendorRating, "vendor_id", _of_vendors),
)
