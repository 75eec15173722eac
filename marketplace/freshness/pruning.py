"""Old changes are forgotten: only that something changed matters, and when it was noticed."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from marketplace.freshness.models import Change

KEPT_FOR = timedelta(hours=1)
MOST = 2000


def prune() -> int:
    """Delete changes older than an hour, and all but the newest 2,000. How many went.

    A row is added for it: without one, late commits could bring the number of rows back to what it was under the same
    greatest id, and pages of that version would come back.
    """
    last = Change.objects.aggregate(last=Max("pk"))["last"] or 0
    old = Change.objects.filter(at__lt=timezone.now() - KEPT_FOR) | Change.objects.filter(pk__lte=last - MOST)
    if old.count() <= 1:
        return 0
    with transaction.atomic():
        gone, _ = old.delete()
        Change.objects.create(source="prune")
    return gone
