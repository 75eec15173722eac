"""What a shop's shipping costs at least, said before an address is known; the sum itself is reckoned at checkout."""

from collections.abc import Collection

from django.db.models import Min
from django.utils.translation import gettext as _

from marketplace import money
from vendors.models import ShippingMethod


def of(vendor_ids: Collection[int]) -> dict[int, str]:
    """By vendor: the lowest fee and whether goods can be fetched, in one query. Who ships in no way is left out."""
    methods = ShippingMethod.objects.filter(vendor__in=vendor_ids, is_active=True).order_by("vendor_id", "pk")
    fees: dict[int, int] = {}
    places: dict[int, str] = {}
    for vendor, kind, place, fee in methods.annotate(fee=Min("zones__first_kg")).values_list(
        "vendor_id", "kind", "place", "fee"
    ):
        if kind == ShippingMethod.Kind.PICKUP:
            places.setdefault(vendor, place)
        elif fee is not None:
            fees[vendor] = min(int(fee), fees.get(vendor, int(fee)))
    return {vendor: _said(fees.get(vendor), places.get(vendor)) for vendor in {*fees, *places}}


def _said(fee: int | None, place: str | None) -> str:
    if fee is None:
        return _("Pick-up only, free of charge.")
    if place is None:
        return _("From {price} for one kilogram.").format(price=money.shown(fee))
    return _("From {price} for one kilogram, or pick it up free of charge.").format(price=money.shown(fee))
