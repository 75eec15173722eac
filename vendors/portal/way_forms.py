"""What a shop fills in for a way of shipping: its terms, and a fee for each area."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vendors import ways
from vendors.models import ShippingMethod, ShippingZone
from vendors.portal import choices
from vendors.portal.fields import FeeField, PriceField, WholeNumberField
from vendors.portal.forms import Text

LONGEST = 30  # days on the way


class _Days(forms.Form):
    """Days on the way, from and to."""

    days_min = WholeNumberField(label=gettext_lazy("Days, from"), low=1, high=LONGEST)
    days_max = WholeNumberField(label=gettext_lazy("Days, to"), low=1, high=LONGEST)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("days_min"), data.get("days_max")
        if first and last and first > last:
            self.add_error("days_max", _("This is fewer days than the first number."))
        return data


class CourierForm(_Days):
    name = Text(
        label=gettext_lazy("Courier and service"),
        max_length=80,
        widget=forms.TextInput({"list": "kurir", "autocomplete": "off"}),
        help_text=gettext_lazy("For example JNE Reguler."),
    )
    free_above = PriceField(
        label=gettext_lazy("Free for orders above"),
        required=False,
        help_text=gettext_lazy("Leave it empty if the buyer always pays. You pay the courier then."),
    )

    def terms(self) -> ways.Terms:
        data = self.cleaned_data
        return ways.Terms(data["name"], "", data["days_min"], data["days_max"], data["free_above"])


class OwnDeliveryForm(_Days):
    free_above = PriceField(label=gettext_lazy("Free for orders above"), required=False)

    def terms(self) -> ways.Terms:
        data = self.cleaned_data
        return ways.Terms("Diantar toko", "", data["days_min"], data["days_max"], data["free_above"])


class PickupForm(forms.Form):
    place_name = Text(
        label=gettext_lazy("Name of the place"),
        max_length=60,
        help_text=gettext_lazy("For example our shop, or Galeri PLUT."),
    )
    place = Text(label=gettext_lazy("Address and landmark"), max_length=250, widget=forms.Textarea({"rows": 2}))

    def terms(self) -> ways.Terms:
        data = self.cleaned_data
        return ways.Terms(f"Ambil di {data['place_name']}", data["place"], 1, 1, None)


FORMS: dict[str, Any] = {
    ShippingMethod.Kind.COURIER: CourierForm,
    ShippingMethod.Kind.OWN_DELIVERY: OwnDeliveryForm,
    ShippingMethod.Kind.PICKUP: PickupForm,
}


def written(method: ShippingMethod) -> dict[str, Any]:
    """A way's terms as its form shows them."""
    return {
        "name": method.name,
        "place_name": method.name.removeprefix("Ambil di "),
        "place": method.place,
        "days_min": method.days_min,
        "days_max": method.days_max,
        "free_above": int(method.free_above) if method.free_above is not None else None,
    }


class ZoneForm(forms.Form):
    """The fee of an area that is there; `remove` takes it away."""

    first_kg = FeeField(label=gettext_lazy("First kilogram"))
    next_kg = FeeField(label=gettext_lazy("Each further kilogram"), required=False)
    days_min = WholeNumberField(label=gettext_lazy("Days, from"), low=1, high=LONGEST, required=False)
    days_max = WholeNumberField(label=gettext_lazy("Days, to"), low=1, high=LONGEST, required=False)
    remove = forms.BooleanField(label=gettext_lazy("Remove this area"), required=False)

    def __init__(self, *args: Any, zone: ShippingZone, name: str, **options: Any) -> None:
        self.zone, self.name = zone, name
        initial = {
            "first_kg": int(zone.first_kg),
            "next_kg": int(zone.next_kg),
            "days_min": zone.days_min,
            "days_max": zone.days_max,
        }
        own = {"prefix": f"z{zone.pk}", "initial": initial, "use_required_attribute": False}
        super().__init__(*args, **{**options, **own})

    def fee(self) -> ways.Fee:
        data = self.cleaned_data
        return ways.Fee(self.zone.prefix, data["first_kg"], data["next_kg"] or 0, data["days_min"], data["days_max"])


class NewZoneForm(forms.Form):
    """One more area. Left alone it adds nothing, unless it is the first one."""

    prefix_code = forms.ChoiceField(label=gettext_lazy("Area"), choices=choices.areas, required=False)
    first_kg = FeeField(label=gettext_lazy("First kilogram"), required=False)
    next_kg = FeeField(label=gettext_lazy("Each further kilogram"), required=False)
    days_min = WholeNumberField(label=gettext_lazy("Days, from"), low=1, high=LONGEST, required=False)
    days_max = WholeNumberField(label=gettext_lazy("Days, to"), low=1, high=LONGEST, required=False)

    def __init__(self, *args: Any, must: bool = False, **options: Any) -> None:
        self.must = must
        super().__init__(*args, **{**options, "prefix": "new", "use_required_attribute": False})
        self.fields["prefix_code"].choices = list(self.fields["prefix_code"].choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen, fee = data.get("prefix_code"), data.get("first_kg")
        if (self.must or fee is not None) and not chosen and "prefix_code" not in self.errors:
            self.add_error("prefix_code", ValidationError(_("Choose an area.")))
        if chosen and fee is None and "first_kg" not in self.errors:
            self.add_error("first_kg", ValidationError(_("Enter the fee, 0 if it is free.")))
        return data

    def fee(self) -> ways.Fee | None:
        data = self.cleaned_data
        if not data.get("prefix_code"):
            return None
        prefix = "" if data["prefix_code"] == choices.EVERYWHERE else data["prefix_code"]
        return ways.Fee(prefix, data["first_kg"], data["next_kg"] or 0, data["days_min"], data["days_max"])
