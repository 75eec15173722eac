"""What strangers upload: only real pictures come through, small, upright, and without a word about where they were taken."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from marketplace import pictures

JAMBI = {1: "S", 2: (1.0, 36.0, 0.0), 3: "E", 4: (103.0, 37.0, 0.0)}


def upload(content: bytes, name: str = "foto.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def drawn(form: str, size: tuple[int, int] = (800, 600), mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, options.pop("colour", 128)).save(out, form, **options)
    return out.getvalue()


def opened(content: Any) -> Image.Image:
    picture = Image.open(io.BytesIO(content.read()))
    picture.load()
    return picture


def png_of(width: int, height: int) -> bytes:
    """A PNG that claims to be huge and holds nothing: its size is told by 24 bytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("a.txt", "a")
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_real_picture_becomes_a_webp_under_a_name_of_ours(form: str) -> None:
    cleaned = pictures.clean_photo(upload(drawn(form), "../../etc/<b>passwd.php"))
    assert opened(cleaned).format == "WEBP"
    assert cleaned.name is not None
    assert len(cleaned.name) == 37
    assert cleaned.name.removesuffix(".webp").isalnum()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("html", b"<!doctype html><script>alert(1)</script>"),
        ("zip", zipped()),
        ("pdf", b"%PDF-1.7\n%%EOF"),
        ("gif", drawn("GIF", mode="P")),
        ("tiff", drawn("TIFF")),
        ("bmp", drawn("BMP")),
        ("postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n"),
        ("cut off", drawn("JPEG", size=(2000, 2000), colour=77)[:400]),
        ("header alone", b"\x89PNG\r\n\x1a\n"),
        ("noise", bytes(range(256)) * 40),
        ("empty", b""),
    ],
)
def test_anything_else_named_png_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        pictures.clean_photo(upload(content))
    assert refused.value.code == "no_picture"


def test_what_hides_behind_a_picture_does_not_come_along() -> None:
    polyglot = drawn("PNG") + b"<script>alert(1)</script>" + zipped()
    content = pictures.clean_photo(upload(polyglot)).read()
    assert b"script" not in content
    assert b"PK\x03\x04" not in content


def test_place_and_camera_are_forgotten_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held sideways
    exif[0x010F] = "Kamera Rahasia"
    exif[0x8825] = JAMBI
    sideways = drawn("JPEG", size=(800, 400), exif=exif, comment=b"rumah saya")
    cleaned = pictures.clean_photo(upload(sideways, "a.jpg"))
    raw = cleaned.read()
    picture = Image.open(io.BytesIO(raw))
    assert picture.size == (400, 800)
    assert dict(picture.getexif()) == {}
    assert set(picture.info) <= {"loop", "background", "timestamp", "duration"}
    for trace in (b"Exif", b"Kamera", b"rumah"):
        assert trace not in raw


@pytest.mark.parametrize(
    ("size", "becomes"), [((4000, 3000), (1600, 1200)), ((3000, 4500), (1067, 1600)), ((300, 200), (300, 200))]
)
def test_the_longest_side_is_1600(size: tuple[int, int], becomes: tuple[int, int]) -> None:
    assert opened(pictures.clean_photo(upload(drawn("JPEG", size=size)))).size == becomes


@pytest.mark.parametrize(
    ("mode", "form"), [("RGBA", "PNG"), ("LA", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG"), ("1", "PNG"), ("I;16", "PNG")]
)
def test_every_kind_of_pixel_is_understood(mode: str, form: str) -> None:
    colour = {"RGBA": (0, 0, 0, 0), "LA": (0, 0), "CMYK": (0, 0, 0, 0)}.get(mode, 1)
    assert opened(pictures.clean_photo(upload(drawn(form, mode=mode, colour=colour)))).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    clear = drawn("PNG", mode="RGBA", colour=(0, 0, 0, 0))
    assert opened(pictures.clean_photo(upload(clear))).getpixel((10, 10)) == (255, 255, 255)


def test_a_palette_with_a_transparent_colour_becomes_white() -> None:
    clear = drawn("PNG", mode="P", colour=0, transparency=0)
    assert opened(pictures.clean_photo(upload(clear))).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("size", "code"),
    [((5000, 5001), "large"), ((5000, 6000), "large"), ((60_000, 60_000), "no_picture"), ((65_535, 400), "large")],
)
def test_a_bomb_is_refused_by_its_header_and_memory_stays_flat(size: tuple[int, int], code: str) -> None:
    bomb = upload(png_of(*size))
    tracemalloc.start()
    with pytest.raises(ValidationError) as refused:
        pictures.clean_photo(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.code == code
    assert peak < 1_000_000


def test_25_megapixels_are_allowed() -> None:
    assert opened(pictures.clean_photo(upload(drawn("PNG", size=(5000, 5000), mode="L")))).size == (1600, 1600)


def test_a_file_of_12_megabytes_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(ValidationError) as refused:
        pictures.clean_photo(upload(drawn("JPEG") + b"\0" * 12_000_000))
    assert refused.value.code == "heavy"
    assert "12 MB" in refused.value.message
    assert "10" in refused.value.message


def test_a_slip_may_be_a_pdf_or_a_picture() -> None:
    pdf = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"
    kept = pictures.clean_slip(upload(pdf, "bukti.pdf"))
    assert (kept.read(), str(kept.name).endswith(".pdf")) == (pdf, True)
    assert opened(pictures.clean_slip(upload(drawn("PNG"), "bukti.png"))).format == "WEBP"


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b" %PDF-1.7", drawn("WEBP"), zipped(), b"GIF89a"],
    ids=["empty", "html", "late", "webp", "zip", "gif"],
)
def test_a_slip_may_be_nothing_else(content: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        pictures.clean_slip(upload(content, "bukti.pdf"))
    assert refused.value.code == "no_picture"


def test_a_slip_of_12_megabytes_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        pictures.clean_slip(upload(b"%PDF-" + b"\0" * 12_000_000, "bukti.pdf"))
    assert refused.value.code == "heavy"
