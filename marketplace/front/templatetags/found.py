"""What search engines and chat programs read off a page. `{% load found %}`."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from marketplace.front import addresses, identity, schema

register = template.Library()


@register.simple_tag
def structured(data: dict[str, Any]) -> SafeString:
    """A schema.org description of the page: `{% structured data %}`."""
    return schema.block(data)


@register.inclusion_tag("components/found.html", takes_context=True)
def found_head(context: Context) -> dict[str, Any]:
    """Canonical address, languages and what a shared link shows. `share_picture` in the context is the page's own, 1200x630."""
    request = context.get("request")
    if request is None or getattr(request, "resolver_match", None) is None or not addresses.is_found(request):
        return {"found": False}
    return {
        "found": True,
        "canonical": addresses.canonical(request),
        "alternates": addresses.alternates(request, context.get("page")),
        "title": _block(context, "title"),
        "description": _block(context, "description"),
        "picture": context.get("share_picture") or settings.SITE_URL + static("icons/share.png"),
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
    return schema.block({"@graph": [organization, {**site, "publisher": {"@id": organization["@id"]}}]})


def _block(context: Context, name: str) -> str:
    """What the page's own template says in a block, on one line."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return mark_safe(" ".join(block.render(context).split())) if block else ""
