"""Permits in Wagtail's own lists and forms. What is changed must be checked again; nothing is deleted, only revoked."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from marketplace.console import badges
from marketplace.console.columns import StateColumn
from marketplace.pictures import clean_slip
from vendors import permits
from vendors.models import Permit, Vendor

Product = get_model("catalogue", "Product")


class PermitForm(WagtailAdminModelForm):
    """The goods a permit covers are those of its seller: they can be chosen once it is known whose it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["products"]
            return
        self.fields["vendor"].disabled = True
        field = self.fields["products"]
        field.queryset = Product.objects.filter(listing__vendor=self.instance.vendor_id).order_by("title")
        field.widget = forms.CheckboxSelectMultiple(choices=field.choices)

    def clean_document(self) -> Any:
        file = self.cleaned_data.get("document")
        return clean_slip(file) if file and "document" in self.changed_data else file

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind, number = data.get("kind"), data.get("number")
        if not kind or not number:
            return data
        for field, check in (("number", self._check_number), ("valid_until", self._check_end)):
            try:
                check(data)
            except ValidationError as error:
                self.add_error(field, error)
                break
        return data

    def _check_number(self, data: dict[str, Any]) -> None:
        data["number"] = permits.clean_number(data["kind"], data["number"])
        twins = Permit.objects.filter(vendor=data.get("vendor"), kind=data["kind"], number=data["number"])
        if twins.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This seller has a permit with this number already."))

    def _check_end(self, data: dict[str, Any]) -> None:
        permits.check_end(data["kind"], data["number"], data.get("valid_until"))

    def save(self, commit: bool = True) -> Any:
        changed = bool(self.instance.pk and self.has_changed())
        permit = super().save(commit)
        if changed and commit:
            permits.reopen(permit)
        return permit


class Add(generic.CreateView):
    """After the first saving: the form again, which now offers the seller's goods."""

    def get_success_url(self) -> str:
        return reverse("permit:edit", args=[self.object.pk])


class Edit(generic.EditView):
    def get_success_url(self) -> str:
        return reverse("console:permit", args=[self.object.pk])


class PermitFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("Status"), choices=lambda: badges.choices("permit"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Permit.Kind.choices)
    vendor = django_filters.ModelChoiceFilter(label=_("Seller"), queryset=Vendor.objects.all())

    class Meta:
        model = Permit
        fields: list[str] = []


class Permits(ModelViewSet):
    model = Permit
    name = "permit"
    icon = "clipboard-list"
    url_prefix = "konsol/izin"
    menu_label = _("Permits")
    menu_order = 255
    add_to_admin_menu = True
    copy_view_enabled = False
    add_view_class = Add
    edit_view_class = Edit
    list_display = [
        TitleColumn("__str__", label=_("Permit"), url_name="console:permit"),
        StateColumn("state", "permit", label=_("Status")),
        Column("vendor.name", label=_("Shop"), sort_key="vendor__name"),
        DateColumn("valid_until", label=_("Valid until"), sort_key="valid_until"),
    ]
    filterset_class = PermitFilter
    search_fields = ["number", "vendor__name", "holder"]
    edit_handler = ObjectList(
        [
            FieldPanel("vendor"),
            FieldPanel("kind"),
            FieldPanel("number", help_text=_("As it stands on the certificate.")),
            FieldPanel("holder"),
            FieldPanel("valid_until", help_text=_("The last day. Empty: it has no end.")),
            FieldPanel("document", help_text=_("PDF, JPG or PNG. Only PLUT staff can open it.")),
            FieldPanel("products"),
            FieldPanel("notes"),
        ],
        base_form_class=PermitForm,
    )
