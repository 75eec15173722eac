"""Refusals that Django gives without a word get a page of the house."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from marketplace.front import views

# Wagtail's choosers and Oscar's dashboard hand an address's id to the database as it was typed.
_LIBRARIES = ("/cms/", "/dashboard/")
_NO_NUMBER = "expected a number but got"


class RefusalMiddleware:
    """405 has an empty body by default: whoever came by a browser is told what it means and led on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code != 405 or answer.streaming or answer.content or not request.accepts("text/html"):
            return answer
        # In place, so that headers and cookies of the refusal stay: Wagtail's own also ends the session.
        answer.content = render_to_string("405.html", {}, request)
        answer["Content-Type"] = "text/html; charset=utf-8"
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """An id that is no number is one that nothing has, in pages that libraries bring along; in ours it is a fault."""
        asked_for_nothing = isinstance(exception, ValueError) and _NO_NUMBER in str(exception)
        return views.not_found(request) if asked_for_nothing and request.path.startswith(_LIBRARIES) else None
