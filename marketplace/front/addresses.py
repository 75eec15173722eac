"""The one address of a page for search engines, its other language, and whether it may be found at all."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

# Pages that stand in search engines, by the names of their addresses. All others say noindex: deny by default.
FOUND = {
    "home",
    "catalogue:index",
    "catalogue:category",
    "catalogue:detail",
    "storefront:index",
    "storefront:shop",
    "wagtail_serve",
    "about",
    "how_to_buy",
    "delivery",
    "returns",
    "terms",
    "privacy",
    "sell",
}
# Lists that go on: their second page is a page of its own. Whatever else stands in a query is noise.
PAGED = {"catalogue:index", "catalogue:category", "storefront:index", "storefront:shop"}


def is_found(request: HttpRequest) -> bool:
    """Whether search engines may keep this page: one of `FOUND`, and not a list narrowed by filters."""
    match = request.resolver_match
    return bool(match and match.view_name in FOUND and not (request.GET.keys() - {"page"} and _is_paged(request)))


def canonical(request: HttpRequest, language: str = "") -> str:
    """The absolute address of the page in a language (the reader's by default), without noise."""
    path = translate_url(request.path, language or get_language() or settings.LANGUAGE_CODE)
    page = request.GET.get("page", "")
    turned = _is_paged(request) and page.isdecimal() and len(page) < 6 and int(page) > 1
    return settings.SITE_URL + path + (f"?{urlencode({'page': int(page)})}" if turned else "")


def alternates(request: HttpRequest, page: Any = None) -> list[tuple[str, str]]:
    """(hreflang, absolute address) for each language and for everybody else, who gets Indonesian where there is any."""
    written = written_in(page)
    named = [(code, canonical(request, code)) for code, _name in settings.LANGUAGES if code in written]
    return [*named, ("x-default", named[0][1])] if named else []


def written_in(page: Any) -> set[str]:
    """The languages a page can be read in: all for the shop's own, for a page of text those that editors published."""
    if not hasattr(page, "get_translations"):
        return {code for code, _name in settings.LANGUAGES}
    if not hasattr(page, "languages_there_are"):
        live = page.get_translations(inclusive=True).live()
        page.languages_there_are = set(live.values_list("locale__language_code", flat=True))
    return page.languages_there_are


def _is_paged(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.view_name in PAGED)
