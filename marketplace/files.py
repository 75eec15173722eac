"""Files that are kept whole or not at all."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext as _


class WholeFiles(FileSystemStorage):
    """Files in a folder. A disk that is full or away leaves no half file."""

    def _save(self, name: str, content: Any) -> str:
        """Raises ValidationError, in the reader's language, when the file cannot be written."""
        try:
            return super()._save(name, content)  # type: ignore[misc]  # the stubs leave it out
        except OSError as error:
            self.delete(name)
            raise ValidationError(_("The file cannot be kept right now. Try again later."), code="full") from error
