"""The diary of staff actions: who did what to which thing, with before and after. It is Wagtail's own log."""

from typing import Any

from django.db.models import Model, QuerySet
from wagtail.log_actions import log, registry


def note(request: Any, thing: Model, action: str, *, before: str = "", after: str = "", reason: str = "") -> None:
    """Write one line about `thing`. `action` is one of those registered in `wagtail_hooks`."""
    data = {"before": before, "after": after, "reason": reason}
    log(instance=thing, action=f"console.{action}", user=request.user, data=data, title=str(thing))


def of(thing: Model) -> QuerySet:
    """The lines about one thing, newest first."""
    return registry.get_logs_for_instance(thing).select_related("user").order_by("-timestamp")
