"""A shop's ways of shipping, as it sets them itself."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace import access
from marketplace.regions import directory
from vendors import permissions, ways
from vendors.models import ShippingMethod, ShippingZone
from vendors.permissions import Right, ShopRequest
from vendors.portal import forms, page, way_forms

Kind = ShippingMethod.Kind
_LARGEST_ID = 2**63 - 1


@access.to(permissions.member(Right.SEE))
@require_safe
def listing(request: ShopRequest) -> HttpResponse:
    methods = ways.of(request.vendor)
    names = ways.names_of({zone.prefix for method in methods for zone in method.zones.all()})
    context = {"rows": [_row(method, names) for method in methods], "kinds": _kinds()}
    return page.show(request, "ways", context)


@access.to(permissions.member(Right.MANAGE_SHOP))
def add(request: ShopRequest, kind: str) -> HttpResponse:
    if kind not in Kind:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = way_forms.FORMS[kind](sent, initial=_usual(kind))
    new = way_forms.NewZoneForm(sent, must=True, initial=_home_area(request, kind)) if ways.has_zones(kind) else None
    if sent is not None and _valid(form, new) and _made(request, kind, form, new):
        messages.success(request, _("Saved. Buyers can choose it from now on."))
        return redirect("portal:ways")
    return _form_page(request, kind, form, new, [], None)


@access.to(permissions.member(Right.MANAGE_SHOP))
def edit(request: ShopRequest, pk: int) -> HttpResponse:
    method = _mine(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = way_forms.FORMS[method.kind](sent, initial=way_forms.written(method))
    zones = _zone_forms(method, sent)
    new = way_forms.NewZoneForm(sent) if ways.has_zones(method.kind) else None
    if sent is not None and _valid(form, new, *zones) and _changed(method, form, new, zones):
        messages.success(request, _("Changes saved."))
        return redirect("portal:ways")
    return _form_page(request, method.kind, form, new, zones, method)


@access.to(permissions.member(Right.MANAGE_SHOP))
def turn(request: ShopRequest, pk: int) -> HttpResponse:
    method = _mine(request, pk)
    if request.method == "POST":
        ways.turn(method, on=request.POST.get("on") == "1")
        messages.success(request, _("Changes saved."))
    return redirect("portal:ways")


def _mine(request: ShopRequest, pk: int) -> ShippingMethod:
    if pk > _LARGEST_ID:
        raise Http404
    return get_object_or_404(request.vendor.shipping_methods.all(), pk=pk)


def _valid(*asked: Any) -> bool:
    """Ask every form, so that all errors show at once."""
    answers = [form.is_valid() for form in asked if form is not None]
    return all(answers)


def _made(request: ShopRequest, kind: str, form: Any, new: way_forms.NewZoneForm | None) -> bool:
    try:
        ways.add(request.vendor, kind, form.terms(), new.fee() if new else None)
    except ways.Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors


def _changed(method: ShippingMethod, form: Any, new: Any, zones: list[way_forms.ZoneForm]) -> bool:
    removed = [zone.zone.pk for zone in zones if zone.cleaned_data["remove"]]
    fees = {zone.zone.pk: zone.fee() for zone in zones if not zone.cleaned_data["remove"]}
    try:
        ways.change(method, form.terms(), fees, removed=removed, new=new.fee() if new else None)
    except ways.Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors


def _zone_forms(method: ShippingMethod, sent: Any) -> list[way_forms.ZoneForm]:
    zones = list(method.zones.order_by("prefix"))
    names = ways.names_of({zone.prefix for zone in zones})
    return [way_forms.ZoneForm(sent, zone=zone, name=ways.area(zone.prefix, names)) for zone in zones]


def _form_page(
    request: ShopRequest, kind: str, form: Any, new: Any, zones: list[Any], method: ShippingMethod | None
) -> HttpResponse:
    asked = [one for one in (form, new, *zones) if one is not None]
    context = {
        "kind": kind,
        "kind_label": Kind(kind).label,
        "form": form,
        "new": new,
        "zones": zones,
        "method": method,
        "per_kg": kind == Kind.COURIER,
        "couriers": forms.COURIERS,
    }
    return page.show(request, "way", context, status=422 if any(one.errors for one in asked) else 200)


def _row(method: ShippingMethod, names: dict[str, str]) -> dict[str, Any]:
    zones: list[ShippingZone] = sorted(method.zones.all(), key=lambda zone: zone.prefix)
    return {
        "method": method,
        "icon": {Kind.COURIER: "truck", Kind.OWN_DELIVERY: "bike", Kind.PICKUP: "store"}[Kind(method.kind)],
        "zones": [(ways.area(zone.prefix, names), zone) for zone in zones],
        "kind": "" if method.name == Kind(method.kind).label else Kind(method.kind).label,
        "days": _days(method),
    }


def _days(method: ShippingMethod) -> str:
    if method.kind == Kind.PICKUP:
        return ""
    span = method.days_min if method.days_min == method.days_max else f"{method.days_min}–{method.days_max}"
    return _("{n} days").format(n=span)


def _kinds() -> list[dict[str, str]]:
    return [
        {"kind": Kind.COURIER, "label": _("Add a courier"), "icon": "truck"},
        {"kind": Kind.OWN_DELIVERY, "label": _("Add own delivery"), "icon": "bike"},
        {"kind": Kind.PICKUP, "label": _("Add a pick-up place"), "icon": "store"},
    ]


def _usual(kind: str) -> dict[str, Any]:
    return {"days_min": 1, "days_max": 1} if kind == Kind.OWN_DELIVERY else {"days_min": 2, "days_max": 5}


def _home_area(request: ShopRequest, kind: str) -> dict[str, Any]:
    """Own delivery begins in the shop's own kecamatan, a courier in its province."""
    return {"prefix_code": request.vendor.district_id if kind == Kind.OWN_DELIVERY else directory.JAMBI}
