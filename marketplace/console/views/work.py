"""Later work that failed: what it was, why it failed, and starting it again."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn

from marketplace import access
from marketplace.console import diary, rights
from marketplace.console.columns import StateColumn
from marketplace.console.views.lists import ConsoleList
from marketplace.events.models import Delivery


class AgainColumn(Column):
    """The name of the work, and the button under it that starts it again."""

    cell_template_name = "console/cells/again.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "csrf_token": get_token(context["request"])}


class ErrorColumn(Column):
    cell_template_name = "console/cells/error.html"


class Work(ConsoleList):
    model = Delivery
    page_title = _("Later work")
    header_icon = "rotate"
    search_fields = ["handler", "event__kind", "event__key", "last_error"]
    default_ordering = "event__happened_at"
    empty = _("All done, nothing is waiting.")
    intro = _("Mails, search updates and other work that failed several times. Nothing is lost: it starts again here.")
    columns = [
        AgainColumn("handler", label=_("Work")),
        StateColumn("state", "delivery", label=_("Status")),
        Column("event.kind", label=_("What happened")),
        Column("tries", label=_("Tries")),
        ErrorColumn("last_error", label=_("Last error")),
        DateColumn("event.happened_at", label=_("Waiting since"), sort_key="event__happened_at"),
    ]

    def get_base_queryset(self) -> QuerySet:
        return Delivery.objects.filter(state=Delivery.State.FAILED).select_related("event")


@access.to(rights.may("mend_later_work"))
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a failed delivery back to the relay, which takes up whatever waits and is due."""
    delivery = get_object_or_404(Delivery.objects.select_related("event"), pk=pk)
    failed = Delivery.objects.filter(pk=pk, state=Delivery.State.FAILED)
    if failed.update(state=Delivery.State.WAITING, due_at=timezone.now(), tries=0):
        diary.note(request, delivery, "work", before=Delivery.State.FAILED, after=Delivery.State.WAITING)
        messages.success(request, gettext("It will be tried again within a minute."))
    else:
        messages.error(request, gettext("It is no longer failed. Nothing changed."))
    return redirect("console:work")
