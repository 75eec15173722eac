"""When a sweep looks again at a row that is not done: soon at first, then ever later, so that one never blocks the rest."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, Q

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(hours=1)


def due(now: datetime) -> Q:
    return Q(retry_at__isnull=True) | Q(retry_at__lte=now)


def claim(row: Any, since: datetime, now: datetime, longest: timedelta = LONGEST) -> bool:
    """Take a due row before acting on it. False when another sweep took it first.

    It is due again once it is twice as old as now (counted from `since`), at least a minute and at most `longest` later.
    """
    model: type[Model] = type(row)
    again = now + min(max(now - since, SHORTEST), longest)
    return bool(model._default_manager.filter(due(now), pk=row.pk).update(retry_at=again))
