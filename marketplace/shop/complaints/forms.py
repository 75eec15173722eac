import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from marketplace.shop.complaints.models import Ticket


class _Contact(forms.Form):
    """Text and contact, and a field for machines: people do not see it and leave it empty."""

    text = forms.CharField(label=_("What happened"), max_length=2000, widget=forms.Textarea({"rows": 6}))
    name = forms.CharField(
        label=_("Full name"), max_length=100, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        help_text=_("The ticket number and the answer go here."),
        error_messages={"invalid": _("Incomplete email, e.g. name@example.id")},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    phone = PhoneNumberField(
        label=_("WhatsApp number"),
        region="ID",
        required=False,
        error_messages={"invalid": _("Mobile numbers start with 08 or +62, 10–13 digits.")},
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.pop("website", ""):
            self.add_error(None, _("This looks sent by a machine. Write to PLUT on WhatsApp instead."))
        return self.cleaned_data


class ComplaintForm(_Contact):
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[choice for choice in Ticket.Kind.choices if choice[0] != Ticket.Kind.REPORT],
        widget=forms.RadioSelect,
    )
    order_number = forms.CharField(
        label=_("Order number"),
        max_length=40,
        required=False,
        help_text=_("It begins with JB and stands in our mail."),
        widget=forms.TextInput({"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ["kind", "order_number", "text"]

    def clean_order_number(self) -> str:
        return re.sub(r"[^A-Z0-9-]", "", self.cleaned_data["order_number"].upper())


class ReportForm(_Contact):
    reason = forms.ChoiceField(label=_("What is wrong?"), choices=Ticket.Reason.choices, widget=forms.RadioSelect)
    field_order = ["reason", "text"]


class LookupForm(forms.Form):
    """The way back to a complaint: its number, and the email it was sent with."""

    number = forms.CharField(
        label=_("Ticket number"),
        max_length=20,
        help_text=_("It begins with PG and stands in our mail."),
        widget=forms.TextInput({"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        error_messages={"invalid": _("Incomplete email, e.g. name@example.id")},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def find(self) -> Ticket | None:
        number = re.sub(r"[^A-Z0-9-]", "", self.cleaned_data["number"].upper())
        return Ticket.objects.filter(number=number, email__iexact=self.cleaned_data["email"]).first()
