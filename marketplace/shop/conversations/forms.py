from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.front.uploads import PhotosField
from marketplace.shop.conversations import talking
from marketplace.shop.conversations.models import Report


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("Your message"),
        max_length=talking.LONGEST,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
        error_messages={"max_length": _("At most %(limit_value)d characters.")},
    )
    photos = PhotosField(
        label=_("Photos"),
        most=talking.MOST_PHOTOS,
        required=False,
        help_text=_("Up to 3, JPG, PNG or WebP."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs.pop("maxlength", None)  # a browser that cuts a pasted text says nothing


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong?"), choices=Report.Reason.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note to PLUT"), max_length=300, required=False, widget=forms.Textarea({"rows": 3}))
