"""What search engines and chat programs read off a page. `{% load found %}`."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# JSON inside a script element ends at the first `</`, and old parsers stumble over the two line separators.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.simple_tag
def structured(data: dict[str, Any]) -> SafeString:
    """A schema.org description of the page as a data block; no script, so the content policy lets it stand."""
    described = {"@context": "https://schema.org", **data}
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
