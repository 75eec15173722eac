"""The bell: what the shop was told and has not read."""

from marketplace.notices.models import Notice
from vendors.models import Vendor


def unread(vendor: Vendor) -> int:
    return Notice.objects.filter(vendor=vendor, read_at=None).count()
