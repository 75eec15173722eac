"""Every order with everything that ever happened to it."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from oscar.core.loading import get_model
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from marketplace import access
from marketplace.console import order_history, rights
from marketplace.console.columns import MoneyColumn, StateColumn
from marketplace.console.filters import OrderFilter
from marketplace.console.views.lists import ConsoleList, frame
from marketplace.shop.order import fulfilment
from vendors.models import VendorOrder

Order = get_model("order", "Order")


class Orders(ConsoleList):
    model = Order
    page_title = _("Orders")
    header_icon = "doc-full"
    search_fields = ["number", "purchase__email", "vendor_orders__number", "vendor_orders__vendor__name"]
    filterset_class = OrderFilter
    default_ordering = "-date_placed"
    empty = _("No orders yet.")
    columns = [
        TitleColumn(
            "number", label=_("Order number"), url_name="console:order", id_accessor="number", sort_key="number"
        ),
        StateColumn("status", "order", label=_("Status")),
        MoneyColumn("total_incl_tax", label=_("Total"), sort_key="total_incl_tax"),
        StateColumn("payment.state", "payment", label=_("Payment")),
        Column("purchase.email", label=_("Buyer")),
        Column("shops", label=_("Shops"), accessor=lambda order: ", ".join(_shops(order))),
        DateColumn("date_placed", label=_("Placed"), sort_key="date_placed"),
    ]

    def get_base_queryset(self) -> QuerySet:
        rows = Order.objects.filter(purchase__isnull=False)
        return rows.select_related("purchase", "payment").prefetch_related("vendor_orders__vendor")

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_searching:
            return queryset
        query = Q()
        for field in self.search_fields:
            query |= Q(**{f"{field}__icontains": self.search_query})
        return queryset.filter(pk__in=Order.objects.filter(query).values("pk"))

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().filter_queryset(queryset).distinct()


def _shops(order: Any) -> list[str]:
    return [vendor_order.vendor.name for vendor_order in order.vendor_orders.all()]


@access.to(rights.may("mend_later_work"))
@require_POST
def unlock_pickup(request: HttpRequest, number: str) -> HttpResponse:
    """Three wrong codes locked a pick-up; whoever answers for the counter lets it be tried again."""
    vendor_order = get_object_or_404(VendorOrder.objects.select_related("order"), number=number)
    try:
        fulfilment.unlock_pickup(vendor_order, request.user)
    except fulfilment.NotNow as late:
        messages.error(request, str(late))
    else:
        messages.success(request, gettext("The pick-up code may be tried again."))
    return redirect("console:order", vendor_order.order.number)


@access.to(rights.may("see_orders"))
def detail(request: HttpRequest, number: str) -> HttpResponse:
    rows = Order.objects.select_related("purchase__destination__parent", "payment", "shipping_address", "user")
    order = get_object_or_404(rows, number=number, purchase__isnull=False)
    history = order_history.of(order, with_ledger=rights.has(request.user, "see_ledger"))
    page = frame(order.number, ("console:orders", Orders.page_title), icon="doc-full")
    return render(request, "console/order.html", {"order": order, "history": history, **page})
