"""The shop as an app on a phone: manifest, service worker, the page shown without a network, the small icon of old browsers."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from marketplace import access

WORKER = Path(__file__).parent / "worker" / "sw.js"
# What a page without a network needs to look like ours; htmx's name is django-htmx's own.
FILES = (
    "css/site.css",
    "js/site.js",
    "fonts/jakarta.woff2",
    "fonts/young-serif.woff2",
    "icons/seal.svg",
    "motifs/ornament-manggis.svg",
    "django_htmx/htmx-2.min.js",
)
PAPER = "#fdfcf9"


@access.to(access.anyone)
@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest in the language of its address."""
    icons = [
        {"src": static(f"icons/{name}-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, purpose in (("icon", "any"), ("maskable", "maskable"))
        for size in (192, 512)
    ]
    described = {
        "id": "/",
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "description": _("Local gifts from Jambi: food, crafts and herbal from small businesses, in one basket."),
        "lang": translation.get_language(),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
        "shortcuts": [
            {"name": _("All products"), "url": reverse("catalogue:index")},
            {"name": _("Orders"), "url": reverse("orders:list")},
        ],
    }
    return JsonResponse(described, content_type="application/manifest+json")


@access.to(access.anyone)
@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker with the names of this release's files; a new release is a new worker."""
    return HttpResponse(f"const SHOP = {json.dumps(release())};\n{_source()}", content_type="text/javascript")


@access.to(access.anyone)
@require_safe
@cache_control(public=True, max_age=300)
def offline(request: HttpRequest) -> HttpResponse:
    """Shown by the service worker in place of a page that cannot be fetched."""
    return render(request, "front/offline.html")


@access.to(access.anyone)
@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("icons/favicon.ico"))


def release() -> dict[str, object]:
    """The files of this release and a name that changes with any of them, with the worker and with the offline page."""
    pages = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            pages[code] = reverse("offline")
    files = [*pages.values(), *(static(name) for name in FILES)]
    return {"release": _fingerprint(tuple(files)), "files": files, "offline": pages}


@cache
def _fingerprint(files: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join([*files, _source()]).encode()).hexdigest()[:12]


@cache
def _source() -> str:
    return WORKER.read_text("utf-8")
