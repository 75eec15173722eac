"""Refunds that people send: of bank transfers, and of cards when the gateway failed. Finance writes the reference down."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from marketplace import access
from marketplace.console import diary, queue, rights
from marketplace.console.columns import MoneyColumn, StateColumn
from marketplace.console.filters import RefundFilter
from marketplace.console.forms import RefundForm
from marketplace.console.views.lists import ConsoleList, frame
from marketplace.payments.models import Payment, Refund
from marketplace.shop.checkout import repayment


def by_hand() -> QuerySet:
    """Those that wait, and those that staff have sent."""
    by_transfer = Q(capture__payment__method=Payment.Method.BANK_TRANSFER)
    rows = Refund.objects.filter(by_transfer | Q(state=Refund.State.FAILED) | Q(confirmed_by__isnull=False))
    return rows.select_related("capture__payment__order__purchase", "vendor_order__vendor", "confirmed_by")


class Refunds(ConsoleList):
    model = Refund
    page_title = _("Refunds to send")
    header_icon = "resubmit"
    search_fields = ["capture__payment__order__number", "capture__payment__order__purchase__email", "reference"]
    filterset_class = RefundFilter
    default_ordering = "created_at"
    empty = _("All done, nothing is waiting.")
    intro = _(
        "Refunds that PLUT sends itself: of bank transfers, and of cards when the gateway could not."
        " Choose a status to see those already sent."
    )
    columns = [
        TitleColumn("capture.payment.order.number", label=_("Order number"), url_name="console:refund"),
        MoneyColumn("amount", label=_("Amount"), sort_key="amount"),
        StateColumn("state", "refund", label=_("Status")),
        Column("get_reason_display", label=_("Reason")),
        DateColumn("created_at", label=_("Waiting since"), sort_key="created_at"),
    ]

    def get_base_queryset(self) -> QuerySet:
        return by_hand()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Without a choice or a search, only what waits."""
        if self.is_filtering or self.is_searching:
            return super().filter_queryset(queryset)
        return queryset.filter(pk__in=queue.refunds_by_hand().values("pk"))


@access.to(rights.may("send_refunds"))
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    refund = get_object_or_404(by_hand(), pk=pk)
    form = RefundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _confirm(request, refund, form.cleaned_data["reference"])
        return redirect("console:refund", pk)
    order = refund.capture.payment.order
    title = gettext("Refund for {order}").format(order=order.number)
    page = frame(title, ("console:refunds", Refunds.page_title), icon="resubmit")
    return render(request, "console/refund.html", {"refund": refund, "order": order, "form": form, **page})


def _confirm(request: HttpRequest, refund: Refund, reference: str) -> None:
    before = refund.state
    if not repayment.confirm_sent(refund, request.user, reference):
        messages.error(request, gettext("This refund was already marked as sent. Nothing changed."))
        return
    diary.note(request, refund, "refund", before=before, after=Refund.State.SUCCEEDED, reason=reference)
    messages.success(request, gettext("Marked as sent. The buyer is told."))
