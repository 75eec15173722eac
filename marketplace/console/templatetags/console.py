from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace import money
from marketplace.console import badges, rights, work_words
from marketplace.events.models import Delivery
from marketplace.front import formats

register = template.Library()


@register.filter
def rupiah(amount: Decimal | int | None) -> str:
    """`Rp 25.000`; nothing for nothing."""
    return "" if amount is None else money.shown(amount)


@register.simple_tag
def state(kind: str, code: str) -> SafeString:
    """A state as a tag: its words, its tone as a colour beside them."""
    shown = badges.of(kind, code)
    return format_html('<span class="c-state c-state--{}">{}</span>', shown.tone, shown.label)


@register.filter
def when(moment: datetime | None) -> str:
    """`24 Nov 2026, 10.32 WIB`."""
    return formats.wib(moment) if moment else ""


@register.filter
def has_right(user: Any, right: str) -> bool:
    return rights.has(user, right)


@register.filter
def work(delivery: Delivery) -> str:
    return work_words.of(delivery)


@register.filter
def negated(amount: Decimal | int) -> Decimal | int:
    return -amount
