"""Checkout on one page, and the way to the payment page and back. Every step works without JavaScript."""

import logging
from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace import access
from marketplace.accounts.models import User
from marketplace.payments import attempts, gateway
from marketplace.payments.models import Payment
from marketplace.regions import directory
from marketplace.shop.basket import notes
from marketplace.shop.checkout import collection, placement, quoting, refusals
from marketplace.shop.checkout.forms import CheckoutForm
from marketplace.shop.order import visiting
from marketplace.shop.order.models import Purchase
from marketplace.shop.requests import ShopRequest

log = logging.getLogger(__name__)

# Stripe does not answer, or the order's row is held by another request for too long: neither may look like an error.
AWAY = (gateway.Unavailable, gateway.Declined, OperationalError)
REMEMBERED = ("name", "phone", "email", "province", "district", "street", "landmark", "postcode")


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "POST"])
def checkout(request: ShopRequest) -> HttpResponse:
    if request.basket.is_empty:
        return _already_placed(request) or redirect("basket:summary")
    if request.POST.get("do") == "place":
        return _place(request)
    return _show(request, _form(request, _draft(request)))


@access.to(access.anyone)
@never_cache
@require_POST
def pay(request: ShopRequest, number: str) -> HttpResponse:
    """To the payment page: the open one, or a new one."""
    order = visiting.order_or_404(request, number)
    back = request.build_absolute_uri(reverse("checkout:return", args=[number]))
    try:
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
    """Back from the payment page. Nothing in the address is trusted: we ask the gateway about our own page."""
    order = visiting.order_or_404(request, number)
    try:
        collection.check(order.payment)
    except AWAY as error:
        log.warning("Payment of %s not confirmed yet: %s", number, error)
    return redirect("orders:detail", number)


def _place(request: ShopRequest) -> HttpResponse:
    form = _form(request, request.POST, bound=True)
    if not form.is_valid():
        return _show(request, form)
    try:
        order = placement.place(request.basket.pk, form.wish(request.user))
    except refusals.Refused as refused:
        return _show(request, _form(request, request.POST), str(refused))
    request.session["address"] = {name: request.POST.get(name, "") for name in REMEMBERED}
    notes.forget(request.session)
    return _go_on(request, order)


def _go_on(request: ShopRequest, order: Any) -> HttpResponse:
    visiting.remember(request, order)
    if order.payment.method == Payment.Method.STRIPE:
        return pay(request, number=order.number)
    return redirect("orders:detail", order.number)


def _already_placed(request: ShopRequest) -> HttpResponse | None:
    """The form sent twice, or again after going back: its key leads to the order it made."""
    placed = Purchase.objects.filter(key=request.POST.get("key", "")).select_related("order__payment").first()
    if placed is None:
        return None
    messages.info(request, _("This order has already been placed."))
    return _go_on(request, placed.order)


def _draft(request: ShopRequest) -> dict[str, Any]:
    """What the page starts with: what was just typed, else what was typed last time, else what the account says."""
    if request.method == "POST":
        return request.POST.dict()
    known = request.session.get("address", {})
    user = request.user
    account = {"name": user.get_full_name(), "email": user.email} if isinstance(user, User) else {}
    return {**account, **known}


def _form(request: ShopRequest, data: Any, bound: bool = False) -> CheckoutForm:
    province = data.get("province") or directory.JAMBI
    district = directory.find_district(data.get("district", ""))
    choices = {int(name[5:]): data[name] for name in data if name.startswith("ship_") and name[5:].isdecimal()}
    quote = quoting.quote(request.basket, district, choices)
    if bound:
        return CheckoutForm(data, quote=quote, province=province)
    initial = {name: data[name] for name in data if not name.startswith("ship_")}
    initial |= {f"note_{vendor}": text for vendor, text in notes.of(request.session).items() if not request.POST}
    initial |= {"key": data.get("key") or placement.key_of(request.basket), "seen_total": quote.total, "province": province}
    return CheckoutForm(initial=initial, quote=quote, province=province)


def _show(request: ShopRequest, form: CheckoutForm, refused: str = "") -> HttpResponse:
    context = {"form": form, "quote": form.quote, "refused": refused, "key": form["key"].value()}
    return render(request, "checkout/checkout.html", context, status=422 if refused or form.errors else 200)
