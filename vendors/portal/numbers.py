"""Numbers as people type them here: `25.000`, `25rb`, `Rp 25.000`. Only 0-9 count as digits."""

import re
from decimal import Decimal

_PREFIX = re.compile(r"^(?:rp|idr)\.?\s*", re.IGNORECASE)
_SHORT = re.compile(r"^([0-9]{1,9})(?:[.,]([0-9]{1,3}))?\s*(rb|ribu|k|jt|juta)$", re.IGNORECASE)
_PLAIN = re.compile(r"^[0-9]{1,15}$")
_GROUPED = re.compile(r"^[0-9]{1,3}(?:([. ,\u00a0])[0-9]{3})(?:\1[0-9]{3})*$")
_SEN = re.compile(r",(?:00|-)$")
_TIMES = {"rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}


class NotANumber(ValueError):
    """What was typed is no whole number of 0-9, however generously read."""


def rupiah(text: str) -> int:
    """Whole rupiah from `25000`, `25.000`, `Rp25.000`, `Rp 25.000,00`, `25rb`, `12,5 ribu` or `1,5jt`. Raises NotANumber."""
    bare = _PREFIX.sub("", text.strip(), count=1)
    short = _SHORT.match(bare)
    if short:
        amount = Decimal(f"{short[1]}.{short[2] or 0}") * _TIMES[short[3].lower()]
        if amount != int(amount):
            raise NotANumber(text)
        return int(amount)
    return whole(_SEN.sub("", bare))


def whole(text: str) -> int:
    """A whole number from `1500` or `1.500`. Raises NotANumber for signs, fractions, words and other digits."""
    bare = text.strip()
    if not (_PLAIN.match(bare) or _GROUPED.match(bare)):
        raise NotANumber(text)
    return int(re.sub(r"[^0-9]", "", bare))
