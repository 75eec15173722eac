"""What the frame of a page needs: places, languages, the operator. `{% load frame %}`."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.core.signals import setting_changed
from django.template import Context
from django.template.base import NodeList, Parser, Token
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from marketplace.front import addresses, formats, identity, places

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context: Context, place: str) -> SafeString | str:
    """` aria-current="page"` when the reader stands at the place."""
    request = context.get("request")
    if request is None or not places.is_current(place, request.path):
        return ""
    return format_html(' aria-current="{}"', "page")


@register.simple_tag(takes_context=True)
def tongues(context: Context) -> list[tuple[str, str, str]]:
    """(code, own name, address) for every language of the shop: this same page, or home where editors did not write it."""
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    match = getattr(request, "resolver_match", None)
    route = match.route if match else None
    written = addresses.written_in(context.get("page"))
    return [
        (code, name, _in_tongue(path, route, code) if code in written else translate_url("/", code))
        for code, name in _names()
    ]


@lru_cache(maxsize=1)
def _names() -> list[tuple[str, str]]:
    return [(code, get_language_info(code)["name_local"]) for code, _ in settings.LANGUAGES]


def _in_tongue(path: str, route: str | None, code: str) -> str:
    """The address of this page in a language. All pages of one route are translated alike: by the prefix before them."""
    if route is None or not path.isascii():
        return translate_url(path, code)
    prefix = "" if code == settings.LANGUAGE_CODE else f"/{code}"
    own = next((f"/{other}" for other, _ in settings.LANGUAGES if path.startswith(f"/{other}/")), "")
    return prefix + path[len(own) :] if own or _exists_in_tongues(route, path) else path


@lru_cache(maxsize=512)
def _exists_in_tongues(route: str, path: str) -> bool:
    other = next(code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
    return translate_url(path, other) != path


@register.tag
def kept(parser: Parser, token: Token) -> "KeptNode":
    """`{% kept %} … {% endkept %}`: a part of the frame, drawn once per process for each language and current place.

    What stands inside may depend on these two and on settings, and on nothing else of the request or the context.
    """
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodes)


class KeptNode(template.Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._drawn: dict[tuple[str | None, tuple[str, ...] | None], SafeString] = {}
        setting_changed.connect(self._forget)

    def render(self, context: Context) -> SafeString:
        request = context.get("request")
        key = get_language(), places.current(request.path, get_language()) if request else None
        if key not in self._drawn:
            self._drawn[key] = self.nodelist.render(context)
        return self._drawn[key]

    def _forget(self, **_changed: object) -> None:
        self._drawn.clear()


@register.simple_tag
def operator() -> identity.Operator:
    return identity.operator()


@register.simple_tag
def opening_hours() -> str:
    """The gallery's hours: `08.00–16.00 WIB`, with a colon in English."""
    plut = identity.operator()
    hours = f"{plut.opens}–{plut.closes}"
    return f"{hours if formats.indonesian() else hours.replace('.', ':')}{formats.NBSP}WIB"


@register.simple_tag
def place(name: str) -> str:
    """The path of a place, empty while there is no such page."""
    return places.address(name)
