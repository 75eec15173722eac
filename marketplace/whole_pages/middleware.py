"""Answers for a kept page before sessions, baskets and views are asked; renders it, once, when it is not there."""

import copy
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from marketplace.whole_pages import addresses, entries, memory, single_flight, state
from marketplace.whole_pages.addresses import Address
from marketplace.whole_pages.entries import Entry
from marketplace.whole_pages.single_flight import Made

# For the bench and tests (`WHOLE_PAGES_TOLD`): the way round the kept pages, and what became of a request.
PAST = "X-Past-Kept-Pages"
TOLD = "X-Page"

pages = memory.Memory()


class WholePagesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = addresses.of(request) if settings.WHOLE_PAGES and not _sent_past(request) else None
        if address is None:
            return _told(self.get_response(request), "past")
        try:
            version = state.current()
        except (OperationalError, InterfaceError):
            return self.get_response(request)
        entry = pages.get(address.key)
        if entry and _may_stand(entry, version, address):
            return _told(entries.answer(entry, request), "hit")
        return self._missed(request, address, version)

    def _missed(self, request: HttpRequest, address: Address, version: str) -> HttpResponse:
        rendered = []

        def render() -> Made:
            rendered.append(True)
            return self._render(request, address, version)

        made = single_flight.make(address.key, version, render, lambda: _bearable(address))
        if made.entry is None:
            return _told(self._own(request, made), "past")
        if made.entry.version == version:
            pages.put(address.key, made.entry)
        return _told(entries.answer(made.entry, request), "miss" if rendered else "hit")

    def _render(self, request: HttpRequest, address: Address, version: str) -> Made:
        asked = _nobodys(request, address)
        response = self.get_response(asked)
        if not _may_be_kept(response, asked):
            return Made(answer=response, failed=response.status_code >= 500)
        entry = entries.of(response, version, time.time())
        memory.remember(address.key, entry, address.keeping.seconds)
        return Made(entry)

    def _own(self, request: HttpRequest, made: Made) -> HttpResponse:
        """What is not everybody's is asked for again as who the visitor is: a shop may see its own hidden goods."""
        own = not made.answer or request.COOKIES or request.META.get("QUERY_STRING") or request.method == "HEAD"
        return self.get_response(request) if own else made.answer


def _nobodys(request: HttpRequest, address: Address) -> HttpRequest:
    """The same request from nobody in particular: no cookie, no login, only the parameters that the page reads."""
    asked = copy.copy(request)
    personal = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
    asked.META = {name: value for name, value in request.META.items() if name not in personal}
    asked.META |= {"QUERY_STRING": address.query, "REQUEST_METHOD": "GET"}
    asked.environ = asked.META  # type: ignore[attr-defined]
    asked.method = "GET"
    asked.COOKIES = {}
    for known in ("GET", "headers", "_current_scheme_host"):
        asked.__dict__.pop(known, None)
    return asked


def _may_be_kept(response: HttpResponse, asked: HttpRequest) -> bool:
    """A whole page of nobody's: no cookie, no token, no secret of this one request in its content policy."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()
        and "CSRF_COOKIE" not in asked.META
        and "no-store" not in response.get("Cache-Control", "")
        and not getattr(asked, "_csp_nonce", None)
        and not any(name.startswith("_csp") for name in vars(response))
    )


def _may_stand(entry: Entry, version: str, address: Address) -> bool:
    return entry.version == version and time.time() - entry.made_at < address.keeping.seconds


def _bearable(address: Address) -> Entry | None:
    """The page of the version replaced a moment ago, while somebody renders the new one."""
    entry = pages.get(address.key)
    return entry if entry and entry.version == state.still_bearable() else None


def _sent_past(request: HttpRequest) -> bool:
    return settings.WHOLE_PAGES_TOLD and PAST in request.headers


def _told(response: HttpResponse, what: str) -> Any:
    if settings.WHOLE_PAGES_TOLD:
        response[TOLD] = what
    return response
