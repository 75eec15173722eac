"""Checkout on one page, and the way to the payment page and back. Every step works without JavaScript."""

import logging
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace import access
from marketplace.accounts import addresses
from marketplace.payments import attempts, counter, gateway
from marketplace.payments.models import Payment
from marketplace.shop.basket import notes, words
from marketplace.shop.checkout import collection, drafts, placement, refusals
from marketplace.shop.checkout.forms import CheckoutForm
from marketplace.shop.checkout.quoting import BasketQuote
from marketplace.shop.order import visiting
from marketplace.shop.order.models import Purchase
from marketplace.shop.requests import ShopRequest

log = logging.getLogger(__name__)

# Stripe does not answer, or the order's row is held by another request for too long: neither may look like an error.
AWAY = (gateway.Unavailable, gateway.Declined, OperationalError)


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "POST"])
def checkout(request: ShopRequest) -> HttpResponse:
    if request.basket.is_empty:
        return _elsewhere(request, _already_placed(request) or redirect("basket:summary"))
    if request.POST.get("do") == "place":
        return _place(request)
    form = drafts.form_to_show(request)
    if not form.quote.groups:
        return _elsewhere(request, redirect("basket:summary"))
    return _refresh(request, form) if request.htmx and request.method == "POST" else _show(request, form)


@access.to(access.anyone)
@never_cache
@require_POST
def pay(request: ShopRequest, number: str) -> HttpResponse:
    """To the payment page: the open one, or a new one."""
    order = visiting.order_or_404(request, number)
    back = request.build_absolute_uri(reverse("checkout:return", args=[number]))
    try:
        with counter.place():
            return redirect(collection.page_for(order.payment, back))
    except attempts.NotPayable:
        return redirect("orders:detail", number)
    except AWAY as error:
        log.warning("No payment page for %s: %s", number, error)
        messages.error(request, _("The payment page does not answer. Your order is kept, try again shortly."))
        return redirect("orders:detail", number)


@access.to(access.anyone)
@never_cache
def come_back(request: ShopRequest, number: str) -> HttpResponse:
    """Back from the payment page. Nothing in the address is trusted: we ask the gateway about our own page.

    Only the page's manner follows the address: who paid is told to wait, who went back is offered to pay again.
    """
    order = visiting.order_or_404(request, number)
    if "session_id" in request.GET:
        visiting.note_return(request, order)
    try:
        with counter.place():
            collection.check(order.payment)
    except AWAY as error:
        log.warning("Payment of %s not confirmed yet: %s", number, error)
    return redirect("orders:detail", number)


def _place(request: ShopRequest) -> HttpResponse:
    form = drafts.form_as_sent(request)
    if not form.is_valid():
        return _show(request, form)
    try:
        order = placement.place(request.basket.pk, form.wish(request.user), form.quote.methods)
    except refusals.Refused as refused:
        return _refused(request, refused, form.cleaned_data["seen_total"])
    if order.basket_id != request.basket.pk:
        messages.info(request, _("This order has already been placed."))
        return _go_on(request, order)
    drafts.remember_address(request)
    _keep_address(request, form)
    notes.forget(request.session)
    _hand_over(request, getattr(order, "left_basket", None))
    return _go_on(request, order)


def _keep_address(request: ShopRequest, form: CheckoutForm) -> None:
    try:
        drafts.keep_address(request, form)
    except addresses.Full as full:
        messages.info(request, str(full))


def _hand_over(request: ShopRequest, left_basket: Any) -> None:
    """A guest's basket is known by its cookie: let the middleware write one for what stayed behind."""
    if left_basket:
        request.basket = left_basket
        request.cookies_to_delete.append(settings.OSCAR_BASKET_COOKIE_OPEN)


def _refused(request: ShopRequest, refused: refusals.Refused, seen: int) -> HttpResponse:
    """Say why on the page as it is now; when nothing in the basket can be ordered any more, on the basket's page."""
    form = drafts.form_to_show(request)
    if form.quote.groups:
        return _show(request, form, str(_in_view_of(request, form.quote, refused, seen)))
    messages.error(request, str(refused))
    return redirect("basket:summary")


def _in_view_of(request: ShopRequest, quote: BasketQuote, refused: refusals.Refused, seen: int) -> refusals.Refused:
    """Goods that the page had left out already are no news: then it is a price that changed the total."""
    known = request.POST.get("shown_left_out", "").split("-")
    news = {line.product.title for line in quote.left_out if str(line.pk) not in known}
    if not isinstance(refused, refusals.SoldOut) or not quote.left_out:
        return refused
    left = {title: count for title, count in refused.left.items() if title in news}
    if left:
        return refusals.SoldOut(left)
    return refused if news or seen == quote.total else refusals.TotalChanged(seen, quote.total)


def _go_on(request: ShopRequest, order: Any) -> HttpResponse:
    visiting.remember(request, order)
    visiting.note_placed(request, order)
    if order.payment.method == Payment.Method.STRIPE:
        return pay(request, number=order.number)
    return redirect("orders:detail", order.number)


def _already_placed(request: ShopRequest) -> HttpResponse | None:
    """The form sent twice, or its page opened again by going back: on to the order that was made of the basket."""
    if request.method == "POST":
        placed = Purchase.objects.filter(key=drafts.key_of(request)).select_related("order__payment").first()
        if placed is None:
            return None
        messages.info(request, _("This order has already been placed."))
        return _go_on(request, placed.order)
    number = visiting.just_placed(request)
    if number:
        messages.info(request, _("This order has already been placed."))
        return redirect("orders:detail", number)
    return None


def _elsewhere(request: ShopRequest, response: HttpResponse) -> HttpResponse:
    """A refresh of a part of the page cannot follow a redirect: the whole page goes there."""
    return HttpResponse(headers={"HX-Redirect": response["Location"]}) if request.htmx else response


def _refresh(request: ShopRequest, form: CheckoutForm) -> HttpResponse:
    """Only what follows from what was chosen, so that nothing that is being typed is touched."""
    context = _context(request, form)
    if request.POST.get("shown_shops") != context["shown_shops"]:
        # A shop joined or left the basket meanwhile: the page comes again as a whole, with all that was typed.
        drafts.remember(request)
        return _elsewhere(request, redirect("checkout:index"))
    context["new_province"] = request.POST.get("shown_province") != form["province"].value()
    context["new_district"] = request.POST.get("shown_district") != context["shown_district"]
    return render(request, "checkout/refreshed.html", context)


def _show(request: ShopRequest, form: CheckoutForm, refused: str = "") -> HttpResponse:
    context = _context(request, form) | {"refused": refused}
    return render(request, "checkout/checkout.html", context, status=422 if refused or form.errors else 200)


def _context(request: ShopRequest, form: CheckoutForm) -> dict[str, Any]:
    fetch = request.basket.strategy.fetch_for_line
    quote = form.quote
    return {
        "form": form,
        "saved": drafts.saved(request),
        "quote": quote,
        "left_out": [(words.name_of(line.product), words.problem_of(line, fetch(line))) for line in quote.left_out],
        "key": drafts.key_of(request),
        "shown_left_out": "-".join(str(line.pk) for line in quote.left_out),
        "shown_shops": "-".join(str(group.vendor.pk) for group in quote.groups),
        "shown_district": quote.destination.code if quote.destination else "",
    }
