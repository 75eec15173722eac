"""The picture that a chat shows under a link: 1200 x 630, photo left, name and price right, in the colours of the house."""

import hashlib
import unicodedata
from dataclasses import astuple, dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError

from marketplace import money

SIZE = (1200, 630)
FOLDER = "foto/bagikan"
HEAVIEST = 300_000  # bytes; WhatsApp leaves out pictures above
DRAWING = 1  # raise it when the drawing changes, so that every address changes

FONTS = Path(__file__).parent / "fonts"
PAPER, SAND, INK, SOFT, BRAND, GOLD = "#fdfcf9", "#f4f1e9", "#1b2531", "#525c66", "#98212b", "#e0a733"
SIDE, LEFT, RIGHT, EDGE = 606, 650, 1152, 24


@dataclass(frozen=True)
class Subject:
    """What is drawn: a title, the line above it, rupiah or none, and the stored name of a picture or nothing."""

    title: str
    above: str
    price: int | None
    picture: str

    @property
    def stamp(self) -> str:
        """Another one whenever anything that is drawn changes."""
        return hashlib.sha256(repr((DRAWING, *astuple(self))).encode()).hexdigest()[:12]


def kept(place: str, subject: Subject) -> str:
    """The name in storage of the picture, drawn now if nobody asked before; what the same place had before is dropped."""
    folder = f"{FOLDER}/{place}"
    name = f"{folder}/{subject.stamp}.jpg"
    if default_storage.exists(name):
        return name
    for old in default_storage.listdir(folder)[1] if default_storage.exists(folder) else []:
        default_storage.delete(f"{folder}/{old}")
    saved = default_storage.save(name, ContentFile(drawn(subject)))
    if saved != name:  # another process drew the same one meanwhile
        default_storage.delete(saved)
    return name


def drawn(subject: Subject) -> bytes:
    """A JPEG of at most HEAVIEST bytes."""
    picture = Image.new("RGB", SIZE, PAPER)
    picture.paste(_photo(subject.picture), (0, 0))
    _write(ImageDraw.Draw(picture), subject)
    _edge(ImageDraw.Draw(picture))
    for quality in (86, 74, 60, 40):
        out = BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= HEAVIEST:
            break
    return out.getvalue()


def _photo(name: str) -> Image.Image:
    """The photo uncropped on sand; without one, or with one that cannot be read, the seal."""
    ground = Image.new("RGB", (SIDE, SIDE), SAND)
    try:
        with default_storage.open(name) as stored, Image.open(stored) as opened:
            photo = ImageOps.contain(ImageOps.exif_transpose(opened).convert("RGBA"), (SIDE, SIDE))
    except (OSError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return _seal(ground)
    ground.paste(photo, ((SIDE - photo.width) // 2, (SIDE - photo.height) // 2), photo)
    return ground


def _seal(ground: Image.Image) -> Image.Image:
    """A tampuk manggis: eight petals in a scalloped ring."""
    big = Image.new("L", (SIDE * 2, SIDE * 2))
    petal = Image.new("L", big.size)
    ImageDraw.Draw(petal).ellipse((SIDE - 46, SIDE - 290, SIDE + 46, SIDE - 70), fill=255)
    ImageDraw.Draw(petal).ellipse((SIDE - 66, SIDE - 460, SIDE + 66, SIDE - 330), outline=255, width=14)
    for turn in range(8):
        turned = petal.rotate(turn * 45)
        big.paste(turned, (0, 0), turned)
    mask = big.resize((SIDE, SIDE), Image.Resampling.LANCZOS).point(lambda value: int(value * 0.55))
    ground.paste(Image.new("RGB", (SIDE, SIDE), "#857b6b"), (0, 0), mask)
    return ground


def _write(draw: ImageDraw.ImageDraw, subject: Subject) -> None:
    width, top = RIGHT - LEFT, 64
    small, title = _font("sans", 28, 500), _fitting(_plain(subject.title), width)
    draw.text((LEFT, top), _cut(_plain(subject.above), small, width), SOFT, small)
    top += 54
    for line in _lines(_plain(subject.title), title, width):
        draw.text((LEFT, top), line, INK, title)
        top += int(title.size * 1.18)
    if subject.price is not None:
        draw.text((LEFT, top + 26), money.shown(subject.price), BRAND, _font("sans", 56, 700))
    draw.text((LEFT, SIDE - 74), "Pasar Jambi", BRAND, _font("serif", 34))


def _edge(draw: ImageDraw.ImageDraw) -> None:
    """The cloth's edge along the foot: red triangles with gold hearts."""
    draw.rectangle((0, SIZE[1] - EDGE, SIZE[0], SIZE[1]), fill=PAPER)
    for x in range(0, SIZE[0], EDGE):
        foot = SIZE[1]
        draw.polygon([(x, foot), (x + EDGE // 2, foot - EDGE + 2), (x + EDGE, foot)], fill=BRAND)
        draw.polygon([(x + 8, foot), (x + EDGE // 2, foot - 9), (x + EDGE - 8, foot)], fill=GOLD)


def _fitting(text: str, width: int) -> ImageFont.FreeTypeFont:
    """The largest size in which a title stays within four lines; the smallest one cuts it there."""
    for size in (60, 52, 46, 40):
        if len(_wrapped(text, _font("serif", size), width)) <= 4:
            return _font("serif", size)
    return _font("serif", 36)


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = _wrapped(text, font, width)
    return lines if len(lines) <= 5 else [*lines[:4], _cut(" ".join(lines[4:]), font, width)]


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = _cut(longer, font, width)
        else:
            lines.append(_cut(word, font, width))
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _plain(text: str) -> str:
    """Letters that the fonts have: accents are taken off, what remains unknown is left out."""
    bare = "".join(one if one in "é–—…“”‘’" else unicodedata.normalize("NFKD", one) for one in text)
    return " ".join("".join(one for one in bare if " " <= one <= "~" or one in "é–—…“”‘’").split())


@lru_cache(maxsize=32)
def _font(kind: str, size: int, weight: int = 400) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FONTS / {"serif": "young-serif.ttf", "sans": "jakarta.ttf"}[kind]), size)
    if kind == "sans":
        font.set_variation_by_axes([weight])
    return font
