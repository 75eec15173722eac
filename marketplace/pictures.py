"""What strangers upload: looked at before it is decoded, decoded small, and written anew without anything of the original."""

import io
import uuid
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

LONGEST_SIDE = 1600  # pixels
PHOTO_FORMATS = ("JPEG", "PNG", "WEBP")
SLIP_FORMATS = ("JPEG", "PNG")
_BYTES_PER_MEGABYTE = 1024 * 1024
_QUALITY = 82


def clean_photo(file: Any) -> ContentFile:
    """An uploaded JPG, PNG or WebP as a new WebP: upright, at most 1600 px, sRGB, without metadata, under a name of ours.

    Raises ValidationError, in the reader's language, for anything else, for more than `UPLOAD_MAX_BYTES` and for
    more than `UPLOAD_MAX_PIXELS`. Both limits are asked before a single pixel is decoded.
    """
    return _rewritten(file, PHOTO_FORMATS, _("This is not a photo. Use JPG, PNG or WebP."))


def clean_slip(file: Any) -> ContentFile:
    """A proof of transfer: a PDF as it is, a JPG or PNG like any photo. Raises ValidationError for anything else."""
    refusal = _("Use PDF, JPG or PNG.")
    _refuse_if_heavy(file)
    file.seek(0)
    if file.read(5) != b"%PDF-":
        return _rewritten(file, SLIP_FORMATS, refusal)
    file.seek(0)
    return ContentFile(file.read(), name=f"{uuid.uuid4().hex}.pdf")


def _rewritten(file: Any, formats: tuple[str, ...], refusal: str) -> ContentFile:
    _refuse_if_heavy(file)
    try:
        with _opened(file, formats) as picture:
            _refuse_if_large(picture)
            return ContentFile(_encoded(_upright(picture)), name=f"{uuid.uuid4().hex}.webp")
    except ValidationError:
        raise
    except Exception as broken:  # Pillow raises whatever a crafted file makes it trip over.
        raise ValidationError(refusal, code="no_picture") from broken


def _opened(file: BinaryIO, formats: tuple[str, ...]) -> Image.Image:
    file.seek(0)
    return Image.open(file, formats=formats)


def _refuse_if_heavy(file: Any) -> None:
    if file.size > settings.UPLOAD_MAX_BYTES:
        size = -(-file.size // _BYTES_PER_MEGABYTE)
        limit = settings.UPLOAD_MAX_BYTES // _BYTES_PER_MEGABYTE
        raise ValidationError(
            _("The file has {size} MB, the limit is {max} MB.").format(size=size, max=limit), code="heavy"
        )


def _refuse_if_large(picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    if pixels > settings.UPLOAD_MAX_PIXELS:
        size, limit = -(-pixels // 1_000_000), settings.UPLOAD_MAX_PIXELS // 1_000_000
        raise ValidationError(
            _("The photo has {size} megapixels, the limit is {max}.").format(size=size, max=limit), code="large"
        )


def _upright(picture: Image.Image) -> Image.Image:
    """The first frame, turned as the camera held it, in sRGB on white, within the longest side."""
    profile = picture.info.get("icc_profile")
    if picture.mode == "P":
        picture = picture.convert("RGBA")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # tells a JPEG to decode near this size, so memory stays small
    turned = ImageOps.exif_transpose(picture)
    return _on_white(_in_srgb(turned, profile) if profile else turned)


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    if picture.mode != "RGB":
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return picture  # a broken profile spoils a shade, not the photo
    return converted or picture


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    ground = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(ground, layer).convert("RGB")


def _encoded(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    bare = Image.frombytes(
        picture.mode, picture.size, picture.tobytes()
    )  # no EXIF, GPS, profile or comment comes along
    bare.save(target, "WEBP", quality=_QUALITY, method=4)
    return target.getvalue()
