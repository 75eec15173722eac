"""Asking to be told when a product is back, and ending it."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace import access, rates, same_origin
from marketplace.accounts.models import User
from marketplace.front import toasts
from marketplace.shop.catalogue import cards, queries, visibility
from marketplace.shop.requests import ShopRequest
from marketplace.shop.wishes import waiting
from marketplace.shop.wishes.forms import WaitForm

_LARGEST_ID = 2**63 - 1  # SQLite refuses a larger one with an error instead of finding nothing


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@same_origin.required
def wait(request: ShopRequest, pk: int) -> HttpResponse:
    """The form on a page of its own, and where it is sent: an account with one tap, a guest with an address."""
    product = _product_or_404(pk)
    if request.method != "POST":
        return _page(request, product, WaitForm())
    user = request.user if isinstance(request.user, User) else None
    form = WaitForm(request.POST)
    if user is None and not form.is_valid():
        return _page(request, product, form, 422)
    sent_before = user is None and rates.exceeded(request, "waiting", most=waiting.MOST_SENT, seconds=waiting.WINDOW)
    if sent_before:
        form.add_error(None, _("Too many from here. Try again in a quarter of an hour."))
        return _page(request, product, form, 429)
    language = user.language if user else (get_language() or "id")
    try:
        waiting.ask(product.pk, user, "" if user else form.cleaned_data["email"], language)
    except waiting.Available:
        return _it_is_back(request, product)
    except waiting.TooMany:
        form = form if user is None else WaitForm({"email": user.email})
        form.add_error(None, _("You already wait for many products. End some first."))
        return _page(request, product, form, 409)
    if request.htmx:
        return render(request, "wishes/noted_here.html")
    return redirect("wishes:noted", product.pk)


@access.to(access.anyone)
@never_cache
@require_safe
def noted(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "wishes/noted.html", _about(_product_or_404(pk)))


@access.to(access.logged_in)
@require_POST
@never_cache
@same_origin.required
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """An account no longer waits for a product."""
    waiting.leave(cast(User, request.user), min(pk, _LARGEST_ID))
    toasts.tell(request, _("You will not be told about this product."))
    return redirect("wishes:index")


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@same_origin.required
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Where the foot of such a mail leads: ends all that its reader waits for. A mail program's preview ends nothing."""
    try:
        left = waiting.stop(key) if request.method == "POST" else waiting.count(key)
    except LookupError as no_key:
        raise Http404 from no_key
    is_over = request.method == "POST" or not left
    return render(request, "wishes/stop.html", {"left": left, "is_over": is_over})


def _page(request: ShopRequest, product: Any, form: WaitForm, status: int = 200) -> HttpResponse:
    """The form again with what to mend; within a page htmx shows only answers of 200."""
    context = _about(product) | {"form": form}
    if request.htmx:
        return render(request, "wishes/tell_me_form.html", context)
    return render(request, "wishes/wait.html", context, status=status)


def _it_is_back(request: ShopRequest, product: Any) -> HttpResponse:
    """Sold out no longer: to the page where it can be bought."""
    url = product.get_absolute_url()
    toasts.tell(request, _("Good news: it is available again."))
    return HttpResponse(headers={"HX-Redirect": url}) if request.htmx else HttpResponseRedirect(url)


def _about(product: Any) -> dict[str, Any]:
    name = cards.in_reader_tongue(product.title, product.listing.name_en)
    return {
        "product": product,
        "name": name,
        "trail": [(name, product.get_absolute_url()), (_("Tell me when it is back"), "")],
        "is_back": visibility.may_be_sold(product) and (product.free or 0) > 0,
        "pk": product.pk,
    }


def _product_or_404(pk: int) -> Any:
    product = queries.product_with_all(min(pk, _LARGEST_ID))
    if product is None or visibility.listing_of(product) is None or not visibility.may_be_seen(product):
        raise Http404
    return product
