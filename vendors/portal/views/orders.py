from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from marketplace import access
from marketplace.shop.order import fulfilment
from vendors import permissions
from vendors.models import VendorOrder
from vendors.permissions import Right, ShopRequest
from vendors.portal import cards, desk, forms, page


@access.to(permissions.member(Right.SEE_ORDERS))
@require_safe
def orders(request: ShopRequest) -> HttpResponse:
    tab, words = desk.tab_named(request.GET.get("tab")), forms.SearchForm(request.GET).words()
    counts = desk.counts(request.vendor)
    rows = desk.search(desk.in_tab(request.vendor, tab), words)
    listed = page.pages(request, rows, count=None if words else counts.of(tab))
    may_act = Right.ACT_ON_ORDERS in request.rights
    context = {
        "counts": counts,
        "tab": tab,
        "words": words,
        "tabs": [(each.label, f"?tab={each.code}", each == tab, counts.of(each)) for each in desk.TABS],
        "listed": listed,
        "cards": [cards.of(order, may_act=may_act, sees_money=Right.SEE_MONEY in request.rights) for order in listed],
    }
    return page.show(request, "orders", context)


@access.to(permissions.member(Right.SEE_ORDERS))
def order(request: ShopRequest, number: str) -> HttpResponse:
    found = _mine(request, number)  # before the method is looked at: another shop's order does not exist in any way
    return _detail(request, found) if request.method in ("GET", "HEAD") else HttpResponseNotAllowed(["GET", "HEAD"])


@access.to(permissions.member(Right.ACT_ON_ORDERS))
def accept(request: ShopRequest, number: str) -> HttpResponse:
    return _act(request, number, fulfilment.accept, _("Order accepted. Pack it now."))


@access.to(permissions.member(Right.ACT_ON_ORDERS))
def ready(request: ShopRequest, number: str) -> HttpResponse:
    return _act(request, number, fulfilment.ready, _("Ready. The buyer is told to come."))


@access.to(permissions.member(Right.ACT_ON_ORDERS))
def deliver(request: ShopRequest, number: str) -> HttpResponse:
    return _act(request, number, fulfilment.deliver, _("Marked as delivered."))


@access.to(permissions.member(Right.ACT_ON_ORDERS))
def decline(request: ShopRequest, number: str) -> HttpResponse:
    """Ask for the reason, then decline: the buyer's money goes back."""
    found = _mine(request, number)
    form = forms.DeclineForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        with override(found.order.purchase.language):
            note = form.words()
        return _do(request, found, partial(fulfilment.decline, found, request.user, note), _("Order declined."))
    return _ask(request, "decline", found, form, VendorOrder.Status.NEW)


@access.to(permissions.member(Right.ACT_ON_ORDERS))
def ship(request: ShopRequest, number: str) -> HttpResponse:
    found = _mine(request, number)
    form = forms.ShipForm(_sent(request), order=found, initial={"courier": _usual_courier(found)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        send = partial(fulfilment.ship, found, request.user, data["courier"], data["tracking_number"])
        return _do(request, found, send, _("Tracking saved, the buyer is told."))
    return _ask(request, "ship", found, form, VendorOrder.Status.ACCEPTED)


@access.to(permissions.member(Right.ACT_ON_ORDERS))
def tracking(request: ShopRequest, number: str) -> HttpResponse:
    """Mend a mistyped tracking number; the buyer is told of the right one."""
    found = _mine(request, number)
    known = {"courier": found.courier, "tracking_number": found.tracking_number}
    form = forms.ShipForm(_sent(request), order=found, initial=known)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        mend = partial(fulfilment.correct_tracking, found, request.user, data["courier"], data["tracking_number"])
        return _do(request, found, mend, _("Tracking saved, the buyer is told."))
    return _ask(request, "tracking", found, form, VendorOrder.Status.SHIPPED)


@access.to(permissions.member(Right.ACT_ON_ORDERS))
def hand_over(request: ShopRequest, number: str) -> HttpResponse:
    """The buyer is here: the six digits on their phone open the parcel's last step."""
    found = _mine(request, number)
    form = forms.CodeForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            give = partial(fulfilment.hand_over, found, request.user, form.cleaned_data["code"])
            return _do(request, found, give, _("Handed over. Thank you."))
        except fulfilment.WrongCode as wrong:
            form.add_error("code", str(wrong))
    return _ask(request, "hand_over", found, form, VendorOrder.Status.READY_FOR_PICKUP)


def _mine(request: ShopRequest, number: str) -> VendorOrder:
    return get_object_or_404(desk.with_lines(desk.mine(request.vendor)), number=number)


def _sent(request: ShopRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _act(request: ShopRequest, number: str, act: Callable[[VendorOrder, Any], Any], said: str) -> HttpResponse:
    """A one-tap act. Reached by a link or a reload it changes nothing and shows the order."""
    found = _mine(request, number)
    if request.method != "POST":
        return redirect("portal:order", found.number)
    return _do(request, found, partial(act, found, request.user), said)


def _do(request: ShopRequest, found: VendorOrder, act: Callable[[], Any], said: str) -> HttpResponse:
    """Do it and say so; when somebody was faster, say how it stands. Both lead to the order."""
    try:
        act()
    except fulfilment.NotNow as late:
        messages.warning(request, str(late))
    else:
        messages.success(request, said)
    return redirect("portal:order", found.number)


def _ask(request: ShopRequest, template: str, found: VendorOrder, form: Any, wanted: str) -> HttpResponse:
    """The page that asks before an act; an order that is past it goes to its own page."""
    if found.status != wanted:
        state = found.get_status_display().lower()
        messages.warning(request, _("Already {state}, nothing changed.").format(state=state))
        return redirect("portal:order", found.number)
    context = {"order": found, "lines": cards.lines(found), "form": form, "couriers": forms.COURIERS}
    return page.show(request, template, context, status=422 if form.errors else 200)


def _detail(request: ShopRequest, found: VendorOrder) -> HttpResponse:
    may_act = Right.ACT_ON_ORDERS in request.rights
    context = {
        "order": found,
        "lines": cards.lines(found),
        "buyer": cards.Buyer.of(found) if may_act else None,
        "acts": cards.acts(found) if may_act else [],
        "money": cards.money(found) if Right.SEE_MONEY in request.rights else None,
        "trail": cards.trail(found),
    }
    return page.show(request, "order", context)


def _usual_courier(found: VendorOrder) -> str:
    """The courier whose service the buyer paid for: "J&T EZ" is J&T Express."""
    first = found.shipping_name.lower().split(" ")[0]
    return next((name for name in forms.COURIERS if name.lower().split(" ")[0] == first), "")
