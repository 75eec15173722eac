"""What goes into a message: typed values that are kept as JSON and written out in the language of whoever reads.

Every value is shown as text, on one line. Characters that control the page or turn its direction are dropped, so a name
cannot forge a line, a header or the order of the words around it; letters of right-to-left scripts and emoji stay.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation

from marketplace.front import formats

_LONGEST = 600
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Rupiah:
    """Whole rupiah, shown as `Rp 25.000`."""

    amount: int


@dataclass(frozen=True)
class Phrase:
    """Words of ours, translated when they are shown. `parts` fills the named gaps; a list is joined with "and"."""

    msgid: str
    parts: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Count:
    """A number of things, such as `3 toko`; `one` and `many` are msgids with a gap `{n}`."""

    one: str
    many: str
    n: int


@dataclass(frozen=True)
class Bilingual:
    """What others wrote, in their words and in English; readers of English get the English."""

    own: str
    english: str


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Mark the two forms of a count for the catalogues; they are translated when they are read."""
    return one, many


Value = str | Rupiah | Phrase | Count | Bilingual | date | datetime
Values = Mapping[str, Value]


def phrase(msgid: str, **parts: Any) -> Phrase:
    return Phrase(msgid, tuple(sorted(parts.items())))


def shown(value: Value, language: str) -> str:
    """The value as one line of text in a language."""
    with translation.override(language):
        return clean(_written(value))


def clean(text: str) -> str:
    """One line of harmless text, at most 600 characters: no line breaks, control or direction characters."""
    printable = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in str(text))
    spaced = re.sub(r"[ \t]+", " ", _DIRECTION.sub("", printable)).strip()
    return spaced if len(spaced) <= _LONGEST else spaced[: _LONGEST - 1] + "…"


def _written(value: Value) -> str:
    match value:
        case Rupiah(amount):
            return formats.rupiah(amount)
        case Count(one, many, n):
            return translation.ngettext(one, many, n).format(n=formats.number(n))
        case Phrase(msgid, parts):
            return translation.gettext(msgid).format(**{name: _part(part) for name, part in parts})
        case Bilingual(own, english):
            return english if (translation.get_language() or "id").startswith("en") else own
        case datetime():
            return formats.wib(value)
        case date():
            return formats.day(value)
    return str(value)


def _part(part: Any) -> str:
    return together(part) if isinstance(part, list | tuple) else _written(part)


def together(names: list[str] | tuple[str, ...]) -> str:
    """`A`, `A dan B`, `A, B, dan C` in the active language."""
    if len(names) < 2:
        return "".join(names)
    if len(names) == 2:
        return translation.gettext("{first} and {last}").format(first=names[0], last=names[1])
    return translation.gettext("{first}, and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def packed(values: Values) -> dict[str, Any]:
    """The values as JSON can hold them."""
    return {name: _packed(value) for name, value in values.items()}


def unpacked(stored: Mapping[str, Any]) -> dict[str, Value]:
    """The values of a JSON column, as they were."""
    return {name: _unpacked(value) for name, value in stored.items()}


def _packed(value: Value) -> Any:
    match value:
        case Rupiah(amount):
            return {"rupiah": int(amount)}
        case Count(one, many, n):
            return {"one": one, "many": many, "n": n}
        case Phrase(msgid, parts):
            return {"phrase": msgid, "parts": [[name, _packed_part(part)] for name, part in parts]}
        case Bilingual(own, english):
            return {"own": own, "english": english}
        case datetime():
            return {"at": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
    return str(value)


def _packed_part(part: Any) -> Any:
    return list(part) if isinstance(part, list | tuple) else _packed(part)


def _unpacked(stored: Any) -> Any:
    match stored:
        case {"rupiah": amount}:
            return Rupiah(amount)
        case {"one": one, "many": many, "n": n}:
            return Count(one, many, n)
        case {"phrase": msgid, "parts": parts}:
            return Phrase(msgid, tuple((name, _unpacked(part)) for name, part in parts))
        case {"own": own, "english": english}:
            return Bilingual(own, english)
        case {"at": moment}:
            return datetime.fromisoformat(moment)
        case {"day": day}:
            return date.fromisoformat(day)
    return stored
