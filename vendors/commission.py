"""The marketplace's commission: dated rules, read when a line is sold and never again (features O05, O06)."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from vendors.models import CommissionRule, Vendor

NONE = Decimal(0)


def percents_for(vendors: Iterable[Vendor], at: datetime) -> dict[int, Decimal]:
    """The percent of goods each vendor pays at that time, by vendor id, in one query. Without any rule it is zero."""
    ids = [vendor.pk for vendor in vendors]
    rules = CommissionRule.objects.filter(
        Q(vendor__in=ids) | Q(vendor__isnull=True),
        Q(valid_until__isnull=True) | Q(valid_until__gt=at),
        valid_from__lte=at,
    ).order_by("valid_from", "pk")
    newest = {rule.vendor_id: rule.percent for rule in rules}
    return {pk: newest.get(pk, newest.get(None, NONE)) for pk in ids}


def percent_for(vendor: Vendor, at: datetime) -> Decimal:
    return percents_for([vendor], at)[vendor.pk]
