"""What the frame of a page needs: places, languages, the operator. `{% load frame %}`."""

from django import template
from django.conf import settings
from django.template import Context
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

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
    written = addresses.written_in(context.get("page"))
    return [
        (code, get_language_info(code)["name_local"], translate_url(path if code in written else "/", code))
        for code, _ in settings.LANGUAGES
    ]


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
