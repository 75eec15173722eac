import re
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model
from phonenumber_field.phonenumber import to_python

Order = get_model("order", "Order")


class LookupForm(forms.Form):
    """The guest's way to an order: its number, and the e-mail or mobile number it was placed with."""

    number = forms.CharField(
        label=_("Order number"),
        max_length=30,
        help_text=_("It begins with JB and stands in our mail."),
        widget=forms.TextInput({"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )
    contact = forms.CharField(
        label=_("Email or WhatsApp number"),
        max_length=254,
        help_text=_("The one you ordered with."),
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "email", "inputmode": "email"}),
    )

    def clean_number(self) -> str:
        """As we write it: a shop's own number (`JB…-2`), spaces and small letters are understood."""
        return re.sub(r"[^A-Z0-9-]", "", self.cleaned_data["number"].upper()).partition("-")[0]

    def find(self) -> Any:
        """The order, or None when number and contact do not belong together."""
        contact = self.cleaned_data["contact"]
        theirs = Q(purchase__email__iexact=contact)
        phone = to_python(contact, region="ID")
        if phone and phone.is_valid():
            theirs |= Q(shipping_address__phone_number=phone.as_e164) | Q(purchase__buyer_phone=phone.as_e164)
        return Order.objects.filter(theirs, number=self.cleaned_data["number"], purchase__isnull=False).first()


class ProofForm(forms.Form):
    slip = forms.FileField(
        label=_("Transfer proof"),
        help_text=_("A photo or screenshot (JPG, PNG) or a PDF."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,application/pdf"}),
    )
