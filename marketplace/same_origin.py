"""Forgery protection without a token, for forms that stand on pages cached whole and alike for every visitor.

Browsers say with every POST which page it came from (`Sec-Fetch-Site`, `Origin`, `Referer`) and no page can make them
lie. A request that says nothing is refused.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")


def required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view be posted to without a CSRF token, from our own pages only. Raises PermissionDenied for any other."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in SAFE_METHODS and not comes_from_us(request):
            raise PermissionDenied(
                _("This form was sent from another site. Open the page again and send it from there.")
            )
        return view(request, *args, **kwargs)

    return guarded


def comes_from_us(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this: `Origin` first, else `Referer`, else no."""
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return False
    stated = request.headers.get("Origin") or _origin(request.headers.get("Referer", ""))
    return bool(stated) and stated in _ours(request)


def way_back(request: HttpRequest) -> str:
    """A path of ours that can be opened with a link: the page asked for, or for a form the page that it stood on."""
    if request.method in SAFE_METHODS:
        return request.get_full_path()
    before = request.headers.get("Referer", "")
    parts = urlsplit(before) if _origin(before) in _ours(request) else urlsplit("/")
    return urlunsplit(("", "", parts.path.replace("//", "/") or "/", parts.query, ""))


def _ours(request: HttpRequest) -> set[str]:
    here = f"{request.scheme}://{request.get_host()}"
    return {here, _origin(settings.SITE_URL), *settings.CSRF_TRUSTED_ORIGINS}


def _origin(address: str) -> str:
    """Scheme and host of an address, empty when it has none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""
