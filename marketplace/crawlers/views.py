"""robots.txt and the sitemaps, each kept for an hour: a crawler reads them seldom and in bursts."""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from marketplace import access
from marketplace.crawlers import sitemap

HOUR = 3600
# Whose pages need a login or a basket, and search results: nothing there to find. They also say noindex themselves.
CLOSED = ("basket:summary", "checkout:index", "orders:list", "search:search", "visitor", "portal:home")


@access.to(access.anyone)
@require_safe
@cache_control(public=True, max_age=HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    ours = [reverse(name) for name in CLOSED]
    closed = ["/cms/", "/dashboard/", "/akun/", "/i18n/", *ours]
    lines = ["User-agent: *", *(f"Disallow: {start}{path}" for start in ("", "/en") for path in closed)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@access.to(access.anyone)
@require_safe
@cache_control(public=True, max_age=HOUR)
def index(request: HttpRequest) -> HttpResponse:
    def made() -> str:
        addresses = [settings.SITE_URL + reverse("sitemap-part", args=part) for part in sitemap.parts()]
        return render_to_string("crawlers/index.xml", {"addresses": addresses})

    return _xml("index", made)


@access.to(access.anyone)
@require_safe
@cache_control(public=True, max_age=HOUR)
def part(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """One file of a section; a file beyond the last is not found."""
    if section not in sitemap.SECTIONS or not 0 < number < 1_000_000:
        raise Http404

    def made() -> str:
        entries = sitemap.entries(section, number)
        if not entries and number > 1:
            raise Http404
        return render_to_string("crawlers/part.xml", {"entries": entries, "main": settings.LANGUAGE_CODE})

    return _xml(f"{section}:{number}", made)


def _xml(name: str, made: Callable[[], str]) -> HttpResponse:
    return HttpResponse(cache.get_or_set(f"sitemap:{name}", made, HOUR), content_type="application/xml; charset=utf-8")
