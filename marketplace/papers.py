"""Uploaded papers that only staff may open: streamed from private storage, as a type that cannot run anything."""

from pathlib import PurePath

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

# The ending decides, never what the browser of the uploader claimed. What is not here goes out as bytes to be saved.
PICTURES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


def is_picture(name: str | None) -> bool:
    return PurePath(name or "").suffix.lower() in PICTURES


def sent(file: FieldFile, *, name: str) -> FileResponse:
    """The file under a plain name: a picture is shown, anything else (a PDF) is a download. 404 when it is gone."""
    ending = PurePath(file.name or "").suffix.lower()
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    kind = PICTURES.get(ending) or ("application/pdf" if ending == ".pdf" else "application/octet-stream")
    response = FileResponse(opened, as_attachment=ending not in PICTURES, filename=name + ending, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
