"""What a shop's shipping costs at least, said before an address is known; the sum itself is reckoned at checkout."""

from collections.abc import Collection
from functools import lru_cache

from django.db.models import BigIntegerField, Min, QuerySet
from django.utils.translation import gettext as _

from marketplace import money, statements
from marketplace.statements import Statement
from vendors.models import ShippingMethod


def of(vendor_ids: Collection[int]) -> dict[int, str]:
    """By vendor: the lowest fee and whether goods can be fetched, in one query. Who ships in no way is left out."""
    if not vendor_ids:
        return {}
    fees: dict[int, int] = {}
    places: dict[int, str] = {}
    for vendor, kind, place, fee in _statement(len(vendor_ids)).rows(
        **{f"v{n}": pk for n, pk in enumerate(vendor_ids)}
    ):
        if kind == ShippingMethod.Kind.PICKUP:
            places.setdefault(vendor, place)
        elif fee is not None:
            fees[vendor] = min(int(fee), fees.get(vendor, int(fee)))
    return {vendor: _said(fees.get(vendor), places.get(vendor)) for vendor in {*fees, *places}}


@lru_cache(maxsize=64)
def _statement(vendors: int) -> Statement:
    """The question for so many vendors."""
    return Statement(lambda: _methods([f"v{n}" for n in range(vendors)]))


def _methods(vendors: list[str]) -> QuerySet:
    whose = statements.one_of("vendor", vendors, BigIntegerField())
    methods = ShippingMethod.objects.filter(whose, is_active=True).order_by("vendor_id", "pk")
    return methods.annotate(fee=Min("zones__first_kg")).values_list("vendor_id", "kind", "place", "fee")


def _said(fee: int | None, place: str | None) -> str:
    if fee is None:
        return _("Pick-up only, free of charge.")
    if place is None:
        return _("From {price} for one kilogram.").format(price=money.shown(fee))
    return _("From {price} for one kilogram, or pick it up free of charge.").format(price=money.shown(fee))
