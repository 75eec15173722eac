"""Complaints and reports, open to anybody: the forms, the way back by number and email, the state with its answers."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace import access, rates
from marketplace.accounts.models import User
from marketplace.front import formats
from marketplace.shop.catalogue import visibility
from marketplace.shop.complaints import handling, visiting
from marketplace.shop.complaints.forms import ComplaintForm, LookupForm, ReportForm
from marketplace.shop.complaints.models import Ticket
from vendors.models import Vendor

SENT_MOST, SENT_WINDOW = 5, 60 * 60
LOOKUPS, LOOKUP_WINDOW = 10, 15 * 60


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    initial = _known(request) | {"order_number": request.GET.get("pesanan", "")[:40]}
    if initial["order_number"]:
        initial["kind"] = Ticket.Kind.ORDER
    form = ComplaintForm(request.POST or None, initial=initial)
    return _take(request, form, "complaints/new.html", {}, {})


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_product(request: HttpRequest, pk: int) -> HttpResponse:
    product = get_object_or_404(visibility.visible().select_related("listing__vendor"), pk=pk)
    about = {"product": product, "vendor": product.listing.vendor, "about": product.title}
    return _report(request, about, product.get_absolute_url())


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_shop(request: HttpRequest, slug: str) -> HttpResponse:
    vendor = get_object_or_404(Vendor, slug=slug, status=Vendor.Status.OPEN)
    return _report(request, {"vendor": vendor, "about": vendor.name}, vendor.get_absolute_url())


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    form = LookupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        until = rates.exceeded(request, "ticket-lookup", most=LOOKUPS, seconds=LOOKUP_WINDOW)
        if until:
            return _wait(request, form, until, "complaints/lookup.html", {})
        found = form.find()
        if found:
            visiting.remember(request, found)
            return redirect("complaints:ticket", found.number)
        form.add_error(None, _("No complaint with this number and email. Check both."))
    return render(request, "complaints/lookup.html", {"form": form}, status=422 if form.errors else 200)


@access.to(access.anyone)
@never_cache
@require_safe
def ticket(request: HttpRequest, number: str) -> HttpResponse:
    found = visiting.ticket_or_404(request, number)
    if "kunci" in request.GET:
        # The key leaves the address at once, so that it is not passed on with a link or a referrer.
        visiting.remember(request, found)
        return redirect("complaints:ticket", number)
    return render(request, "complaints/ticket.html", {"ticket": found, "steps": _steps(found)})


def _report(request: HttpRequest, about: dict[str, Any], back: str) -> HttpResponse:
    form = ReportForm(request.POST or None, initial=_known(request))
    shown = {"about": about["about"], "back": back}
    return _take(request, form, "complaints/report.html", {"kind": Ticket.Kind.REPORT, **about}, shown)


def _take(
    request: HttpRequest, form: Any, template: str, fields: dict[str, Any], shown: dict[str, Any]
) -> HttpResponse:
    """Show the form, or file what it says and lead to the ticket."""
    if request.method == "POST" and form.is_valid():
        until = rates.exceeded(request, "complaint", most=SENT_MOST, seconds=SENT_WINDOW)
        if until:
            return _wait(request, form, until, template, shown)
        made = handling.file(**fields, **form.cleaned_data, user=_account(request), language=get_language() or "id")
        visiting.remember(request, made)
        return redirect("complaints:ticket", made.number)
    return render(request, template, {"form": form, **shown}, status=422 if form.errors else 200)


def _wait(request: HttpRequest, form: Any, until: datetime, template: str, shown: dict[str, Any]) -> HttpResponse:
    form.add_error(None, _("Too many tries. Try again at {time}.").format(time=formats.clock(until)))
    answer = render(request, template, {"form": form, **shown}, status=429)
    answer["Retry-After"] = str(int((until - timezone.now()).total_seconds()) + 1)
    return answer


def _known(request: HttpRequest) -> dict[str, Any]:
    user = _account(request)
    return {"name": user.get_full_name(), "email": user.email} if user else {}


def _account(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _steps(found: Ticket) -> list[dict[str, Any]]:
    """The way of a complaint as steps of a trail."""
    order = [Ticket.State.RECEIVED, Ticket.State.IN_PROGRESS, Ticket.State.ANSWERED, Ticket.State.CLOSED]
    here = order.index(Ticket.State(found.state))
    times = {0: found.created_at, here: found.moved_at}
    looks = ["done" if place < here or here == 3 else "now" if place == here else "" for place in range(4)]
    return [
        {"label": state.label, "look": look, "at": times.get(place)}
        for place, (state, look) in enumerate(zip(order, looks, strict=True))
    ]
