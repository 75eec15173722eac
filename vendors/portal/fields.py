"""Form fields that speak to a shopkeeper: whole numbers as they are typed, prices, and several photos at once."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace.front import formats
from marketplace.front.forms import MoneyInput
from vendors.portal import numbers

LOWEST_PRICE, HIGHEST_PRICE = 100, 100_000_000  # rupiah


class WholeNumberField(forms.CharField):
    """A whole number from `low` to `high`, written with the digits 0-9, dots between thousands allowed."""

    read: Callable[[str], int] = staticmethod(numbers.whole)

    def __init__(self, *, low: int, high: int, **options: Any) -> None:
        self.low, self.high = low, high
        options.setdefault("widget", forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(max_length=40, **options)

    def clean(self, value: Any) -> Any:
        """The number, or None for an empty field that may be empty."""
        text = super().clean(value)
        if not text and not self.required:
            return None
        try:
            number = self.read(text)
        except numbers.NotANumber:
            raise ValidationError(self._unreadable(), code="invalid") from None
        if not self.low <= number <= self.high:
            raise ValidationError(self._range(), code="range")
        return number

    def _unreadable(self) -> str:
        return self._range()

    def _range(self) -> str:
        low, high = formats.number(self.low), formats.number(self.high)
        return _("Enter a number from {min} to {max}.").format(min=low, max=high)


class PriceField(WholeNumberField):
    """Whole rupiah, typed as `25.000`, `25rb` or `Rp25.000`."""

    read = staticmethod(numbers.rupiah)

    def __init__(self, *, low: int = LOWEST_PRICE, **options: Any) -> None:
        options.setdefault("widget", MoneyInput())
        super().__init__(low=low, high=HIGHEST_PRICE, **options)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value

    def _unreadable(self) -> str:
        return pgettext("price", "Use digits, for example 25.000.")


class FeeField(PriceField):
    """Whole rupiah that a buyer pays for a parcel; 0 is free. Cleans to None when it may be empty and is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(low=0, **options)
