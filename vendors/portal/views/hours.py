"""The week in which a shop is open."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from marketplace import access
from vendors import hours, permissions
from vendors.permissions import Right, ShopRequest
from vendors.portal import page, week


@access.to(permissions.member(Right.MANAGE_SHOP))
def edit(request: ShopRequest) -> HttpResponse:
    """Change the week, unless somebody else has since this page was opened. `fill` only copies the first day to the others."""
    if request.method != "POST":
        return _show(request, week.WeekForm(spans=hours.of(request.vendor)))
    form = week.WeekForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    if "fill" in request.POST:
        return _show(request, week.WeekForm(spans=form.filled(), seen=form.cleaned_data["seen"]))
    if hours.replace(request.vendor, form.spans(), seen=form.cleaned_data["seen"]):
        messages.success(request, _("Changes saved."))
        return redirect("portal:shop")
    messages.warning(request, _("Someone else just changed this."))
    return redirect("portal:hours")


def _show(request: ShopRequest, form: week.WeekForm, status: int = 200) -> HttpResponse:
    return page.show(request, "hours", {"form": form, "days": form.days()}, status=status)
