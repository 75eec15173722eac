"""How long a shop sees where a parcel went. A buyer's address serves the delivery and its complaints (UU PDP 27/2022)."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from vendors.models import VendorOrder

ENDED = (VendorOrder.Status.DELIVERED, VendorOrder.Status.COMPLETED, VendorOrder.Status.CANCELLED)
# A delivered order is completed later: its days count from the arrival.
ENDS = (VendorOrder.Status.DELIVERED, VendorOrder.Status.CANCELLED)


def are_hidden_from_shop(order: VendorOrder) -> bool:
    """Whether phone and address are no longer shown: `BUYER_ADDRESS_DAYS` days after arrival or cancellation."""
    if order.status not in ENDED:
        return False
    ends = [change.at for change in order.changes.all() if change.new_status in ENDS]
    return bool(ends) and max(ends) + timedelta(days=settings.BUYER_ADDRESS_DAYS) <= timezone.now()
