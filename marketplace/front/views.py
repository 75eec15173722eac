"""What is of the visitor and not of the page, the pages that explain what went wrong, and the list of components."""

import datetime as dt

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace import access
from marketplace.front import samples


@access.to(access.anyone)
@require_safe
@never_cache
def visitor(request: HttpRequest) -> JsonResponse:
    """What a cached page must not carry: pieces in the basket, whether logged in, a CSRF token, waiting messages."""
    basket = getattr(request, "basket", None)
    return JsonResponse(
        {
            "basket": basket.num_items if basket and basket.pk else 0,
            "signed_in": request.user.is_authenticated,
            "csrf": get_token(request),
            "toasts": render_to_string("components/toasts.html", {}, request),
        }
    )


@access.to(access.anyone)
@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who write pages."""
    return render(request, "front/kit.html", samples.context(request.GET.get("page", "1")))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request we cannot read; one that is only too large says so and leads back."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return render(request, "413.html", {"back": request.get_full_path()}, status=413)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, with the way back to it; what was typed stays in the browser's history."""
    return render(request, "403_csrf.html", {"back": request.get_full_path()}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault. Static: asks neither the database nor the session, since either may be what broke."""
    reference = getattr(request, "request_id", "")
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def maintenance(request: HttpRequest, until: dt.datetime) -> HttpResponse:
    """While the site is being updated; `until` is shown in WIB and told to crawlers."""
    page = HttpResponse(render_to_string("503.html", {"until": until}), status=503)
    page["Retry-After"] = until.astimezone(dt.UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    return page
