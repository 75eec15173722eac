"""Pages described in the words of schema.org, as data blocks in the page: no scripts, so the content policy lets them stand."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

# JSON inside a script element ends at the first `</`, and old parsers stumble over the two line separators.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def block(data: dict[str, Any]) -> SafeString:
    described = {"@context": "https://schema.org", **data}
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def trail(items: Any) -> SafeString:
    """Crumbs, (label, href) pairs, as a BreadcrumbList; the last one, where the reader stands, needs no address."""
    rows = [(settings.SITE_NAME, reverse("home")), *items]
    places = [
        {"@type": "ListItem", "position": position, "name": str(label)}
        | ({"item": settings.SITE_URL + str(href)} if href else {})
        for position, (label, href) in enumerate(rows, start=1)
    ]
    return block({"@type": "BreadcrumbList", "itemListElement": places})
