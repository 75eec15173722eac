"""Page addresses that belong to the shop: a page with one of them would be hidden behind it, or hide it."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import URLResolver, get_resolver

# Pages of text that the frame and forms of the shop lead to, by the names of their addresses. Editors own their words.
TEXTS = {
    "about": "tentang-plut",
    "how_to_buy": "cara-belanja",
    "delivery": "pengiriman",
    "returns": "pengembalian",
    "terms": "syarat-dan-ketentuan",
    "privacy": "kebijakan-privasi",
    "sell": "jadi-penjual",
}


@cache
def reserved() -> frozenset[str]:
    """The first part of every address of the site, of its files, and the codes of its languages."""
    names = {code for code, _name in settings.LANGUAGES}
    names |= {_first_part(settings.MEDIA_URL), _first_part(settings.STATIC_URL)}
    names |= {_first_part(str(entry.pattern)) for entry in _at_the_root(get_resolver().url_patterns)}
    return frozenset(names - {"", *TEXTS.values()})


def _at_the_root(entries: list[Any]) -> Iterator[Any]:
    """Entries that begin an address: those inside an include without a path of its own count as well."""
    for entry in entries:
        if isinstance(entry, URLResolver) and not str(entry.pattern):
            yield from _at_the_root(entry.url_patterns)
        else:
            yield entry


def _first_part(pattern: str) -> str:
    part = pattern.lstrip("^/").split("/")[0]
    return part if part.replace("-", "").replace("_", "").isalnum() else ""
