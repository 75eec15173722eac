"""Several photos in one field of a form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from marketplace import pictures


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos in one field. Cleans to new files, safe to keep; one error for each file that is refused."""

    widget = PhotosInput

    def __init__(self, *, most: int, **options: Any) -> None:
        self.most = most
        super().__init__(**options)
        self.widget.attrs.update({"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> list[ContentFile]:
        files = [file for file in (data if isinstance(data, list) else [data]) if file]
        if not files:
            super().clean(None, initial)
            return []
        if len(files) > self.most:
            raise ValidationError(_("At most {max} photos.").format(max=self.most), code="many")
        return self._cleaned(files)

    def _cleaned(self, files: list[Any]) -> list[ContentFile]:
        photos, refused = [], []
        for file in files:
            try:
                photos.append(pictures.clean_photo(file))
            except ValidationError as error:
                refused.append(f"{file.name[:40]}: {error.message}")
        if refused:
            raise ValidationError(refused)
        return photos
