"""Photos of reviews, under names of ours; nothing of the original file is kept (see `marketplace.pictures`)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "ulasan"


def keep(files: Iterable[ContentFile]) -> list[str]:
    """Store cleaned photos: all or none. Returns their names. Raises ValidationError when the disk refuses one."""
    names: list[str] = []
    try:
        for file in files:
            names.append(default_storage.save(f"{FOLDER}/{file.name}", file))
    except ValidationError:
        drop(names)
        raise
    return names


def drop(names: Iterable[str]) -> None:
    """Remove photos that no review shows any more."""
    for name in names:
        default_storage.delete(name)
