from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from marketplace import money
from marketplace.notices import wording
from marketplace.notices.messages import Message
from marketplace.payments.models import TransferProof
from marketplace.regions.models import Region
from marketplace.shop.conversations.models import Report
from vendors.models import Vendor

_LARGEST = 99_999_999_999


class RupiahFormField(forms.CharField):
    """Whole rupiah as people write it: `25000`, `25.000`, `Rp 25.000`. Cleans to an int above zero."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs)

    def clean(self, value: Any) -> int:
        text = super().clean(value).lower().removeprefix("rp").replace("\u00a0", "").replace(" ", "")
        groups = text.split(".")
        is_grouped = len(groups) == 1 or (len(groups[0]) in (1, 2, 3) and all(len(group) == 3 for group in groups[1:]))
        digits = "".join(groups)
        if not (is_grouped and digits.isascii() and digits.isdigit() and 0 < int(digits) <= _LARGEST):
            raise ValidationError(_("Use digits, for example 25.000."))
        return int(digits)


class TransferForm(forms.Form):
    """The amount as the bank statement has it. Another than expected is asked about once, since it goes back."""

    amount = RupiahFormField(label=_("Amount on the bank statement"))
    is_sure = forms.BooleanField(label=_("The amount is right as I wrote it"), required=False)

    def __init__(self, *args: Any, expected: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        amount = data.get("amount")
        if amount and amount != self.expected and not data.get("is_sure"):
            self.asks = True
            raise ValidationError(
                _("Expected is %(expected)s, difference %(difference)s. This money would go back to the buyer."),
                params={"expected": money.shown(self.expected), "difference": money.shown(amount - self.expected)},
            )
        return data

    asks = False


class AskProofForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why"), choices=TransferProof.Refusal.choices)


class RefundForm(forms.Form):
    reference = forms.CharField(
        label=_("Reference of your transfer"),
        max_length=100,
        help_text=_("The bank's reference number. It proves later that the money was sent."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=300, required=False, strip=True)


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Whoever complained reads this word for word, by mail and under the ticket number."),
    )


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Report.Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note to both sides"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Buyer and seller read this word for word."),
    )


class WordingForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=150)
    body = forms.CharField(label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: Any, message: Message, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.message = message

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            wording.check(self.message, data["subject"], data["body"])
        return data


class DistrictChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, district: Region) -> str:
        return f"{district.name}, {district.parent.name if district.parent else ''}"


class NewVendorForm(forms.ModelForm):
    """A shop and its owner. The shop's address on the site is made from its name when left empty."""

    owner_name = forms.CharField(label=_("Owner's full name"), max_length=255)
    owner_email = forms.EmailField(
        label=_("Owner's email"), help_text=_("The owner gets an invitation there and chooses a password.")
    )
    district = DistrictChoiceField(
        label=_("District"),
        queryset=Region.objects.filter(level=Region.Level.DISTRICT, code__startswith="15.").select_related("parent"),
    )

    class Meta:
        model = Vendor
        fields = ["name", "slug", "kind", "cooperative_number", "phone", "district", "street", "village", "postcode"]
        help_texts = {
            "slug": _("Part of the shop's link. Empty: made from the name."),
            "phone": _("Starts with 08 or +62."),
            "cooperative_number": _("For cooperatives only."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["postcode"].widget.attrs.update(inputmode="numeric")

    def clean_postcode(self) -> str:
        postcode = self.cleaned_data["postcode"]
        if len(postcode) != 5 or not (postcode.isascii() and postcode.isdigit()):
            raise ValidationError(_("A postcode has 5 digits."))
        return postcode

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("slug") and "slug" not in self.errors and data.get("name"):
            data["slug"] = _free_slug(data["name"])
            self.instance.slug = data["slug"]
        return data

    def save(self, commit: bool = False) -> Vendor:
        vendor = super().save(commit=False)
        vendor.email = self.cleaned_data["owner_email"]
        return vendor


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:50] or "toko"
    taken = set(Vendor.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in (wanted, *(f"{wanted}-{n}" for n in range(2, 10_000))) if slug not in taken)
