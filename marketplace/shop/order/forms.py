from django import forms
from django.utils.translation import gettext_lazy as _


class LookupForm(forms.Form):
    """The guest's way to an order: its number and the e-mail it was placed with."""

    number = forms.CharField(
        label=_("Order number"), max_length=20, widget=forms.TextInput({"autocapitalize": "characters"})
    )
    email = forms.EmailField(
        label=_("Email"),
        error_messages={"invalid": _("Incomplete email, e.g. name@example.id")},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class ProofForm(forms.Form):
    slip = forms.FileField(
        label=_("Transfer proof"), widget=forms.FileInput({"accept": "image/jpeg,image/png,application/pdf"})
    )
