"""Pictures in the few widths that pages use. Addresses are computed, never looked up: a card costs no query.

A stored picture never changes under its name, so `/foto/400/<name>.webp` may be kept for a year. The file behind it is
made when it is first asked for and stays in storage under `foto/`.
"""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

# A card is loaded by the dozen over slow networks: bytes by width.
BIGGEST = {200: 6_000, 400: 12_000}
WIDTHS = (96, 200, 400, 800, 1200)
FOLDERS = ("images/", "shops/", "ulasan/")
PREFIX = "/foto/"


class NoPicture(Exception):
    """There is no picture of this name and width, or the file is not one."""


@dataclass(frozen=True)
class Picture:
    """A stored picture as an `img` element wants it."""

    name: str
    alt: str = ""

    def at(self, width: int) -> str:
        return address(self.name, width)

    @property
    def thumb(self) -> str:
        return self.at(96)

    @property
    def small(self) -> str:
        return self.at(200)

    @property
    def large(self) -> str:
        return self.at(800)

    @property
    def full(self) -> str:
        return self.at(1200)

    @property
    def card_srcset(self) -> str:
        return srcset(self.name, (200, 400, 800))

    @property
    def page_srcset(self) -> str:
        return srcset(self.name, (400, 800, 1200))


def address(name: str | None, width: int) -> str:
    """Where the picture of this name is served in one of `WIDTHS`; empty for an empty name."""
    return f"{PREFIX}{width}/{_quoted(name)}.webp" if name else ""


@lru_cache(maxsize=4096)
def _quoted(name: str) -> str:
    return quote(name)


def srcset(name: str | None, widths: tuple[int, ...]) -> str:
    return ", ".join(f"{address(name, width)} {width}w" for width in widths) if name else ""


def webp(name: str, width: int) -> str:
    """The name in storage of a picture in this width, made now if nobody asked before. Raises NoPicture."""
    if width not in WIDTHS or not name.startswith(FOLDERS):
        raise NoPicture(name)
    made = f"foto/{width}/{name}.webp"
    try:
        if not default_storage.exists(made):
            _keep(made, _shrunk(name, width))
    except (
        SuspiciousFileOperation,
        FileNotFoundError,
        IsADirectoryError,
        NotADirectoryError,
        ValidationError,
    ) as error:
        raise NoPicture(name) from error
    return made


def _shrunk(name: str, width: int) -> bytes:
    """The picture fitted into a square of `width` pixels, turned as its camera says, without its metadata."""
    try:
        with default_storage.open(name) as stored, Image.open(stored) as picture:
            if picture.width * picture.height > settings.UPLOAD_MAX_PIXELS:
                raise NoPicture(name)
            turned = ImageOps.exif_transpose(picture)
            turned = turned.convert("RGBA" if "A" in turned.getbands() or "transparency" in turned.info else "RGB")
            turned.thumbnail((width, width), Image.Resampling.LANCZOS)
            return _written(turned, BIGGEST.get(width))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise NoPicture(name) from error


def _written(picture: Image.Image, limit: int | None) -> bytes:
    """As WebP in the usual quality, or in the best of a few lower ones that stays under the limit in bytes."""
    for quality in (settings.THUMBNAIL_QUALITY, 54, 46, 38, 30):
        out = BytesIO()
        picture.save(out, "WEBP", quality=quality, method=4)
        if limit is None or out.tell() <= limit:
            break
    return out.getvalue()


def _keep(made: str, content: bytes) -> None:
    """Store a picture under its own name; a second process that made the same one drops its copy."""
    kept = default_storage.save(made, ContentFile(content))
    if kept != made:
        default_storage.delete(kept)
