"""What one side may not pass to the other: phone numbers, e-mail addresses, accounts, links to other sites.

Whoever trades past the marketplace has no protection from it (payment, refund, complaint). Numbers are read as people
write them: with spaces and dots, in full-width or keycap digits, and in words ("nol delapan satu").
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

MASK = "•••••"
PHONE, EMAIL, LINK, ACCOUNT = "phone", "email", "link", "account"
NAMES = {
    PHONE: _("a phone number"),
    EMAIL: _("an email address"),
    LINK: _("a link to another site"),
    ACCOUNT: _("an account number"),
}
# Shorter runs are prices, sizes, house numbers; the shortest Indonesian number has nine digits with its zero.
LEAST_DIGITS = 9
_WORDS = {
    word: str(digit)
    for digit, words in enumerate(
        (
            ("nol", "kosong", "zero"),
            ("satu", "one"),
            ("dua", "two"),
            ("tiga", "three"),
            ("empat", "four"),
            ("lima", "five"),
            ("enam", "six"),
            ("tujuh", "seven"),
            ("delapan", "lapan", "eight"),
            ("sembilan", "nine"),
        )
    )
    for word in words
}
# The letter o stands in for a zero beside digits.
_ZEROS = r"(?<![a-z])o+(?=\d)|(?<=\d)o+(?![a-z])"
_DIGIT = re.compile(rf"\d|{'|'.join(sorted(_WORDS, key=len, reverse=True))}|{_ZEROS}", re.I)
# What may stand between two digits of one number: signs, spaces, line breaks, marks nobody sees.
_BETWEEN = re.compile(r"(?:(?!\d)[\W_]){0,8}")
_AMOUNT = re.compile(r"(?<![\d.])(?:Rp\s?)?[1-9]\d{0,2}(?:\.\d{3})?\.[05]00(?![\d.])", re.I)
_EMAIL = re.compile(
    r"[\w.+%-]+\s*(?:@|\(at\)|\[at\]|\{at\})\s*[\w-]+(?:\s*(?:\.|\(dot\)|\[dot\]|\{dot\}|\bdot\b|\btitik\b)\s*[\w-]+)+"
    r"|[\w.+%-]+@[\w.-]+",
    re.I,
)
_ENDINGS = "com|net|org|id|co|me|link|ly|shop|store|xyz|info|biz|site|online|app|io|gl|to|cc|my|sg"
_LINK = re.compile(
    rf"(?:https?://|www\.)[^\s<>]+"
    rf"|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:{_ENDINGS})\b(?::\d+)?(?:/[^\s<>]*)?"
    rf"|\b[a-z0-9-]+\s*(?:\(dot\)|\[dot\]|\bdot\b|\btitik\b)\s*(?:com|net|org|co\s*(?:\.|titik|dot)\s*id|id)\b",
    re.I,
)


@dataclass(frozen=True)
class Filtered:
    """`shown` is what the other side may read; `kinds` says what was hidden, in a fixed order, empty for nothing."""

    shown: str
    kinds: tuple[str, ...]


def filtered(text: str, allowed: Collection[str] = ()) -> Filtered:
    """The text without contacts. `allowed` are digits that may stand, such as the order's own tracking number."""
    found: set[str] = set()
    for kind, pattern in ((EMAIL, _EMAIL), (LINK, _LINK)):
        text = pattern.sub(partial(_unless_ours, kind, found), text)
    for start, end, digits in reversed(list(_numbers(text))):
        if digits not in allowed:
            found.add(PHONE if digits.startswith(("0", "62", "8")) else ACCOUNT)
            text = text[:start] + MASK + text[end:]
    return Filtered(text, tuple(kind for kind in NAMES if kind in found))


def _unless_ours(kind: str, found: set[str], match: re.Match[str]) -> str:
    if kind == LINK and _host(match[0]) == _host(settings.SITE_URL):
        return match[0]
    found.add(kind)
    return MASK


def _host(address: str) -> str:
    try:
        return urlsplit(address if "//" in address else f"//{address}").netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, digits) of every run of digits long enough to call or to pay to."""
    amounts = [match.span() for match in _AMOUNT.finditer(text)]
    start = end = 0
    digits = ""
    for match in _DIGIT.finditer(text):
        if any(low <= match.start() < high for low, high in amounts):
            continue
        if digits and _BETWEEN.fullmatch(text, end, match.start()) is None:
            if len(digits) >= LEAST_DIGITS:
                yield start, end, digits
            digits = ""
        start = match.start() if not digits else start
        digits, end = digits + _digit(match[0]), match.end()
    if len(digits) >= LEAST_DIGITS:
        yield start, end, digits


def _digit(sign: str) -> str:
    if sign.strip("oO") == "":
        return "0" * len(sign)
    return _WORDS.get(sign.lower()) or str(unicodedata.digit(sign))
