"""Reviews that wait for PLUT, those that readers reported, and the decision about each."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from marketplace import access
from marketplace.console import diary, rights
from marketplace.console.columns import StateColumn
from marketplace.console.filters import ReviewFilter
from marketplace.console.views import moves
from marketplace.console.views.lists import ConsoleList, frame
from marketplace.shop.catalogue.pictures import Picture
from marketplace.shop.reviews import answering, moderation, reporting
from marketplace.shop.reviews.forms import AnswerForm
from marketplace.shop.reviews.models import ASPECTS, Review, ReviewReport


def _words(review: Review) -> str:
    return Truncator(review.text).chars(80) or _("Photos only") if review.photos or review.text else _("Stars only")


class Reviews(ConsoleList):
    model = Review
    page_title = gettext_lazy("Reviews")
    header_icon = "comment"
    search_fields = ["product__title", "vendor__name", "text", "name"]
    filterset_class = ReviewFilter
    default_ordering = "edited_at"
    empty = gettext_lazy("All done, nothing is waiting.")
    intro = gettext_lazy("What waits to be checked comes first. Choose a status to see other reviews.")
    columns = [
        TitleColumn(
            "product.title", label=gettext_lazy("Product"), url_name="console:review", sort_key="product__title"
        ),
        Column("stars", label=gettext_lazy("Stars"), sort_key="stars"),
        Column("words", label=gettext_lazy("Review"), accessor=_words),
        StateColumn("state", "review", label=gettext_lazy("Status")),
        Column("vendor.name", label=gettext_lazy("Shop"), sort_key="vendor__name"),
        DateColumn("edited_at", label=gettext_lazy("Waiting since"), sort_key="edited_at"),
    ]

    def get_base_queryset(self) -> QuerySet:
        return Review.objects.select_related("product", "vendor")

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Without a choice or a search, only what waits."""
        if self.is_filtering or self.is_searching:
            return super().filter_queryset(queryset)
        return queryset.filter(state=Review.State.WAITING)


@access.to(rights.may("judge_reviews"))
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(pk))


@access.to(rights.may("judge_reviews"))
@require_POST
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    review = _found(pk)
    with transaction.atomic():
        if act == "approve" and not _is_as_seen(request, review):
            messages.error(request, _("The writer changed this review meanwhile. Look at it again."))
        else:
            moves.press(request, moderation, review, act, kind="review", field="state")
    return redirect("console:review", pk)


@access.to(rights.may("judge_reviews"))
@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """The reports were not right: the review stays as it is."""
    review = _found(pk)
    with transaction.atomic():
        if reporting.dismiss(review, request.user):
            state = ReviewReport.State
            diary.note(request, review, "review_report", before=state.OPEN, after=state.DISMISSED)
            messages.success(request, _("Reports closed, the review stays."))
        else:
            messages.error(request, _("No report is open. Nothing changed."))
    return redirect("console:review", pk)


@access.to(rights.may("judge_reviews"))
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words in place of the seller's reply, which the seller cannot change."""
    review, form = _found(pk), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, review, form, status=422)
    try:
        with transaction.atomic():
            answering.correct(review, form.cleaned_data["answer"])
            diary.note(request, review, "answer")
    except answering.NotNow as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Changes saved."))
    return redirect("console:review", pk)


def _found(pk: int) -> Review:
    rows = Review.objects.select_related("product", "vendor", "line__order", "answered_by")
    return get_object_or_404(rows, pk=min(pk, 2**63 - 1))


def _page(request: HttpRequest, review: Review, form: AnswerForm | None = None, status: int = 200) -> HttpResponse:
    columns: Any = Review._meta.get_field
    aspects = [(columns(one).verbose_name, getattr(review, one)) for one in ASPECTS]
    reports = list(review.reports.select_related("reporter", "decided_by").order_by("-pk"))
    context: dict[str, Any] = {
        "review": review,
        "pictures": [Picture(name) for name in review.photos],
        "aspects": [(label, stars) for label, stars in aspects if stars],
        "reports": reports,
        "has_open_reports": any(one.state == ReviewReport.State.OPEN for one in reports),
        "answer_form": form or AnswerForm(initial={"answer": review.answer}),
        "diary": diary.of(review),
        "version": review.edited_at.isoformat(),
        "verbs": moves.verbs(moderation, review, dict.fromkeys(moderation.MOVES, True)),
    }
    title = _("Review of {product}").format(product=review.product.title)
    page = frame(title, ("console:reviews", Reviews.page_title), icon="comment")
    return render(request, "console/review.html", {**context, **page}, status=status)


def _is_as_seen(request: HttpRequest, review: Review) -> bool:
    """Whether the writer has changed nothing since; the row is held until the decision is written."""
    held = Review.objects.select_for_update(no_key=True).filter(pk=review.pk).get()
    return request.POST.get("version") == held.edited_at.isoformat()
