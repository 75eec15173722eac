"""Reported messages: the one door through which PLUT reads a private thread, and the decision about it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from marketplace import access, papers
from marketplace.console import diary, rights
from marketplace.console.columns import StateColumn
from marketplace.console.filters import ReportFilter
from marketplace.console.forms import DecisionForm
from marketplace.console.views.lists import ConsoleList, frame
from marketplace.shop.conversations import page as shown
from marketplace.shop.conversations import reporting, talking
from marketplace.shop.conversations.models import Photo, Report


def reports() -> QuerySet:
    return Report.objects.select_related(
        "message__thread__vendor",
        "message__thread__shopper",
        "message__thread__vendor_order__order__shipping_address",
        "message__thread__vendor_order__order__purchase",
    )


class Reports(ConsoleList):
    model = Report
    page_title = _("Reported messages")
    header_icon = "warning"
    search_fields = ["message__thread__vendor__name", "message__thread__about", "message__text"]
    filterset_class = ReportFilter
    default_ordering = "at"
    empty = _("All done, nothing is waiting.")
    intro = _("Private conversations that a buyer or a seller has shown to PLUT. No other can be read.")
    columns = [
        TitleColumn("message.thread.about", label=_("About"), url_name="console:report"),
        StateColumn("state", "report", label=_("Status")),
        Column("reason", label=_("Reason"), accessor=lambda row: row.get_reason_display()),
        Column("message.thread.vendor", label=_("Seller")),
        Column("side", label=_("Reported by"), accessor=lambda row: row.get_side_display()),
        DateColumn("at", label=_("Waiting since"), sort_key="at"),
    ]

    def get_base_queryset(self) -> QuerySet:
        return reports()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.is_filtering or self.is_searching:
            return super().filter_queryset(queryset)
        return queryset.filter(state=Report.State.WAITING)


@access.to(rights.may("judge_talk"))
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(reports(), pk=pk)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _decide(request, report, form)
        return redirect("console:report", pk)
    thread = report.message.thread
    context = {
        "report": report,
        "thread": thread,
        "said": talking.messages_of(thread),
        "names": shown.names_of(thread),
        "form": form,
        "diary": diary.of(report),
    }
    page = frame(thread.about, ("console:reports", Reports.page_title), icon="warning")
    return render(request, "console/report.html", {**context, **page})


@access.to(rights.may("judge_talk"))
def photo(request: HttpRequest, pk: int, photo_pk: int) -> FileResponse:
    """A photo of the reported thread."""
    report = get_object_or_404(reports(), pk=pk)
    found = get_object_or_404(Photo, pk=photo_pk, message__thread=report.message.thread_id)
    return papers.sent(found.file, name=f"percakapan-{photo_pk}")


def _decide(request: HttpRequest, report: Report, form: DecisionForm) -> None:
    data = form.cleaned_data
    try:
        reporting.decide(report, request.user, data["outcome"], data["note"])
    except reporting.Refused as refused:
        messages.error(request, str(refused))
        return
    diary.note(request, report, "report", before=Report.State.WAITING, after=report.outcome, reason=data["note"])
    messages.success(request, gettext("Decided. Buyer and seller are told."))
