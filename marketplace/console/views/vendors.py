"""Sellers: the list, the form for a new one, and one seller with history and what may be done now."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from marketplace import access
from marketplace.console import diary, rights
from marketplace.console.columns import CountColumn, MoneyColumn, StateColumn
from marketplace.console.filters import VendorFilter
from marketplace.console.forms import NewVendorForm
from marketplace.console.views import moves
from marketplace.console.views.lists import ConsoleList, frame
from marketplace.fields import RupiahField
from vendors import ledger, onboarding
from vendors.models import Vendor, VendorOrder

NOT_SOLD = [VendorOrder.Status.AWAITING_PAYMENT, VendorOrder.Status.CANCELLED]


class Vendors(ConsoleList):
    model = Vendor
    page_title = gettext_lazy("Sellers")
    header_icon = "group"
    search_fields = ["name", "email", "street"]
    filterset_class = VendorFilter
    default_ordering = "name"
    export_filename = "penjual"
    empty = gettext_lazy("No sellers yet.")
    columns = [
        TitleColumn("name", label=gettext_lazy("Shop"), sort_key="name", url_name="console:vendor"),
        StateColumn("status", "vendor", label=gettext_lazy("Status"), sort_key="status"),
        Column("district.parent.name", label=gettext_lazy("Regency/City"), sort_key="district__parent__name"),
        CountColumn("orders", label=gettext_lazy("Orders"), sort_key="orders"),
        MoneyColumn("sales", label=gettext_lazy("Sales"), sort_key="sales"),
        CountColumn("live_products", label=gettext_lazy("Live products"), sort_key="live_products"),
        DateColumn("last_seen", label=gettext_lazy("Last activity"), sort_key="last_seen"),
    ]
    export_headings = {
        "name": gettext_lazy("Shop"),
        "slug": gettext_lazy("Shop address"),
        "get_kind_display": gettext_lazy("Kind"),
        "get_status_display": gettext_lazy("Status"),
        "district.parent.name": gettext_lazy("Regency/City"),
        "district.name": gettext_lazy("District"),
        "email": gettext_lazy("Email"),
        "phone": gettext_lazy("WhatsApp number"),
        "orders": gettext_lazy("Orders"),
        "sales": gettext_lazy("Sales"),
        "live_products": gettext_lazy("Live products"),
        "last_seen": gettext_lazy("Last activity"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> QuerySet:
        return with_figures(Vendor.objects.select_related("district__parent"))

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not rights.has(self.request.user, "add_vendors"):
            return []
        return [HeaderButton(_("Add seller"), url=reverse("console:vendor-add"), icon_name="plus")]


def with_figures(vendors: QuerySet) -> QuerySet:
    """Each shop's sold orders, sales (goods, rupiah), live products, and when one of its people was last here."""
    sold = VendorOrder.objects.filter(vendor=OuterRef("pk")).exclude(status__in=NOT_SOLD).order_by().values("vendor")
    sales = Subquery(sold.annotate(sum=Sum("goods_total")).values("sum"), output_field=RupiahField())
    return vendors.annotate(
        orders=Coalesce(Subquery(sold.annotate(n=Count("pk")).values("n")), 0),
        sales=Coalesce(sales, 0, output_field=RupiahField()),
        live_products=Count("listings", filter=Q(listings__state="live"), distinct=True),
        last_seen=Max("memberships__user__last_login"),
    )


@access.to(rights.may("add_vendors"))
def add(request: HttpRequest) -> HttpResponse:
    """A new seller with the owner's account, who is invited by mail."""
    form = NewVendorForm(request.POST or None)
    vendor = _save(form, request) if request.method == "POST" and form.is_valid() else None
    if vendor:
        return redirect("console:vendor", vendor.pk)
    page = frame(_("Add seller"), ("console:vendors", Vendors.page_title), icon="group")
    return render(request, "console/vendor_add.html", {"form": form, **page})


@access.to(rights.may("see_vendors"))
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    vendor = get_object_or_404(with_figures(Vendor.objects.select_related("district__parent")), pk=pk)
    may = {act: rights.has(request.user, _right_for(act)) for act in onboarding.MOVES}
    context = {
        "vendor": vendor,
        "members": vendor.memberships.select_related("user"),
        "changes": vendor.changes.select_related("actor"),
        "verbs": moves.verbs(onboarding, vendor, may),
        "listings": vendor.listings.order_by("state").values("state").annotate(n=Count("pk")),
        "running": onboarding.running_orders(vendor),
        "balance": ledger.balance(vendor) if rights.has(request.user, "see_ledger") else None,
    }
    page = frame(vendor.name, ("console:vendors", Vendors.page_title), icon="group")
    return render(request, "console/vendor.html", {**context, **page})


def may_move(request: HttpRequest) -> access.Verdict:
    """The rule of `move`: each act asks for its own right."""
    assert request.resolver_match
    return rights.may(_right_for(request.resolver_match.kwargs["act"]))(request)


@access.to(may_move)
@require_POST
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Approve, send back, suspend, reopen, close or send for review: one button, one move."""
    vendor = get_object_or_404(Vendor, pk=pk)
    moves.press(request, onboarding, vendor, act, kind="vendor", field="status")
    return redirect("console:vendor", pk)


def _right_for(act: str) -> str:
    return "add_vendors" if act == "submit" else "judge_vendors"


def _save(form: NewVendorForm, request: HttpRequest) -> Vendor | None:
    owner: dict[str, Any] = {name: form.cleaned_data[name] for name in ("owner_email", "owner_name")}
    try:
        vendor = onboarding.add(form.save(), actor=request.user, **owner)
    except IntegrityError:
        form.add_error("slug", _("This shop address is taken."))
        return None
    diary.note(request, vendor, "vendor", after=vendor.status)
    messages.success(request, _("{shop} is added. The owner gets an invitation by mail.").format(shop=vendor.name))
    return vendor
