"""What was typed into the search box, made safe to look for."""

import unicodedata

from django.utils.translation import gettext as _

LONGEST = 200
MOST_WORDS = 8


class Unreadable(Exception):
    """The text is no search; `str()` says why in the reader's language."""


def cleaned(typed: str) -> str:
    """The text in one writing, control characters gone, spaces single. Raises Unreadable when it is too long."""
    if len(typed) > LONGEST:
        raise Unreadable(_("This search is too long. Use at most {n} characters.").format(n=LONGEST))
    normal = unicodedata.normalize("NFKC", typed)
    readable = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in normal)
    return " ".join(readable.split())[:LONGEST]


def of(text: str) -> list[str]:
    """The words to look for, each once, the first few."""
    return list(dict.fromkeys(text.casefold().split()))[:MOST_WORDS]
