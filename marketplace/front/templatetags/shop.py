"""The parts pages are made of. `{% load shop %}`; docs/components.md lists each with its parameters."""

import json
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.http import QueryDict
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from marketplace.front import formats, forms, icons, parts, places, states
from marketplace.front.goods import Card

register = template.Library()

for _filter in (
    formats.wib,
    formats.day,
    formats.long_day,
    formats.clock,
    formats.moment,
    formats.deadline,
    formats.phone,
    formats.number,
    formats.weight,
):
    register.filter(_filter.__name__, _filter)
register.filter("rupiah", formats.rupiah)
register.filter("shape", forms.kind)
register.filter("mend", forms.mend)


@register.simple_tag
def rupiah(amount: Any) -> str:
    return formats.rupiah(amount)


@register.simple_tag
def icon(name: str, label: str = "", extra: str = "") -> SafeString:
    """A lucide icon; with a label it is read aloud, without one it is ornament."""
    return icons.drawn(name, str(label), extra)


@register.simple_tag
def ago(when: Any) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', when.isoformat(), formats.wib(when), formats.ago(when)
    )


@register.simple_tag
def whatsapp(number: Any, text: str = "") -> str:
    """The address that opens a chat with a number, with the first message filled in."""
    return parts.whatsapp(number, text)


@register.simple_tag
def price(amount: Any, was: Any = None, size: str = "") -> SafeString:
    return parts.price(amount, was, size)


@register.simple_tag
def star() -> SafeString:
    return mark_safe(parts.STAR)


@register.simple_tag
def card(card: Card, lazy: bool = True) -> SafeString:
    return parts.card(card, lazy)


@register.simple_tag
def field(bound: BoundField, **attributes: Any) -> SafeString:
    """One field of a form with label, hint and error; extra attributes go onto the input: `{% field form.q rows=2 %}`."""
    for name, value in attributes.items():
        bound.field.widget.attrs[name.replace("_", "-")] = value
    return bound.as_field_group()


@register.simple_tag
def button(label: str, look: str = "p", **options: Any) -> SafeString:
    """`look` is p (red), l (line), k (ink) or t (text), with `sm` and `w` added: `{% button "Save" "p w" busy="Saving…" %}`.

    Options: href, name, value, type, busy, icon, off (why it cannot be pressed); anything else becomes an attribute.
    """
    return parts.button(label, look, **options)


@register.inclusion_tag("components/toast.html", takes_context=True)
def toast(context: Context, message: Message | str) -> dict[str, Any]:
    """A message of django.contrib.messages; one with an action comes from `marketplace.front.toasts`."""
    extra = getattr(message, "extra_tags", "") or ""
    action = json.loads(extra) if extra.startswith("{") else {}
    tones = {"success": "good", "error": "bad", "warning": "bad"}
    return {
        **action,
        "text": str(message),
        "tone": tones.get(getattr(message, "level_tag", ""), ""),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/state.html")
def status(kind: str, state: str, reader: str = "shopper", **figures: Any) -> dict[str, Any]:
    """The badge and line of a state: `{% status "vendor_order" order.status "vendor" deadline=order.answer_by %}`."""
    return {"state": states.describe(kind, str(state), reader, **figures)}


@register.simple_tag
def badge(label: str, tone: str = "", icon: str = "", href: str = "") -> SafeString:
    """`tone` is river, wait, good, bad, quiet, gold or nila."""
    return parts.badge(label, tone, icon, href)


@register.simple_tag
def chip(
    label: str, href: str, on: bool = False, count: Any = None, remove: bool = False, quiet: bool = False
) -> SafeString:
    """A filter as a link; `remove` shows the cross of a filter that is on; `quiet` is a way of choosing on the home page."""
    return parts.chip(label, href, on, count, remove, quiet)


@register.simple_tag
def stepper(
    name: str, value: int, label: str, low: int = 1, high: Any = None, said: str = "", bad: bool = False, id: str = ""
) -> SafeString:
    """A typed figure with minus and plus. Stands in a form that has a submit button of its own for JavaScript off;
    `high` is the stock, `said` what is told below ("Stok tinggal 3"), `label` names the goods for a screen reader."""
    return parts.stepper(name, value, label, low, high, said, bad, id)


@register.simple_tag
def line(symbol: str, title: str, say: str = "", tone: str = "", label: str = "", url: str = "") -> SafeString:
    """An icon row; `components/line.html` is the same with names."""
    return parts.line(symbol, title, say, tone, label, url)


@register.simple_tag
def options(name: str, legend: str, found: Any) -> SafeString:
    """A group of filters as check boxes; each has value, name, count and chosen."""
    return parts.options(name, legend, found)


@register.simple_tag
def facts(rows: Any) -> SafeString:
    """A list of names and values; empty values are left out."""
    return parts.facts(rows)


@register.inclusion_tag("components/tabs.html")
def tabs(items: Any, label: str) -> dict[str, Any]:
    """Tabs as links; `items` are (label, href, current, count) tuples, a count of None is not shown."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/todo.html")
def todo(items: Any) -> dict[str, Any]:
    """What waits for the vendor; `items` have count, what, say, tone, url. None at all: "Semua beres"."""
    return {"items": items}


@register.simple_tag
def crumbs(items: Any) -> SafeString:
    """(label, href) pairs from the home page down; the last one without href is where the reader stands."""
    return parts.crumbs(items, places.address("home"))


@register.inclusion_tag("components/rating.html")
def stars(figure: Any) -> dict[str, Any]:
    """A row of five stars, filled up to the figure."""
    return {"figure": figure, "filled": ["on" if place <= round(float(figure)) else "off" for place in range(1, 6)]}


@register.inclusion_tag("components/histogram.html")
def histogram(rows: Any) -> dict[str, Any]:
    """How many reviews gave five to one star: (stars, count, href) tuples."""
    rows = list(rows)
    return {"rows": rows, "most": max([count for _, count, _ in rows] or [0]) or 1}


@register.inclusion_tag("components/empty.html")
def empty(say: str, label: str = "", url: str = "", ornament: str = "manggis", look: str = "p") -> dict[str, Any]:
    """An ornament (manggis, angso, kapal), one sentence, one button."""
    return {"say": say, "label": label, "url": url, "ornament": ornament, "look": look}


@register.inclusion_tag("components/more.html", takes_context=True)
def more(context: Context, page: Any) -> dict[str, Any]:
    """ "Muat lagi" under a list, for a page of Django's Paginator: a plain `?page=` link that keeps the other filters."""
    query = context["request"].GET.copy() if "request" in context else QueryDict(mutable=True)
    links = {}
    for word, there in (("next", page.has_next()), ("previous", page.has_previous())):
        if there:
            query["page"] = page.number + 1 if word == "next" else page.number - 1
            links[word] = f"?{query.urlencode()}"
    return {"page": page, **links}


@register.simple_block_tag
def note(content: str, tone: str = "", filled: bool = False) -> SafeString:
    """A remark beside the text; `tone` is empty (gold), good, wait, bad, nila, river or quiet."""
    return format_html('<div class="note {} {}">{}</div>', tone, "filled" if filled else "", content)


@register.simple_block_tag
def section(content: str, title: str, href: str = "", way: str = "", first: bool = False, id: str = "") -> SafeString:
    """A part of a page under an ink rule: its name left, the way on right."""
    link = format_html('<a class="lnk" href="{}">{} {}</a>', href, way, icon("arrow-right")) if href else ""
    head = format_html('<div class="sechead"><h2>{}</h2>{}</div>', title, link)
    return format_html(
        '<section class="sec{}"{}>{}{}</section>',
        " first" if first else "",
        format_html(' id="{}"', id) if id else "",
        head,
        content,
    )


@register.simple_block_tag
def dialog(content: str, id: str, title: str, sheet: bool = False) -> SafeString:
    """A native dialog, opened by anything with `data-dialog="id"`; its content ends with the two verbs in `.acts`."""
    shut = format_html(
        '<button type="button" class="shut" data-shut aria-label="{}">{}</button>', gettext("Close"), icon("x")
    )
    head = format_html('<div class="sheethead"><h2 id="{}-title">{}</h2>{}</div>', id, title, shut)
    return format_html(
        '<dialog class="ask{}" id="{}" aria-labelledby="{}-title">{}{}</dialog>',
        " sheet" if sheet else "",
        id,
        id,
        head,
        content,
    )


@register.simple_tag
def face(name: str, picture: str = "", classes: str = "") -> SafeString:
    """A shop's round portrait; without a picture the first letters of its name's first two words."""
    if picture:
        return format_html(
            '<span class="face {}"><img src="{}" alt="" width="112" height="112" loading="lazy"></span>',
            classes,
            picture,
        )
    letters = "".join(word[0] for word in name.split()[:2]).upper()
    return format_html('<span class="face {}" aria-hidden="true">{}</span>', classes, letters)


@register.inclusion_tag("components/share.html")
def share(url: str, title: str, classes: str = "l") -> dict[str, Any]:
    """Opens the phone's share sheet; without JavaScript a WhatsApp message with title and address."""
    return {"url": url, "title": title, "classes": classes, "message": f"{title} {url}"}


@register.inclusion_tag("components/copy.html")
def copy(text: Any, label: str = "", classes: str = "l sm") -> dict[str, Any]:
    """A button that copies a text (account number, sum, link); not shown without JavaScript."""
    return {"text": str(text), "label": label, "classes": classes}
