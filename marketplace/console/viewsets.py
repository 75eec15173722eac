"""Commission rules in Wagtail's own lists and forms. A rule is ended, not deleted: sold lines keep their rate."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from vendors.models import CommissionRule


class CommissionRuleForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        data = super().clean()
        start, end = data.get("valid_from"), data.get("valid_until")
        if start and end and end <= start:
            raise ValidationError({"valid_until": _("The end must be after the start.")})
        return data


class CommissionRules(ModelViewSet):
    model = CommissionRule
    name = "commission"
    icon = "decimal"
    url_prefix = "konsol/komisi"
    menu_label = _("Commission")
    menu_order = 270
    add_to_admin_menu = True
    list_display = [
        "__str__",
        Column("vendor", label=_("Seller"), accessor=lambda rule: rule.vendor or _("All sellers")),
        DateColumn("valid_from", label=_("Valid from")),
        DateColumn("valid_until", label=_("Valid until")),
    ]
    list_filter = ["vendor"]
    search_fields = ["vendor__name"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("vendor", help_text=_("Empty: all sellers. A rule for one seller goes before the general one.")),
            FieldPanel("percent"),
            FieldPanel("valid_from", help_text=_("Orders placed before this time keep their own rate.")),
            FieldPanel("valid_until"),
        ],
        base_form_class=CommissionRuleForm,
    )
