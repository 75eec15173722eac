"""The one page of checkout as one form: address, a way of shipping per shop, payment, and what the shopper was shown."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from marketplace import money
from marketplace.front.forms import Pick, PickField
from marketplace.payments import opening
from marketplace.payments.models import Payment
from marketplace.phones import MobileField
from marketplace.regions import directory
from marketplace.regions.models import Region
from marketplace.shop.basket import words
from marketplace.shop.checkout.placement import Address, Wish
from marketplace.shop.checkout.quoting import BasketQuote, Group
from vendors.shipping import Quote

_ADDRESS = (
    "name",
    "phone",
    "is_gift",
    "buyer_name",
    "buyer_phone",
    "email",
    "province",
    "district",
    "street",
    "landmark",
    "postcode",
)


@dataclass(frozen=True)
class Shop:
    """One shop of the basket as the page shows it."""

    group: Group
    ship: forms.BoundField
    note: forms.BoundField

    @property
    def items(self) -> list[tuple[int, str]]:
        """(pieces, name in the reader's language)."""
        return [(line.quantity, words.name_of(line.product)) for line in self.group.packed.lines]

    @property
    def offers_pickup(self) -> bool:
        return any(option.available for option in self.group.options)


class CheckoutForm(forms.Form):
    """`quote` gives the shops and their ways of shipping, as they are at this moment."""

    name = forms.CharField(label=lazy("Full name"), max_length=100, widget=forms.TextInput({"autocomplete": "name"}))
    phone = MobileField(label=lazy("WhatsApp number"), help_text=lazy("The courier and the shops reach you here."))
    is_gift = forms.BooleanField(
        label=lazy("Send to somebody else"),
        required=False,
        help_text=lazy("Name, number and address on this page are then the recipient’s."),
    )
    buyer_name = forms.CharField(
        label=lazy("Your name"), max_length=100, widget=forms.TextInput({"autocomplete": "off"})
    )
    buyer_phone = MobileField(label=lazy("Your WhatsApp number"))
    email = forms.EmailField(
        label=lazy("Email"),
        max_length=254,
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
    landmark = forms.CharField(
        label=lazy("Landmark"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "placeholder": lazy("e.g. opposite the mosque")}),
    )
    postcode = forms.RegexField(
        r"^[1-9][0-9]{4}$",
        label=lazy("Postcode"),
        required=False,
        error_messages={"invalid": lazy("A postcode has 5 digits.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    keep = forms.BooleanField(label=lazy("Save this address to my account"), required=False)
    method = PickField(label=lazy("Payment"), initial=Payment.Method.BANK_TRANSFER)
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    seen_total = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**14)

    def __init__(self, *args: Any, quote: BasketQuote, province: str, unseen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quote, self.unseen = quote, unseen
        self._offer("province", directory.provinces())
        self._offer("district", [("", _("Choose your district")), *directory.districts(province)])
        self._offer("method", payment_choices(quote))
        for group in quote.groups:
            self._add_group(group)
        own = [name for name in self.fields if name.startswith(("ship_", "note_"))]
        self.order_fields([*_ADDRESS, *own, "method"])

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.error_messages["invalid_choice"] = _("This is no longer offered. Choose another.")

    def _add_group(self, group: Group) -> None:
        self.fields[f"ship_{group.vendor.pk}"] = PickField(
            label=_("shipping from %(shop)s") % {"shop": group.vendor},
            choices=[(option.code, as_pick(option, self.quote.destination)) for option in _usable_first(group.options)],
            initial=group.chosen.code if group.chosen else None,
            # Without a district there is nothing to choose from yet, and the district itself is asked for.
            required=self.quote.destination is not None,
            error_messages={"invalid_choice": _("This is no longer offered. Choose another.")},
        )
        self.fields[f"note_{group.vendor.pk}"] = forms.CharField(
            label=_("Note to %(shop)s") % {"shop": group.vendor},
            max_length=200,
            required=False,
            widget=forms.Textarea({"rows": 2}),
        )

    @property
    def shops(self) -> "list[Shop]":
        """Each shop with its fields, for the template."""
        return [Shop(g, self[f"ship_{g.vendor.pk}"], self[f"note_{g.vendor.pk}"]) for g in self.quote.groups]

    @property
    def has_notes(self) -> bool:
        return any(shop.note.value() or shop.note.errors for shop in self.shops)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_district(self) -> Region:
        code, known = self.cleaned_data["district"], self.quote.destination
        district = known if known and known.code == code else directory.find_district(code)
        if district is None:
            raise forms.ValidationError(_("Choose your district."))
        return district

    def clean(self) -> dict[str, Any]:
        """What the reader cannot see is not marked as a field, but said: an old or altered page, shipping just worked out."""
        self._check_giver()
        altered = [self.errors.pop(name) for name in ("key", "seen_total") if name in self.errors]
        if altered:
            self.add_error(None, _("This page was out of date. Check the total, then place the order."))
        elif self.unseen and "district" in self.cleaned_data:
            self.add_error(None, _("Shipping has been worked out. Check the total, then place the order."))
        return self.cleaned_data

    def _check_giver(self) -> None:
        """Only a gift asks for its buyer; what was typed into the two fields and hidden again is forgotten."""
        if not self.cleaned_data.get("is_gift"):
            for name in ("buyer_name", "buyer_phone"):
                self.errors.pop(name, None)
                self.cleaned_data[name] = ""

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
            buyer_name=data["buyer_name"],
            buyer_phone=str(data["buyer_phone"]),
        )


def payment_choices(quote: BasketQuote) -> list[tuple[str, Pick]]:
    transfer = _("Next you get the account number and the total with its unique code. Pay within 24 hours.")
    card = _("You go to the secure payment page and come back here.")
    return [
        (Payment.Method.BANK_TRANSFER, Pick(_("Bank transfer"), line=transfer)),
        (Payment.Method.STRIPE, Pick(_("Debit/credit card"), line=card, off=_why_no_card(quote))),
    ]


def _why_no_card(quote: BasketQuote) -> str:
    """Empty while shipping is open: it may still lift the total over the least a card can pay."""
    try:
        opening.check_method(Payment.Method.STRIPE, quote.total)
    except opening.CannotPayBy as error:
        return str(error) if quote.complete else ""
    return ""


def _usable_first(options: list[Quote]) -> list[Quote]:
    return sorted(options, key=lambda option: not option.available)


def as_pick(option: Quote, destination: Region | None) -> Pick:
    """One way of shipping as a card. One that does not reach the district says so of itself, not of the whole shop."""
    if not option.available:
        short = _("Does not reach %(district)s.") % {"district": destination} if destination else option.reason
        return Pick(option.said, _("Not available"), off=short)
    cost = money.shown(option.charge) if option.charge else _("Free")
    return Pick(option.said, cost, option.place if option.kind == "pickup" else days(option))


def days(option: Quote) -> str:
    """`2–3 hari`, or `2 hari` when both are the same."""
    if option.days_min < option.days_max:
        return _("%(from)d–%(to)d days") % {"from": option.days_min, "to": option.days_max}
    return ngettext("%(n)d day", "%(n)d days", option.days_max) % {"n": option.days_max}
