"""Refusals that Django gives without a word get a page of the house."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


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
