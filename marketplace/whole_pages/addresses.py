"""Which requests are for a kept page, and under which address it is kept."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import translation

from marketplace.whole_pages import Keeping

LONGEST_QUERY = 500
LONGEST_PATH = 300
# What advertising and mail programs hang onto an address; no page of ours reads it.
NOISE = frozenset(
    {"fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "ttclid", "yclid", "igshid", "mc_cid", "mc_eid"}
)


@dataclass(frozen=True)
class Address:
    """`key` tells pages apart; `query` is the canonical one that the page is rendered with."""

    key: str
    query: str
    keeping: Keeping


def of(request: HttpRequest) -> Address | None:
    """The address of the kept page that is asked for; None when the request goes past: another method, view or parameter."""
    if request.method not in ("GET", "HEAD") or len(request.path_info) > LONGEST_PATH:
        return None
    keeping = keeping_of(request.path_info)
    if keeping is None:
        return None
    query = canonical(request.META.get("QUERY_STRING", ""), keeping.query)
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    if query is None:
        return None
    return Address(f"{request.scheme}://{host}{request.path}?{query}", query, keeping)


@lru_cache(maxsize=4096)
def keeping_of(path: str) -> Keeping | None:
    """What the view at a path states. The language is that of the path, as everywhere on the site."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            return getattr(resolve(path).func, "keeping", None)
        except Resolver404:
            return None


def canonical(query: str, known: frozenset[str]) -> str | None:
    """The known parameters by name, empty ones and noise left out; None when there is one nobody knows."""
    if not query:
        return ""
    if len(query) > LONGEST_QUERY:
        return None
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=40, errors="strict")
    except ValueError:
        return None
    wanted = [(name, value) for name, value in pairs if not is_noise(name)]
    if any(name not in known for name, _ in wanted):
        return None
    return urlencode(sorted((pair for pair in wanted if pair[1]), key=lambda pair: pair[0]))


def is_noise(name: str) -> bool:
    return name.startswith("utm_") or name in NOISE
