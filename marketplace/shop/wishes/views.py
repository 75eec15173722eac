"""The page of favourites, and what scripts and hearts ask for. Pages that are kept whole post here: no token is asked."""

from typing import cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace import access, same_origin
from marketplace.accounts.models import User
from marketplace.front import toasts
from marketplace.shop.catalogue import cards as catalogue_cards
from marketplace.shop.wishes import favourites, history, ids, shown, waiting

PER_PAGE = 24
SEEN_IN_A_ROW = 4
_LARGEST_ID = 2**63 - 1  # SQLite refuses a larger one with an error instead of finding nothing


@access.to(access.anyone)
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """An account's favourites; a guest's are on the device, and a script asks for their cards."""
    if not isinstance(request.user, User):
        return render(request, "wishes/guest.html")
    page = Paginator(favourites.ids(request.user), PER_PAGE).get_page(request.GET.get("page"))
    goods = shown.goods(list(page.object_list))
    waited = waiting.of(request.user).select_related("product__listing").order_by("-pk")
    context = {
        "page": page,
        "goods": goods,
        "gone": len(page.object_list) - len(goods),
        "seen": shown.goods(history.ids(request.user), SEEN_IN_A_ROW),
        "waited": [
            (row.product_id, catalogue_cards.in_reader_tongue(row.product.title, row.product.listing.name_en))
            for row in waited
        ],
    }
    return render(request, "wishes/account.html", context)


@access.to(access.anyone)
@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """`?ids=7,12`: the cards of a device's favourites, in that order; what is no longer on sale is left out."""
    return _piece(request, "wishes/goods.html", {"goods": shown.goods(ids.read(request.GET.get("ids", "")))})


@access.to(access.anyone)
@require_safe
def seen(request: HttpRequest) -> HttpResponse:
    """`?ids=7,12`: the row "Recently seen" of a device; nothing when none of them is on sale."""
    goods = shown.goods(ids.read(request.GET.get("ids", "")), SEEN_IN_A_ROW)
    return _piece(request, "wishes/seen_row.html", {"goods": goods})


@access.to(access.logged_in)
@require_POST
@never_cache
@same_origin.required
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """`keep=1` makes a product a favourite, `keep=0` ends it."""
    user, wanted = cast(User, request.user), request.POST.get("keep") != "0"
    said, status = _("Saved to favourites."), 200
    try:
        favourites.add(user, min(pk, _LARGEST_ID)) if wanted else favourites.remove(user, min(pk, _LARGEST_ID))
    except LookupError as gone:
        raise Http404 from gone
    except favourites.Full:
        said, status = _("Your favourites are full. Remove one first."), 409
    if _by_script(request):
        return JsonResponse({"kept": wanted and status == 200, "said": said}, status=status)
    toasts.tell(request, said if wanted else _("Removed from favourites."))
    return redirect("wishes:index")


@access.to(access.logged_in)
@require_POST
@never_cache
@same_origin.required
def join(request: HttpRequest) -> JsonResponse:
    """Take what a device kept (`favourites`) and saw (`seen`) into the account; answers with what it has now."""
    user = cast(User, request.user)
    if kept := ids.read(request.POST.get("favourites", ""), favourites.MOST):
        favourites.join(user, kept)
    if looked_at := ids.read(request.POST.get("seen", "")):
        history.join(user, looked_at)
    return JsonResponse({"favourites": favourites.ids(user), "seen": history.ids(user)})


@access.to(access.logged_in)
@require_POST
@never_cache
@same_origin.required
def tidy(request: HttpRequest) -> HttpResponse:
    """Drop what is no longer on sale from the account's favourites."""
    favourites.tidy(cast(User, request.user))
    return redirect("wishes:index")


@access.to(access.logged_in)
@require_POST
@never_cache
@same_origin.required
def forget(request: HttpRequest) -> HttpResponse:
    """Forget what the account looked at."""
    history.forget(cast(User, request.user))
    if _by_script(request):
        return HttpResponse(status=204)
    toasts.tell(request, _("Forgotten. We begin anew with what you look at next."))
    return redirect("wishes:index")


def _piece(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """A piece of a page about ids from one device: drawn without looking at the visitor, kept by that device alone."""
    answer = render(request, template, context)
    answer["Cache-Control"] = "private, max-age=60"
    return answer


def _by_script(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
