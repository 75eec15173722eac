from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from marketplace import access
from vendors import hours, permissions
from vendors.models import Membership, Vendor
from vendors.permissions import Right, ShopRequest
from vendors.portal import forms, page

_WHAT: dict[str, Any] = {
    Membership.Role.OWNER: gettext_lazy("Everything in this shop"),
    Membership.Role.CATALOGUE: gettext_lazy("Products, prices and stock"),
    Membership.Role.ORDERS: gettext_lazy("Answer and ship orders"),
    Membership.Role.MONEY: gettext_lazy("See orders and balance"),
    Membership.Role.READ_ONLY: gettext_lazy("See everything, change nothing"),
}


@access.to(permissions.member(Right.SEE))
@require_POST
def switch(request: ShopRequest) -> HttpResponse:
    """Go on in another of one's own shops."""
    wanted = request.POST.get("shop", "")
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 19 and permissions.choose(request, int(wanted))):
        raise Http404
    return redirect("portal:home")


@access.to(permissions.member(Right.SEE))
@require_safe
def more(request: ShopRequest) -> HttpResponse:
    return page.show(request, "more", {"shops": request.shops})


@access.to(permissions.member(Right.SEE))
@require_safe
def settings(request: ShopRequest) -> HttpResponse:
    return _show(request, _holiday_form(request.vendor))


@access.to(permissions.member(Right.MANAGE_SHOP))
def holiday(request: ShopRequest) -> HttpResponse:
    """Set or end the holiday, unless somebody else has changed it since this page was opened."""
    if request.method != "POST":
        return redirect("portal:shop")
    form = forms.HolidayForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    if _set_holiday(request.vendor, form.cleaned_data):
        messages.success(request, _("Changes saved."))
    else:
        messages.warning(request, _("Someone else just changed this."))
    return redirect("portal:shop")


@access.to(permissions.member(Right.SEE))
@require_safe
def members(request: ShopRequest) -> HttpResponse:
    people = request.vendor.memberships.select_related("user").order_by("pk")
    return page.show(request, "members", {"members": [_row(request, one) for one in people]})


def _show(request: ShopRequest, form: forms.HolidayForm, status: int = 200) -> HttpResponse:
    week = hours.week_in_words(hours.of(request.vendor))
    return page.show(request, "shop", {"form": form, "week": week}, status=status)


def _row(request: ShopRequest, membership: Membership) -> dict[str, Any]:
    user = membership.user
    return {
        "name": user.get_full_name() or user.email,
        "is_me": user == request.user,
        "role": membership.get_role_display(),
        "what": _WHAT[membership.role],
    }


def _holiday_form(vendor: Vendor) -> forms.HolidayForm:
    start, until = vendor.holiday_from, vendor.holiday_until
    return forms.HolidayForm(initial={"start": start, "until": until, "seen_start": start, "seen_until": until})


def _set_holiday(vendor: Vendor, data: dict) -> bool:
    seen = Vendor.objects.filter(pk=vendor.pk, holiday_from=data["seen_start"], holiday_until=data["seen_until"])
    return bool(seen.update(holiday_from=data["start"], holiday_until=data["until"]))
