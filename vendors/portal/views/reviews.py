from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace import access
from marketplace.shop.reviews import answering
from marketplace.shop.reviews import page as shown
from marketplace.shop.reviews.forms import AnswerForm
from marketplace.shop.reviews.models import Review
from vendors import permissions
from vendors.permissions import Right, ShopRequest
from vendors.portal import page
from vendors.portal import reviews as shelf

_LARGEST_ID = 2**63 - 1  # SQLite refuses a larger one with an error instead of finding nothing


@access.to(permissions.member(Right.SEE))
@require_safe
def reviews(request: ShopRequest) -> HttpResponse:
    """What buyers say of the shop's goods, and the shop's rating."""
    only = request.GET.get("only", "")
    only = only if only in shelf.FILTERS else ""
    listed = page.pages(request, shelf.found(request.vendor, only))
    labels = {"": _("All"), "unanswered": _("Without a reply"), "low": _("3 stars or fewer")}
    context = {
        "listed": listed,
        "rows": shown.shown(listed),
        "rating": shown.for_vendor(request.vendor),
        "only": only,
        "filters": [{"label": labels[code], "href": f"?only={code}", "on": code == only} for code in shelf.FILTERS],
    }
    return page.show(request, "reviews", context)


@access.to(permissions.member(Right.ANSWER_REVIEWS))
def answer(request: ShopRequest, review_pk: int) -> HttpResponse:
    """The one reply, for everybody to read; it cannot be changed by the shop."""
    review = get_object_or_404(shelf.mine(request.vendor), pk=min(review_pk, _LARGEST_ID))
    if request.method == "POST" and not review.answer:
        form = AnswerForm(request.POST)
        if form.is_valid():
            return _answer(request, review, form.cleaned_data["answer"])
    else:
        form = AnswerForm(initial={"answer": _begun(request.GET.get("mulai", ""))})
    quick = [
        (text, f"{reverse('portal:review', args=[review.pk])}?mulai={n}#id_answer")
        for n, text in enumerate(shelf.QUICK)
    ]
    context = {"review": review, "one": shown.Shown(review), "form": form, "quick": quick}
    return page.show(request, "review", context, status=422 if form.errors else 200)


def _answer(request: ShopRequest, review: Review, text: str) -> HttpResponse:
    try:
        answering.answer(review, request.user, text)
    except answering.NotNow as late:
        messages.warning(request, str(late))
    else:
        messages.success(request, _("Reply published."))
    return redirect("portal:reviews")


def _begun(chosen: str) -> Any:
    """The prepared beginning that was chosen, or nothing."""
    texts = {str(number): text for number, text in enumerate(shelf.QUICK)}
    return texts.get(chosen, "")
