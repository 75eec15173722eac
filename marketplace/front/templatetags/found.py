"""What search engines and chat programs read off a page. `{% load found %}`."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from marketplace.front import addresses, identity

register = template.Library()

# JSON inside a script element ends at the first `</`, and old parsers stumble over the two line separators.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.simple_tag
def structured(data: dict[str, Any]) -> SafeString:
    """A schema.org description of the page as a data block; no script, so the content policy lets it stand."""
    described = {"@context": "https://schema.org", **data}
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


@register.inclusion_tag("components/found.html", takes_context=True)
def found_head(context: Context) -> dict[str, Any]:
    """Canonical address, languages and what a shared link shows. Pages with a picture of their own name it before."""
    request = context.get("request")
    if request is None or getattr(request, "resolver_match", None) is None or not addresses.is_found(request):
        return {"found": False}
    return {
        "found": True,
        "canonical": addresses.canonical(request),
        "alternates": addresses.alternates(request, context.get("page")),
        "title": _block(context, "title"),
        "description": _block(context, "description"),
        "picture": settings.SITE_URL + static("icons/share.png"),
        "site_name": settings.SITE_NAME,
        "kind": "product" if request.resolver_match.view_name == "catalogue:detail" else "website",
    }


@register.simple_tag
def house() -> SafeString:
    """The operator and the shop's search, for the home page."""
    plut, home = identity.operator(), settings.SITE_URL + reverse("home")
    organization = {
        "@type": "Organization",
        "@id": f"{settings.SITE_URL}/#plut",
        "name": plut.name,
        "url": home,
        "logo": settings.SITE_URL + static("icons/icon-512.png"),
        "address": {"@type": "PostalAddress", "streetAddress": plut.address, "addressCountry": "ID"},
        "contactPoint": {"@type": "ContactPoint", "contactType": "customer service", "telephone": plut.telephone},
    }
    action = {
        "@type": "SearchAction",
        "target": f"{settings.SITE_URL}{reverse('search:search')}?q={{q}}",
        "query-input": "required name=q",
    }
    site = {"@type": "WebSite", "name": settings.SITE_NAME, "url": home, "potentialAction": action}
    return structured({"@graph": [organization, {**site, "publisher": {"@id": organization["@id"]}}]})


@register.simple_tag(takes_context=True)
def trail_data(context: Context, items: Any) -> SafeString:
    """The crumbs of a page as a BreadcrumbList; the last one, where the reader stands, needs no address."""
    rows = [(settings.SITE_NAME, reverse("home")), *items]
    places = [
        {"@type": "ListItem", "position": position, "name": str(label)}
        | ({"item": settings.SITE_URL + str(href)} if href else {})
        for position, (label, href) in enumerate(rows, start=1)
    ]
    return structured({"@type": "BreadcrumbList", "itemListElement": places})


def _block(context: Context, name: str) -> str:
    """What the page's own template says in a block, on one line."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return mark_safe(" ".join(block.render(context).split())) if block else ""
