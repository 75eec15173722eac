"""The pages that explain what went wrong, and the list of components."""

import datetime as dt
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from marketplace import access, same_origin
from marketplace.front import samples
from marketplace.shop.catalogue import categories

# What Django raises when the database is not there or does not answer in time.
AWAY = (OperationalError, InterfaceError)


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
    """The way on from an address that leads nowhere: a search box and the categories."""
    return render(request, "404.html", {"doors": _doors()}, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, with the way back to it; what was typed stays in the browser's history."""
    return render(request, "403_csrf.html", {"back": same_origin.way_back(request)}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault. Static: asks neither the database nor the session, since either may be what broke."""
    if isinstance(sys.exception(), AWAY):
        return away()
    reference = getattr(request, "request_id", "")
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def _doors() -> list[dict[str, str]]:
    """The top categories; none while the database does not answer."""
    try:
        with transaction.atomic():
            return categories.tree().doors()
    except DatabaseError:
        return []


def away() -> HttpResponse:
    """The database does not answer: nothing was written, and trying again is all the reader can do."""
    page = HttpResponse(render_to_string("503.html"), status=503)
    page["Retry-After"] = "30"
    return page


def maintenance(request: HttpRequest, until: dt.datetime) -> HttpResponse:
    """While the site is being updated; `until` is shown in WIB and told to crawlers."""
    page = HttpResponse(render_to_string("503.html", {"until": until}), status=503)
    page["Retry-After"] = until.astimezone(dt.UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    return page
