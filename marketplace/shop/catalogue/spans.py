"""Spans of time as shops write them, `30 hari` or `2–3 bulan`, in the reader's language."""

import re

from django.utils.translation import get_language, ngettext

_SPAN = re.compile(r"(\d+(?:\s*[-–]\s*\d+)?)\s*(hari|minggu|bulan|tahun)", re.IGNORECASE)


def said(written: str) -> str:
    """The spans in a text of a shop in English where the reader reads English; all else stays as it was written."""
    if (get_language() or "id").startswith("id"):
        return written
    return _SPAN.sub(lambda found: _in_words(found[1], found[2].lower()), written)


def _in_words(number: str, unit: str) -> str:
    many = 1 if number == "1" else 2
    words = {
        "hari": ngettext("{n} day", "{n} days", many),
        "minggu": ngettext("{n} week", "{n} weeks", many),
        "bulan": ngettext("{n} month", "{n} months", many),
        "tahun": ngettext("{n} year", "{n} years", many),
    }
    return words[unit].format(n=number)
