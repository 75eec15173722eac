"""Mobile numbers of Indonesia, the only ones that couriers and shops can reach by WhatsApp without cost."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField
from phonenumber_field.phonenumber import PhoneNumber

COUNTRY, MOBILE = "62", "8"


def is_indonesian_mobile(number: PhoneNumber) -> bool:
    return str(number.country_code) == COUNTRY and str(number.national_number).startswith(MOBILE)


class MobileField(PhoneNumberField):
    """An Indonesian mobile number, typed with 08 or +62. Foreign and fixed numbers are refused with the reason."""

    default_error_messages = {
        "invalid": _("Mobile numbers start with 08 or +62, 10–13 digits."),
        "foreign": _("Couriers call Indonesian mobile numbers only. Use one that starts with 08 or +62 8."),
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"})
        super().__init__(**{"region": "ID", "widget": widget, **kwargs})
        self.error_messages["invalid"] = self.default_error_messages["invalid"]

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        if number and not is_indonesian_mobile(number):
            raise forms.ValidationError(self.error_messages["foreign"], code="foreign")
        return number
