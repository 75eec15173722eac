"""The parts pages are made of. `{% load shop %}`; docs/components.md lists each with its parameters."""

import json
from typing import Any
from urllib.parse import urlencode

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.forms.utils import flatatt
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

from marketplace.front import formats, forms
from marketplace.front.goods import Card

register = template.Library()

for _filter in (formats.wib, formats.day, formats.long_day, formats.clock, formats.moment, formats.deadline, formats.phone, formats.number, formats.weight):
    register.filter(_filter.__name__, _filter)
register.filter("rupiah", formats.rupiah)
register.filter("shape", forms.kind)


@register.simple_tag
def rupiah(amount: Any) -> str:
    return formats.rupiah(amount)


@register.simple_tag
def icon(name: str, label: str = "", extra: str = "") -> SafeString:
    """A lucide icon; with a label it is read aloud, without one it is ornament."""
    attributes: dict[str, Any] = {"class": f"i {extra}".strip()}
    attributes |= {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return mark_safe(lucide(name, size=None, **attributes).replace("\n", "").replace(" />", "/>"))


@register.simple_tag
def ago(when: Any) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', when.isoformat(), formats.wib(when), formats.ago(when))


@register.simple_tag
def whatsapp(number: Any, text: str = "") -> str:
    """The address that opens a chat with a number, with the first message filled in."""
    query = "?" + urlencode({"text": text}) if text else ""
    return f"https://wa.me/{formats.whatsapp_number(number)}{query}"


@register.simple_tag
def price(amount: Any, was: Any = None, size: str = "") -> SafeString:
    return format_html(
        '<p class="price num {}"><span>{}</span>{}</p>',
        size,
        formats.rupiah(amount),
        format_html("<s>{}</s>", formats.rupiah(was)) if was else "",
    )


@register.simple_tag
def star() -> SafeString:
    path = "m6 .6 1.6 3.5 3.8.4-2.800 2.600.8 3.700L6 8.900l-3.400 1.900.8-3.700L.6 4.500l3.800-.4z"
    return mark_safe(f'<span class="star"><svg viewBox="0 0 12 12" aria-hidden="true"><path d="{path}"/></svg></span>')


@register.inclusion_tag("components/card.html")
def card(card: Card, lazy: bool = True) -> dict[str, Any]:
    return {"card": card, "lazy": lazy}


@register.simple_tag
def field(bound: BoundField, **attributes: Any) -> SafeString:
    """One field of a form with label, hint and error; extra attributes go onto the input: `{% field form.q rows=2 %}`."""
    for name, value in attributes.items():
        bound.field.widget.attrs[name.replace("_", "-")] = value
    return bound.as_field_group()


@register.inclusion_tag("components/button.html")
def button(label: str, look: str = "p", **options: Any) -> dict[str, Any]:
    """`look` is p (red), l (line), k (ink) or t (text), with `sm` and `w` added: `{% button "Save" "p w" busy="Saving…" %}`.

    Options: href, name, value, type, busy, icon, off (why it cannot be pressed); anything else becomes an attribute.
    """
    known = {key: options.pop(key, "") for key in ("href", "name", "value", "type", "busy", "icon", "off")}
    return {
        **known,
        "label": label,
        "classes": look,
        "type": "button" if known["off"] else known["type"] or "submit",
        "symbol": known["icon"],
        "why": f"why-{abs(hash((label, str(known['off']))))}" if known["off"] else "",
        "attributes": flatatt({name.replace("_", "-"): value for name, value in options.items()}),
    }


@register.inclusion_tag("components/toast.html", takes_context=True)
def toast(context: Context, message: Message | str) -> dict[str, Any]:
    """A message of django.contrib.messages; one with an action comes from `marketplace.front.toasts`."""
    extra = getattr(message, "extra_tags", "") or ""
    action = json.loads(extra) if extra.startswith("{") else {}
    tones = {"success": "good", "error": "bad", "warning": "bad"}
    return {**action, "text": str(message), "tone": tones.get(getattr(message, "level_tag", ""), ""), "csrf_token": context.get("csrf_token")}
