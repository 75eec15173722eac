"""What buyers, readers and shops fill in about reviews."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace import pictures
from marketplace.front.forms import Pick, PickField
from marketplace.shop.catalogue.pictures import Picture
from marketplace.shop.reviews.models import ASPECTS, LONGEST_ANSWER, LONGEST_TEXT, MOST_PHOTOS, Review, ReviewReport
from marketplace.shop.reviews.writing import Draft

WORDS = {
    1: gettext_lazy("Bad"),
    2: gettext_lazy("Poor"),
    3: gettext_lazy("Fair"),
    4: gettext_lazy("Good"),
    5: gettext_lazy("Very good"),
}
_SIGNS = gettext_lazy("There is a sign in it that cannot be kept. Type it again.")
_KINDS = {"accept": "image/jpeg,image/png,image/webp"}


class Text(forms.CharField):
    """A paragraph, with our words when it cannot be kept. A browser that cuts a pasted text says nothing; we do."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea({"rows": 5}))
        too_long = gettext_lazy("At most %(limit_value)d characters.")
        super().__init__(error_messages={"max_length": too_long, "null_characters_not_allowed": _SIGNS}, **options)
        self.widget.attrs.pop("maxlength", None)


class StarsField(forms.TypedChoiceField):
    """One to five stars as a group of radio buttons; an optional one begins with a way to give none."""

    widget = forms.RadioSelect

    def __init__(self, *, label: Any, required: bool = True) -> None:
        none = [] if required else [("", gettext_lazy("Skip"))]
        choices = none + [(str(stars), word) for stars, word in WORDS.items()]
        invalid = {"invalid_choice": gettext_lazy("Choose one to five stars.")}
        super().__init__(
            label=label, required=required, choices=choices, coerce=int, empty_value=None, error_messages=invalid
        )
        self.template_name = "reviews/stars_field.html"


class ReviewForm(forms.Form):
    """A buyer's review. `review` is None for a new one; `first_name` is what may be shown instead of "Buyer"."""

    stars = StarsField(label=gettext_lazy("Stars for the product"))
    text = Text(
        label=gettext_lazy("Review"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=gettext_lazy("Taste, material, size: what would have helped you to choose?"),
    )
    photo_1 = forms.FileField(label=gettext_lazy("First photo"), required=False, widget=forms.FileInput(_KINDS))
    photo_2 = forms.FileField(label=gettext_lazy("Second photo"), required=False, widget=forms.FileInput(_KINDS))
    photo_3 = forms.FileField(label=gettext_lazy("Third photo"), required=False, widget=forms.FileInput(_KINDS))
    drop = forms.MultipleChoiceField(
        label=gettext_lazy("Photos to remove"), required=False, widget=forms.CheckboxSelectMultiple
    )
    described = StarsField(label=gettext_lazy("As described"), required=False)
    packing = StarsField(label=gettext_lazy("Packing"), required=False)
    speed = StarsField(label=gettext_lazy("Speed"), required=False)
    shown_as = PickField(label=gettext_lazy("Name on the review"))

    def __init__(self, *args: Any, review: Review | None, first_name: str, **options: Any) -> None:
        self.kept = list(review.photos) if review else []
        self.first_name = first_name
        super().__init__(*args, **{**options, "initial": _initial(review, first_name)})
        named = [("name", Pick(first_name))] if first_name else []
        self.fields["shown_as"].choices = [*named, ("buyer", Pick(_("Buyer"), line=_("Your name is not shown.")))]  # type: ignore[attr-defined]
        self.fields["drop"].choices = [(name, name) for name in self.kept]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages.setdefault("empty", _("This file is empty."))

    @property
    def kept_photos(self) -> list[tuple[str, Picture, bool]]:
        """(name, picture, whether it is to go) of what the review shows so far."""
        going = self.data.getlist("drop") if self.is_bound else []  # type: ignore[attr-defined]
        return [(name, Picture(name), name in going) for name in self.kept]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        files = {name: data[name] for name in self.photo_names if data.get(name)}
        left = len([name for name in self.kept if name not in data.get("drop", [])])
        if len(files) + left > MOST_PHOTOS:
            self.add_error(next(iter(files)), _("At most {n} photos. Remove one first.").format(n=MOST_PHOTOS))
        self.photos = [photo for name, file in files.items() if (photo := self._cleaned(name, file))]
        return data

    photo_names = tuple(f"photo_{number}" for number in range(1, MOST_PHOTOS + 1))
    photos: list[ContentFile] = []

    def draft(self, stored: list[str]) -> Draft:
        """The review as it is to be written, with the names of its new photos in storage."""
        data = self.cleaned_data
        kept = [name for name in self.kept if name not in data["drop"]]
        return Draft(
            stars=data["stars"],
            text=data["text"].replace("\r\n", "\n"),
            name=self.first_name if data["shown_as"] == "name" else "",
            photos=kept + stored,
            **{aspect: data[aspect] for aspect in ASPECTS},
        )

    def _cleaned(self, name: str, file: Any) -> ContentFile | None:
        try:
            return pictures.clean_photo(file)
        except ValidationError as refused:
            self.add_error(name, refused)
            return None


class ReportForm(forms.Form):
    """Why a reader reports a review."""

    why = forms.ChoiceField(label=gettext_lazy("Reason"), choices=ReviewReport.Why.choices, widget=forms.RadioSelect)
    note = Text(
        label=gettext_lazy("What is wrong with it?"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )


class AnswerForm(forms.Form):
    answer = Text(label=gettext_lazy("Your reply"), max_length=LONGEST_ANSWER, widget=forms.Textarea({"rows": 5}))


def _initial(review: Review | None, first_name: str) -> dict[str, Any]:
    if review is None:
        return {"shown_as": "name" if first_name else "buyer", **dict.fromkeys(ASPECTS, "")}
    aspects = {aspect: getattr(review, aspect) or "" for aspect in ASPECTS}
    shown_as = "name" if review.name and first_name else "buyer"
    return {"stars": review.stars, "text": review.text, "shown_as": shown_as, **aspects}
