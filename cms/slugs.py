"""Page addresses that belong to the shop: a page with one of them would be hidden behind it, or hide it."""

from functools import cache

from django.conf import settings
from django.urls import URLResolver, get_resolver


@cache
def reserved() -> frozenset[str]:
    """The first part of every address of the site, and the codes of its languages."""
    names = {code for code, _name in settings.LANGUAGES}
    for entry in get_resolver().url_patterns:
        inner = entry.url_patterns if isinstance(entry, URLResolver) and not str(entry.pattern) else [entry]
        names |= {_first_part(str(found.pattern)) for found in inner}
        names |= {_first_part(str(deeper.pattern)) for found in inner for deeper in _nameless(found)}
    return frozenset(names - {""})


def _nameless(entry: object) -> list:
    return entry.url_patterns if isinstance(entry, URLResolver) and not str(entry.pattern) else []


def _first_part(pattern: str) -> str:
    part = pattern.lstrip("^/").split("/")[0]
    return part if part.replace("-", "").replace("_", "").isalnum() else ""
