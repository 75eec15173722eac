"""The form of one address. Province and district are chosen one after the other, with a button where no script runs."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from marketplace.accounts import addresses
from marketplace.accounts.models import SavedAddress
from marketplace.phones import MobileField
from marketplace.regions import directory
from marketplace.regions.models import Region


class AddressForm(forms.Form):
    label = forms.CharField(
        label=lazy("Save as"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "placeholder": lazy("e.g. Home or Office")}),
    )
    recipient = forms.CharField(
        label=lazy("Recipient"), max_length=100, widget=forms.TextInput({"autocomplete": "name"})
    )
    phone = MobileField(label=lazy("WhatsApp number"), help_text=lazy("The courier and the shops reach you here."))
    province = forms.ChoiceField(label=lazy("Province"))
    district = forms.ChoiceField(label=lazy("District"))
    street = forms.CharField(
        label=lazy("Street and house number"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )
    village = forms.CharField(label=lazy("Village"), max_length=100, required=False)
    postcode = forms.RegexField(
        r"^[1-9][0-9]{4}$",
        label=lazy("Postcode"),
        required=False,
        error_messages={"invalid": lazy("A postcode has 5 digits.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    landmark = forms.CharField(
        label=lazy("Landmark"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "placeholder": lazy("e.g. opposite the mosque")}),
    )
    is_main = forms.BooleanField(label=lazy("Main address"), required=False)

    def __init__(self, *args: Any, province: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("province", directory.provinces())
        self._offer("district", [("", _("Choose your district")), *directory.districts(province)])

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.error_messages["invalid_choice"] = _("This is no longer offered. Choose another.")

    def clean_district(self) -> Region:
        district = directory.find_district(self.cleaned_data["district"])
        if district is None:
            raise forms.ValidationError(_("Choose your district."))
        return district

    def values(self) -> dict[str, Any]:
        """The columns of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "province"}


def start_with(address: SavedAddress | None, name: str) -> dict[str, Any]:
    """What an open form shows: the address to change, or an empty one for a person of this name."""
    if address is None:
        return {"recipient": name, "province": directory.JAMBI}
    typed = addresses.as_typed(address)
    own = {"label": address.label, "recipient": address.recipient, "village": address.village}
    return {**typed, **own, "street": address.street, "is_main": address.is_main}
