"""The one page of checkout as one form: address, a way of shipping per shop, payment, and what the shopper was shown."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from phonenumber_field.formfields import PhoneNumberField

from marketplace import money
from marketplace.front.forms import Pick, Picks
from marketplace.payments.models import Payment
from marketplace.regions import directory
from marketplace.regions.models import Region
from marketplace.shop.checkout.placement import Address, Wish
from marketplace.shop.checkout.quoting import BasketQuote, Group
from vendors.shipping import Quote


class CheckoutForm(forms.Form):
    """`quote` gives the shops and their ways of shipping, as they are at this moment."""

    name = forms.CharField(
        label=lazy("Full name"), max_length=100, widget=forms.TextInput({"autocomplete": "name"})
    )
    phone = PhoneNumberField(
        label=lazy("WhatsApp number"),
        region="ID",
        help_text=lazy("The courier calls this number."),
        error_messages={"invalid": lazy("Mobile numbers start with 08 or +62, 10–13 digits.")},
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=lazy("Email"),
        help_text=lazy("We send the order and its status here."),
        error_messages={"invalid": lazy("Incomplete email, e.g. name@example.id")},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    province = forms.ChoiceField(label=lazy("Province"), initial=directory.JAMBI)
    district = forms.ChoiceField(label=lazy("District"))
    street = forms.CharField(
        label=lazy("Street and house number"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )
    landmark = forms.CharField(label=lazy("Landmark"), max_length=100, required=False)
    postcode = forms.RegexField(
        r"^[1-9][0-9]{4}$",
        label=lazy("Postcode"),
        required=False,
        error_messages={"invalid": lazy("A postcode has 5 digits.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    method = forms.ChoiceField(
        label=lazy("Payment"), widget=Picks, initial=Payment.Method.BANK_TRANSFER
    )
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    seen_total = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**14)

    def __init__(self, *args: Any, quote: BasketQuote, province: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quote = quote
        self._offer("province", directory.provinces())
        self._offer("district", [("", _("Choose your district")), *directory.districts(province)])
        self._offer("method", payment_choices())
        for group in quote.groups:
            self._add_group(group)

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _add_group(self, group: Group) -> None:
        self.fields[f"ship_{group.vendor.pk}"] = forms.ChoiceField(
            label=_("Shipping"),
            choices=[(option.code, as_pick(option)) for option in group.options],
            initial=group.chosen.code if group.chosen else None,
            widget=Picks,
        )
        self.fields[f"note_{group.vendor.pk}"] = forms.CharField(
            label=_("Note to seller"), max_length=200, required=False, widget=forms.Textarea({"rows": 2})
        )

    @property
    def groups(self) -> list[tuple[Group, forms.BoundField, forms.BoundField]]:
        """Each shop with its shipping and note fields, for the template."""
        return [(g, self[f"ship_{g.vendor.pk}"], self[f"note_{g.vendor.pk}"]) for g in self.quote.groups]

    def clean_district(self) -> Region:
        district = directory.find_district(self.cleaned_data["district"])
        if district is None:
            raise forms.ValidationError(_("Choose your district."))
        return district

    def wish(self, user: Any) -> Wish:
        """What a valid form asks for."""
        data = self.cleaned_data
        address = Address(
            name=data["name"],
            phone=str(data["phone"]),
            street=data["street"],
            landmark=data["landmark"],
            postcode=data["postcode"] or data["district"].postcode,
            district=data["district"],
        )
        vendors = [group.vendor.pk for group in self.quote.groups]
        return Wish(
            key=data["key"],
            seen_total=data["seen_total"],
            email=data["email"],
            address=address,
            method=data["method"],
            choices={pk: data[f"ship_{pk}"] for pk in vendors},
            notes={pk: data[f"note_{pk}"] for pk in vendors},
            language=get_language() or "id",
            user=user if user.is_authenticated else None,
        )


def payment_choices() -> list[tuple[str, Pick]]:
    return [
        (
            Payment.Method.BANK_TRANSFER,
            Pick(_("Bank transfer"), line=_("Next you see the account number and the total with its unique code.")),
        ),
        (
            Payment.Method.STRIPE,
            Pick(_("Debit/credit card"), line=_("You go to the secure payment page and come back here.")),
        ),
    ]


def as_pick(option: Quote) -> Pick:
    cost = money.shown(option.charge) if option.charge else _("Free")
    if not option.available:
        return Pick(option.name, off=option.reason)
    days = _("%(from)d–%(to)d days") % {"from": option.days_min, "to": option.days_max}
    return Pick(option.name, cost, option.place or days)
