"""Bank transfers: what waits for a look at the bank statement, the proof beside the form, and the answer."""

from typing import Any

from django.contrib import messages
from django.db.models import F, Max, Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from marketplace import access, money, papers
from marketplace.console import diary, rights
from marketplace.console.columns import MoneyColumn, StateColumn, WhenColumn
from marketplace.console.filters import TransferFilter
from marketplace.console.forms import AskProofForm, TransferForm
from marketplace.console.views.lists import ConsoleList, frame
from marketplace.payments import bank_transfer
from marketplace.payments.models import Payment, TransferProof
from marketplace.shop.checkout import settlement

Outcome = settlement.Outcome
OPEN = [Payment.State.PROOF_RECEIVED, Payment.State.MISMATCH, Payment.State.PENDING]
# Money may still come for these; for any other state the form would only cause a second capture.
CONFIRMABLE = [*OPEN, Payment.State.EXPIRED]


def transfers() -> QuerySet:
    rows = Payment.objects.filter(method=Payment.Method.BANK_TRANSFER)
    return rows.select_related("order__purchase").annotate(proof_at=Max("proofs__uploaded_at"))


class Transfers(ConsoleList):
    model = Payment
    page_title = _("Transfers")
    header_icon = "clipboard-list"
    search_fields = ["order__number", "order__purchase__email"]
    filterset_class = TransferFilter
    default_ordering = (F("proof_at").desc(nulls_last=True), "-pk")
    empty = _("All done, nothing is waiting.")
    intro = _("Search by the amount on the bank statement: its last 3 digits tell the orders apart.")
    columns = [
        TitleColumn("order.number", label=_("Order number"), url_name="console:transfer"),
        MoneyColumn("amount", label=_("To pay"), sort_key="amount"),
        StateColumn("state", "payment", label=_("Status")),
        Column("order.purchase.email", label=_("Buyer")),
        DateColumn("proof_at", label=_("Proof since"), sort_key="proof_at"),
        WhenColumn("expires_at", label=_("Pay by"), sort_key="expires_at"),
    ]

    def get_base_queryset(self) -> QuerySet:
        return transfers()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Without a choice or a search, only what is open; those with a proof first."""
        if self.is_filtering or self.is_searching:
            return super().filter_queryset(queryset)
        return queryset.filter(state__in=OPEN)

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        digits = self.search_query.lower().removeprefix("rp").replace(".", "").replace(" ", "").replace("\u00a0", "")
        if not digits.isdecimal():
            return super().search_queryset(queryset)
        by_text = Q(order__number__icontains=self.search_query)
        return queryset.filter(Q(amount=int(digits[:13])) | by_text)


@access.to(rights.may("confirm_transfers"))
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    payment = get_object_or_404(transfers(), pk=pk)
    form = TransferForm(request.POST or None, expected=int(payment.amount))
    if request.method == "POST" and form.is_valid():
        _confirm(request, payment, form.cleaned_data["amount"])
        return redirect("console:transfer", pk)
    page = frame(payment.order.number, ("console:transfers", Transfers.page_title), icon="clipboard-list")
    return render(request, "console/transfer.html", {**_about(payment), "form": form, **page})


@access.to(rights.may("confirm_transfers"))
@require_POST
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof says nothing: ask the buyer for another one, for a reason from the list."""
    payment = get_object_or_404(transfers(), pk=pk)
    form = AskProofForm(request.POST)
    before = payment.state
    if not form.is_valid():
        messages.error(request, gettext("Choose a reason."))
        return redirect("console:transfer", pk)
    try:
        bank_transfer.ask_again(payment, form.cleaned_data["reason"])
    except bank_transfer.NotWaiting:
        messages.error(request, gettext("No proof waits any more. Nothing was changed."))
    else:
        reason = TransferProof.Refusal(form.cleaned_data["reason"]).label
        diary.note(request, payment, "payment", before=before, after=payment.state, reason=str(reason))
        messages.success(request, gettext("The buyer is asked for another proof."))
    return redirect("console:transfer", pk)


@access.to(rights.may("confirm_transfers"))
def proof(request: HttpRequest, pk: int) -> FileResponse:
    """The uploaded slip, for those who may confirm transfers and for nobody else."""
    row = get_object_or_404(TransferProof.objects.select_related("payment__order"), pk=pk)
    return papers.sent(row.file, name=f"bukti-{row.payment.order.number}")


def _about(payment: Payment) -> dict[str, Any]:
    proofs = [(row, papers.is_picture(row.file.name)) for row in payment.proofs.all()]
    return {
        "payment": payment,
        "order": payment.order,
        "proofs": proofs,
        "captures": payment.captures.all(),
        "diary": diary.of(payment),
        "may_confirm": payment.state in CONFIRMABLE,
        "ask_form": AskProofForm() if payment.state == Payment.State.PROOF_RECEIVED else None,
    }


def _confirm(request: HttpRequest, payment: Payment, amount: int) -> None:
    before = payment.state
    outcome = settlement.confirm_transfer(payment, request.user, amount)
    payment.refresh_from_db(fields=["state"])
    if outcome is Outcome.KNOWN:
        messages.warning(request, gettext("This transfer was confirmed before. Nothing changed."))
        return
    diary.note(request, payment, "payment", before=before, after=payment.state, reason=money.shown(amount))
    if outcome is Outcome.PAID:
        messages.success(request, gettext("Payment confirmed. The buyer and the shops are told."))
    else:
        words = gettext("{amount} is booked, but it does not pay this order. It goes back to the buyer.")
        messages.warning(request, words.format(amount=money.shown(amount)))
