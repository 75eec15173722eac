"""Complaints: what waits for an answer, the whole of one, and taking it up, answering and closing it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from marketplace import access
from marketplace.console import badges, diary, queue, rights
from marketplace.console.columns import StateColumn
from marketplace.console.filters import TicketFilter
from marketplace.console.forms import AnswerForm
from marketplace.console.views.lists import ConsoleList, frame
from marketplace.shop.complaints import handling
from marketplace.shop.complaints.models import MOVES, Ticket

ACTS = {"start": handling.start, "close": handling.close}


class Complaints(ConsoleList):
    model = Ticket
    page_title = _("Complaints")
    header_icon = "comment"
    search_fields = ["number", "email", "order_number", "about", "text"]
    filterset_class = TicketFilter
    default_ordering = "created_at"
    empty = _("All done, nothing is waiting.")
    intro = _("Oldest first. Without a filter only what waits for an answer.")
    columns = [
        TitleColumn("number", label=_("Ticket number"), url_name="console:complaint"),
        StateColumn("state", "ticket", label=_("Status")),
        Column("kind", label=_("About"), accessor=lambda row: row.get_kind_display()),
        Column("about", label=_("What it is about"), accessor=lambda row: row.about or row.order_number),
        Column("email", label=_("Email")),
        DateColumn("created_at", label=_("Waiting since"), sort_key="created_at"),
    ]

    def get_base_queryset(self) -> QuerySet:
        return Ticket.objects.all()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.is_filtering or self.is_searching:
            return super().filter_queryset(queryset)
        return queryset.filter(pk__in=queue.open_complaints().values("pk"))


@access.to(rights.may("answer_complaints"))
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Ticket.objects.select_related("vendor", "product").prefetch_related("answers__author")
    ticket = get_object_or_404(rows, pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = lambda: handling.answer(ticket, request.user, form.cleaned_data["text"])  # noqa: E731
        _do(request, ticket, act)
        return redirect("console:complaint", pk)
    page = frame(ticket.number, ("console:complaints", Complaints.page_title), icon="comment")
    return render(request, "console/complaint.html", {**_about(ticket), "form": form, **page})


@access.to(rights.may("answer_complaints"))
@require_POST
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    ticket = get_object_or_404(Ticket, pk=pk)
    if act not in ACTS:
        raise Http404
    _do(request, ticket, lambda: ACTS[act](ticket))
    return redirect("console:complaint", pk)


def _do(request: HttpRequest, ticket: Ticket, act: Any) -> None:
    before = ticket.state
    try:
        act()
    except handling.NotNow as late:
        messages.error(request, str(late))
        return
    diary.note(request, ticket, "ticket", before=before, after=ticket.state)
    messages.success(request, gettext("Now “{state}”.").format(state=badges.of("ticket", ticket.state).label))


def _about(ticket: Ticket) -> dict[str, Any]:
    following = MOVES.get(ticket.state, ())
    return {
        "ticket": ticket,
        "diary": diary.of(ticket),
        "may_start": Ticket.State.IN_PROGRESS in following,
        "may_answer": ticket.state != Ticket.State.CLOSED,
        "may_close": Ticket.State.CLOSED in following,
        "order": ticket.order_number.partition("-")[0],
    }
