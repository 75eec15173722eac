from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model
from wagtail.admin.filters import WagtailFilterSet

from marketplace.console import badges, queue
from marketplace.payments.models import Payment, Refund
from marketplace.regions.models import Region
from marketplace.shop.complaints.models import Ticket
from marketplace.shop.conversations.models import Report
from marketplace.shop.reviews.models import Review
from vendors.models import Listing, Vendor

Order = get_model("order", "Order")
YES = [("1", _("Yes"))]


def regencies_with_shops(request: Any) -> QuerySet:
    return Region.objects.filter(level=Region.Level.REGENCY, children__vendors__isnull=False).distinct()


class VendorFilter(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=lambda: badges.choices("vendor"))
    district__parent = django_filters.ModelChoiceFilter(label=_("Regency/City"), queryset=regencies_with_shops)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Vendor.Kind.choices)
    waiting = django_filters.ChoiceFilter(label=_("Waiting for PLUT"), choices=YES, method="only_waiting")

    class Meta:
        model = Vendor
        fields: list[str] = []

    def only_waiting(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(pk__in=queue.vendors_to_approve().values("pk"))


class ListingFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("Status"), choices=lambda: badges.choices("product"))
    vendor = django_filters.ModelChoiceFilter(label=_("Seller"), queryset=Vendor.objects.all())

    class Meta:
        model = Listing
        fields: list[str] = []


class ReviewFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("Status"), choices=lambda: badges.choices("review"))
    vendor = django_filters.ModelChoiceFilter(label=_("Seller"), queryset=Vendor.objects.all())
    reported = django_filters.ChoiceFilter(label=_("Reported"), choices=YES, method="only_reported")

    class Meta:
        model = Review
        fields: list[str] = []

    def only_reported(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(pk__in=queue.reported_reviews().values("pk"))


class TransferFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("Status"), choices=lambda: badges.choices("payment"))

    class Meta:
        model = Payment
        fields: list[str] = []


class RefundFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("Status"), choices=lambda: badges.choices("refund"))

    class Meta:
        model = Refund
        fields: list[str] = []


class TicketFilter(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(label=_("Status"), choices=lambda: badges.choices("ticket"))
    kind = django_filters.ChoiceFilter(label=_("About"), choices=Ticket.Kind.choices)

    class Meta:
        model = Ticket
        fields: list[str] = []


class ReportFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("Status"), choices=Report.State.choices)

    class Meta:
        model = Report
        fields: list[str] = []


class OrderFilter(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=lambda: badges.choices("order"))
    payment__state = django_filters.ChoiceFilter(label=_("Payment"), choices=lambda: badges.choices("payment"))
    vendor = django_filters.ModelChoiceFilter(
        label=_("Seller"), queryset=Vendor.objects.all(), field_name="vendor_orders__vendor"
    )
    stuck = django_filters.ChoiceFilter(label=_("Past its deadline"), choices=YES, method="only_stuck")

    class Meta:
        model = Order
        fields: list[str] = []

    def only_stuck(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(pk__in=queue.stuck_vendor_orders().values("order"))
