"""What a shop fills in: a product, an answer to an order, a holiday."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from marketplace import money
from marketplace.front import formats
from marketplace.front.forms import Pick, Picks
from marketplace.front.uploads import PhotosField
from vendors import products
from vendors.models import Listing, VendorOrder
from vendors.portal import choices, numbers
from vendors.portal.fields import (
    HIGHEST_PRICE,
    PriceField,
    WholeNumberField,
)

MOST_STOCK = 99_999
COURIERS = (
    "JNE",
    "J&T Express",
    "SiCepat",
    "POS Indonesia",
    "TIKI",
    "AnterAja",
    "Ninja Xpress",
    "Lion Parcel",
    "ID Express",
)
_REFUSALS = {
    "max_length": gettext_lazy("At most %(limit_value)d characters."),
    "null_characters_not_allowed": gettext_lazy("There is a sign in it that cannot be kept. Type it again."),
}


class Text(forms.CharField):
    """A line or a paragraph, with our words when it cannot be kept."""

    def __init__(self, **options: Any) -> None:
        super().__init__(error_messages=_REFUSALS, **options)
        self.widget.attrs.pop("maxlength", None)  # a browser that cuts a pasted text says nothing; we do


def _read_once(field: Any) -> None:
    """Choices that come from the database would be asked for again each time the field is drawn."""
    field.choices = list(field.choices)


class ProductForm(forms.Form):
    """One product of the shop. `listing` is None for a new one; photos are then wanted."""

    photos = PhotosField(
        label=gettext_lazy("Photos"),
        most=products.MAX_PHOTOS,
        required=False,
        help_text=gettext_lazy("JPG, PNG or WebP, up to 10 MB each. Several at once are fine."),
    )
    title = Text(label=gettext_lazy("Product name"), max_length=100)
    category = forms.ChoiceField(label=gettext_lazy("Category"), choices=choices.categories)
    price = PriceField(label=gettext_lazy("Price"))
    stock = WholeNumberField(label=gettext_lazy("Stock"), low=0, high=MOST_STOCK)
    unit = Text(
        label=gettext_lazy("Unit"), max_length=60, required=False, help_text=gettext_lazy("For example pack of 250 g.")
    )
    description = Text(
        label=gettext_lazy("Description"),
        max_length=5000,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("What it is, how it tastes or is made, how to keep it."),
    )
    weight_grams = WholeNumberField(
        label=gettext_lazy("Weight in grams"), low=1, high=100_000, help_text=gettext_lazy("Packed, as it is sent.")
    )
    length_cm = WholeNumberField(label=gettext_lazy("Length in cm"), low=1, high=300)
    width_cm = WholeNumberField(label=gettext_lazy("Width in cm"), low=1, high=300)
    height_cm = WholeNumberField(label=gettext_lazy("Height in cm"), low=1, high=300)
    origin = forms.ChoiceField(label=gettext_lazy("Origin (district)"), choices=choices.districts)
    maker = Text(label=gettext_lazy("Maker"), max_length=120, required=False)
    material = Text(label=gettext_lazy("Material or ingredients"), max_length=200, required=False)
    storage = Text(label=gettext_lazy("Storage"), max_length=200, required=False)
    shelf_life = Text(
        label=gettext_lazy("Shelf life"), max_length=80, required=False, help_text=gettext_lazy("For example 30 days.")
    )
    name_en = Text(label=gettext_lazy("Name in English"), max_length=100, required=False)
    description_en = Text(
        label=gettext_lazy("Description in English"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    unit_en = Text(label=gettext_lazy("Unit in English"), max_length=60, required=False)
    material_en = Text(label=gettext_lazy("Material in English"), max_length=200, required=False)
    storage_en = Text(label=gettext_lazy("Storage in English"), max_length=200, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, percent: Decimal, listing: Listing | None = None, **options: Any) -> None:
        """`percent` is the shop's commission today, for what stands under the price."""
        super().__init__(*args, **options)
        self.listing = listing
        for name in ("category", "origin"):
            _read_once(self.fields[name])
        self.fields["photos"].required = listing is None
        if listing:
            self.fields["photos"].label = _("Add photos")
        self._say_what_is_received(percent)

    def clean_seen(self) -> dt.datetime | None:
        try:
            moment = dt.datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None
        return moment if timezone.is_aware(moment) else None

    def clean_photos(self) -> list[Any]:
        photos = self.cleaned_data["photos"]
        there = self.listing.product.images.count() if self.listing else 0
        if there + len(photos) > products.MAX_PHOTOS:
            raise ValidationError(_("At most {max} photos.").format(max=products.MAX_PHOTOS))
        return photos

    def speaks_english(self) -> bool:
        """Whether something stands in the English part, which is folded away otherwise."""
        return any(self[name].value() or self[name].errors for name in products.LISTING_FIELDS if name.endswith("_en"))

    def sheet(self) -> products.Sheet:
        data = self.cleaned_data
        names = ("title", "description", "price", *products.LISTING_FIELDS)
        return products.Sheet(
            category_id=int(data["category"]),
            origin=choices.district(data["origin"]),
            **{name: data[name] for name in names},
        )

    def _say_what_is_received(self, percent: Decimal) -> None:
        rate = percent.normalize()
        shown = formats.number(rate, max(0, -int(rate.as_tuple().exponent))) + "%"
        receives = _("You receive {amount} after {percent} commission.")
        idle = _("The commission is {percent} of the price.").format(percent=shown)
        typed = self.data.get(self.add_prefix("price")) if self.is_bound else self.initial.get("price")
        price = _readable(typed)
        field = self.fields["price"]
        field.help_text = idle
        if price:
            left = price - money.percent_of(price, percent)
            field.help_text = receives.format(amount=formats.rupiah(left), percent=shown)
        field.widget.attrs |= {
            "data-percent": str(percent),
            "data-idle": idle,
            "data-receives": receives.format(amount="{amount}", percent=shown),
        }


def _readable(typed: Any) -> int | None:
    try:
        price = numbers.rupiah(str(typed or ""))
    except numbers.NotANumber:
        return None
    return price if price <= HIGHEST_PRICE else None


class QuickForm(forms.Form):
    """Price and stock, changed in the list."""

    price = PriceField(label=gettext_lazy("Price"))
    stock = WholeNumberField(label=gettext_lazy("Stock"), low=0, high=MOST_STOCK)


class SearchForm(forms.Form):
    q = forms.CharField(required=False, max_length=100)

    def words(self) -> str:
        return self.cleaned_data["q"] if self.is_valid() else ""


REASONS = {
    "sold_out": gettext_lazy("The goods are sold out"),
    "cannot_ship": gettext_lazy("We cannot ship to this address"),
    "cannot_make": gettext_lazy("We cannot make it in time"),
    "other": gettext_lazy("Another reason"),
}


def _reasons() -> list[tuple[str, Pick]]:
    return [(code, Pick(str(words))) for code, words in REASONS.items()]


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), widget=Picks, choices=_reasons)
    note = Text(
        label=gettext_lazy("Explanation for the buyer"),
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reason") == "other" and not data.get("note"):
            self.add_error("note", _("Enter {field}.").format(field=_("Explanation for the buyer").lower()))
        return data

    def words(self) -> str:
        """What the buyer reads: the reason, and what the shop adds."""
        data = self.cleaned_data
        reason = "" if data["reason"] == "other" else str(REASONS[data["reason"]])
        return ". ".join(part for part in (reason, data["note"]) if part)[:300]


class ShipForm(forms.Form):
    """The courier and its tracking number; a shop that delivers itself needs neither."""

    courier = Text(label=gettext_lazy("Courier"), max_length=60, widget=forms.TextInput({"list": "kurir"}))
    tracking_number = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9 ./-]{4,59}$",
        label=gettext_lazy("Tracking number"),
        error_messages={
            "invalid": gettext_lazy("Copy the tracking number from the receipt: letters and digits, at least 5.")
        },
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, order: VendorOrder, **options: Any) -> None:
        super().__init__(*args, **options)
        if order.shipping_kind == "own_delivery":
            self.fields["courier"].required = self.fields["tracking_number"].required = False
            self.fields["courier"].label = pgettext_lazy("who brings a parcel", "Delivered by")


class CodeForm(forms.Form):
    code = forms.RegexField(
        r"^[0-9]{6}$",
        label=gettext_lazy("Pick-up code"),
        error_messages={"invalid": gettext_lazy("The code has 6 digits.")},
        help_text=gettext_lazy("The buyer shows it on the phone."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code", "size": 6}),
    )


class HolidayForm(forms.Form):
    """From-to, both days included; both empty means no holiday."""

    start = forms.DateField(
        label=gettext_lazy("Holiday from"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("Holiday until"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    seen_start = forms.DateField(required=False, widget=forms.HiddenInput)
    seen_until = forms.DateField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, until = data.get("start"), data.get("until")
        if self.errors:
            return data
        if bool(start) != bool(until):
            self.add_error("until" if start else "start", _("Enter both days, or leave both empty."))
        elif start and start > until:
            self.add_error("until", _("The last day is before the first."))
        elif until and until < timezone.localdate():
            self.add_error("until", _("This day has passed."))
        return data
