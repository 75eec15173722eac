"""The components that stand many times on a page, as plain functions: a template for each card costs more than all else.

Every value goes through `conditional_escape`. The tags of `templatetags/shop.py` call these; nothing else draws them.
"""

from typing import Any
from urllib.parse import urlencode
from zlib import crc32

from django.forms.utils import flatatt
from django.utils.html import conditional_escape as told
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from marketplace.front import formats, icons, schema
from marketplace.front.goods import Card

STAR = (
    '<span class="star"><svg viewBox="0 0 12 12" aria-hidden="true"><path d="m6 .6 1.6 3.5 3.8.4-2.800 2.600.8 3.700L6 '
    '8.900l-3.400 1.900.8-3.700L.6 4.500l3.800-.4z"/></svg></span>'
)
SHOWN = 6
_SIZES = ' sizes="(min-width: 64rem) 262px, 46vw"'


def card(item: Card, lazy: bool = True) -> SafeString:
    """One product in a grid: photo, name, price, shop, rating or pieces sold."""
    shop = f'<p class="by cut">{told(item.shop)}</p><p class="by cut">{told(item.regency)}</p>\n' if item.shop else ""
    halal = '<span class="hal">Halal</span>' if item.halal else ""
    return mark_safe(
        f'<article class="card{" veil" if item.sold_out else ""}">\n'
        f'<span class="ph {told(item.ground)}">{_photo(item, lazy)}{_tag(item)}</span>\n'
        f'<a class="nm" href="{told(item.url)}">{told(item.name)}</a>\n{_price(item)}\n{shop}'
        f'<p class="ft num"><span>{_standing(item)}</span>{halal}</p>\n</article>'
    )


def price(amount: Any, was: Any = None, size: str = "") -> SafeString:
    """Whole rupiah, with the old price struck."""
    old = f"<s>{formats.rupiah(was)}</s>" if was else ""
    return mark_safe(f'<p class="price num {told(size)}"><span>{formats.rupiah(amount)}</span>{old}</p>')


def badge(label: Any, tone: str = "", icon: str = "", href: str = "") -> SafeString:
    """`tone` is river, wait, good, bad, quiet, gold or nila."""
    inside = f"{icons.drawn(icon) if icon else ''}{told(label)}"
    if href:
        return mark_safe(f'<a class="badge {told(tone)}" href="{told(href)}">{inside}</a>')
    return mark_safe(f'<span class="badge {told(tone)}">{inside}</span>')


def button(label: Any, look: str = "p", **options: Any) -> SafeString:
    """A link with `href`, else a button; `off` says why it cannot be pressed. See the tag for the options."""
    known = {key: options.pop(key, "") for key in ("href", "name", "value", "type", "busy", "icon", "off")}
    rest = flatatt({name.replace("_", "-"): value for name, value in options.items()})
    inside = f"{icons.drawn(known['icon']) if known['icon'] else ''}{told(label)}"
    if known["href"] and not known["off"]:
        return mark_safe(f'<a class="btn {told(look)}" href="{told(known["href"])}"{rest}>{inside}</a>')
    return mark_safe(
        f'<button class="btn {told(look)}"{_pressing(label, known)}{rest}>{inside}</button>{_why(label, known)}'
    )


def chip(label: Any, href: str, on: bool, count: Any, remove: bool, quiet: bool) -> SafeString:
    """A filter as a link."""
    looks = f"chip{' on' if on else ''}{' q' if quiet else ''}"
    current = ' aria-current="true"' if on and not remove else ""
    spoken = f'<span class="unseen">{_("Remove filter:")}</span>' if remove else ""
    counted = "" if count is None else f' <span class="num">{told(count)}</span>'
    cross = f" {icons.drawn('x')}" if remove else ""
    return mark_safe(f'<a class="{looks}" href="{told(href)}"{current}>{spoken}{told(label)}{counted}{cross}</a>')


def stepper(
    name: str, value: Any, label: Any, low: Any = 1, high: Any = None, said: str = "", bad: Any = False, id: str = ""
) -> SafeString:
    """A typed figure with minus and plus."""
    field = told(id or f"id_{name}")
    most = "" if high is None else f' max="{told(high)}"'
    marks = (f' aria-describedby="{field}-said"' if said else "") + (' aria-invalid="true"' if bad else "")
    less, more = _("One less of %(label)s"), _("One more of %(label)s")
    figure = (
        f'<input type="number" inputmode="numeric" id="{field}" name="{told(name)}" value="{told(value)}" min="{told(low)}"'
        f'{most} step="1" aria-label="{_filled(_("Quantity of %(label)s"), label)}"{marks}>'
    )
    below = f'<span class="said" id="{field}-said">{told(said)}</span>' if said else ""
    return mark_safe(
        f'<span class="stepline"><span class="step num{" bad" if bad else ""}">{_step(-1, "minus", _filled(less, label))}'
        f"{figure}{_step(1, 'plus', _filled(more, label))}</span>{below}</span>"
    )


def line(symbol: str, title: Any, say: Any = "", tone: str = "", label: Any = "", url: str = "") -> SafeString:
    """An icon row."""
    below = f'<span class="sm soft block">{told(say)}</span>' if say else ""
    way = f'<a class="btn l sm" href="{told(url)}">{told(label)}</a>' if label else ""
    return mark_safe(
        f'<div class="line">{icons.drawn(symbol, extra=tone)}<p><b class="b">{told(title)}</b>{below}</p>{way}</div>'
    )


def facts(rows: Any) -> SafeString:
    """(name, value) pairs; empty values are left out."""
    pairs = "".join(f"<div><dt>{told(name)}</dt><dd>{told(value)}</dd></div>" for name, value in rows or () if value)
    return mark_safe(f'<dl class="facts">{pairs}</dl>')


def crumbs(items: Any, home: str) -> SafeString:
    """(label, href) pairs from the home page down."""
    steps = "".join(
        f'<li><a href="{told(href)}">{told(label)}</a></li>'
        if href
        else f'<li><span class="cut" aria-current="page">{told(label)}</span></li>'
        for label, href in items
    )
    first = f'<li><a href="{told(home)}">{_("Home")}</a></li>'
    seen = f'<nav aria-label="{_("Where you are")}"><ol class="crumb">{first}{steps}</ol></nav>'
    return mark_safe(seen + schema.trail(items))


def options(name: str, legend: Any, found: Any) -> SafeString:
    """A group of filters as check boxes; those after the sixth unfold. Each has value, name, count and chosen."""
    first, rest = found[:SHOWN], found[SHOWN:]
    if not first:
        return mark_safe("")
    boxes = "".join(_option(name, one) for one in first)
    return mark_safe(f"<fieldset><legend>{told(legend)}</legend>{boxes}{_unfolding(name, rest)}</fieldset>")


def whatsapp(number: Any, text: Any = "") -> str:
    """The address that opens a chat with a number, with the first message filled in."""
    query = "?" + urlencode({"text": text}) if text else ""
    return f"https://wa.me/{formats.whatsapp_number(number)}{query}"


def _option(name: str, one: Any) -> str:
    checked = " checked" if one.chosen else ""
    return (
        f'<label class="chk"><input type="checkbox" name="{told(name)}" value="{told(one.value)}"{checked} '
        f'data-autosubmit="desk"><span>{told(one.name)}</span><span class="soft num sm">{formats.number(one.count)}</span>'
        "</label>"
    )


def _unfolding(name: str, rest: Any) -> str:
    if not rest:
        return ""
    said = ngettext("%(n)s more", "%(n)s more", len(rest)) % {"n": len(rest)}
    unfolded = " open" if any(one.chosen for one in rest) else ""
    boxes = "".join(_option(name, one) for one in rest)
    return f'<details{unfolded}><summary class="lnk">{said}</summary>{boxes}</details>'


def _photo(item: Card, lazy: bool) -> str:
    if not item.picture:
        return f'<i class="none">{icons.seal()}</i>'
    whole = ' class="whole"' if item.whole else ""
    widths = f' srcset="{told(item.srcset)}"{_SIZES}' if item.srcset else ""
    later = ' loading="lazy" decoding="async"' if lazy else ""
    return f'<img{whole} src="{told(item.picture)}"{widths} alt="" width="400" height="400"{later}>'


def _tag(item: Card) -> str:
    if item.sold_out:
        return f'<span class="tag k">{_("Sold out")}</span>'
    return f'<span class="tag {told(item.ribbon_tone)}">{told(item.ribbon)}</span>' if item.ribbon else ""


def _price(item: Card) -> str:
    return f'<p class="price soft">{_("No price yet")}</p>' if item.price is None else price(item.price, item.was)


def _standing(item: Card) -> str:
    """The rating and how many were sold; goods without either say so while they are new."""
    sold = _("%(n)s sold") % {"n": formats.number(item.sold)} if item.sold else ""
    if item.rating is None:
        return sold or (pgettext("product", "New") if item.new else "")
    rated = f'{STAR} <span class="unseen">{_("Rating")}</span> {formats.number(item.rating, 1)}'
    return f"{rated} · {sold}" if sold else rated


def _pressing(label: Any, known: dict[str, Any]) -> str:
    """The attributes of a button."""
    off = known["off"]
    kind = "button" if off else known["type"] or "submit"
    named = f' name="{told(known["name"])}" value="{told(known["value"])}"' if known["name"] else ""
    busy = f' data-busy="{told(known["busy"])}"' if known["busy"] else ""
    return f' type="{told(kind)}"{named}{busy}' + (
        f' aria-disabled="true" aria-describedby="{_why_id(label, off)}"' if off else ""
    )


def _why(label: Any, known: dict[str, Any]) -> str:
    off = known["off"]
    return f'<p class="why" id="{_why_id(label, off)}">{told(off)}</p>' if off else ""


def _why_id(label: Any, reason: Any) -> str:
    return f"why-{crc32(f'{label} {reason}'.encode()):x}"


def _step(by: int, symbol: str, label: str) -> str:
    return f'<button type="button" class="script-only" data-step="{by}" aria-label="{label}">{icons.drawn(symbol)}</button>'


def _filled(text: str, label: Any) -> str:
    return text % {"label": told(label)}
