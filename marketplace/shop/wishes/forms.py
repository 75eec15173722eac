from django import forms
from django.utils.translation import gettext_lazy as _


class WaitForm(forms.Form):
    """Where a guest wants to hear that a product is back."""

    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        help_text=_("One mail when it is back, nothing else."),
        error_messages={"invalid": _("Incomplete email, e.g. name@example.id")},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()
