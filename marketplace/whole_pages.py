"""Public pages kept whole: drawn once for everybody, answered with 304, drawn anew when something they show has changed.

A page that is kept is asked for without cookies, so nothing of the visitor can get into it; a small request of its own
brings the basket's count, the token of its forms and waiting messages (`marketplace/visitor.py`). The key holds the
path, the parameters a view says it reads, the day, and `freshness.version`; the first who asks after a change draws the
page, the others get the one of before for that moment.
"""

import copy
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from gzip import compress as gzip
from urllib.parse import parse_qsl, urlencode

import brotli
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.http import parse_etags

from marketplace import release
from marketplace.freshness import version

NOISE = ("utm_", "fbclid", "gclid", "igsh", "wbraid", "gbraid")
LONGEST_QUERY = 500
MOST_BYTES = 48 * 1024 * 1024
WAIT_SECONDS = 4.0
LOCK_SECONDS = 10
# Of a visitor or of how they ask; a page that is kept sees none of it.
_VISITORS = ("HTTP_COOKIE", "HTTP_ACCEPT_LANGUAGE", "HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_AUTHORIZATION")
_SHRINK: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip(body, 6, mtime=0),
    "identity": bytes,
}

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Keeping:
    """How a view's pages are kept: the query parameters it reads, and for how many seconds at most."""

    query: frozenset[str]
    seconds: int


def kept(*query: str, seconds: int = 600) -> Callable[[View], View]:
    """State that a view's pages are alike for every visitor, and which query parameters they depend on."""

    def state(view: View) -> View:
        view.kept_whole = Keeping(frozenset(query), seconds)  # type: ignore[attr-defined]
        return view

    return state


@dataclass
class Page:
    """One page as it was drawn. `stamp` is the version it shows; other encodings are made when first asked for."""

    stamp: str
    until: float
    etag: str
    headers: dict[str, str]
    bodies: dict[str, bytes] = field(default_factory=dict)

    def body(self, encoding: str) -> bytes:
        if encoding not in self.bodies:
            self.bodies[encoding] = _SHRINK[encoding](self.bodies["identity"])
        return self.bodies[encoding]

    def answer(self, request: HttpRequest) -> HttpResponse:
        encoding = _encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        etag = f'"{self.etag}-{encoding}"'
        known = {tag.removeprefix("W/") for tag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))}
        answer = HttpResponseNotModified() if etag in known or "*" in known else HttpResponse(self.body(encoding))
        if answer.status_code == 200 and encoding != "identity":
            answer["Content-Encoding"] = encoding
        for name, value in self.headers.items():
            if answer.status_code == 200 or name != "Content-Type":
                answer[name] = value
        answer["ETag"] = etag
        answer["Cache-Control"] = "no-cache"
        answer["Vary"] = "Accept-Encoding, HX-Request"
        return answer


class Shelf:
    """The pages that this process holds, the least used going first when there are too many bytes."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._bytes = 0
        self._most = most
        self._lock = threading.Lock()

    def get(self, key: str) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: str, page: Page) -> None:
        with self._lock:
            self._forget(key)
            self._pages[key] = page
            self._bytes += _weight(page)
            while self._bytes > self._most and self._pages:
                self._forget(next(iter(self._pages)))

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _forget(self, key: str) -> None:
        gone = self._pages.pop(key, None)
        if gone is not None:
            self._bytes -= _weight(gone)


def _weight(page: Page) -> int:
    """Bytes, with room for the encodings that will be made of it."""
    return len(page.bodies["identity"]) * 3 // 2


class Flights:
    """Which keys are being drawn in this process: the first draws, the others wait for it."""

    def __init__(self) -> None:
        self._flying: dict[str, threading.Event] = {}
        self._lock = threading.Lock()

    @contextmanager
    def first(self, key: str) -> Iterator[threading.Event | None]:
        """None for the one who draws; for everybody else the event that is set when it is done."""
        with self._lock:
            flying = self._flying.get(key)
            if flying is None:
                self._flying[key] = threading.Event()
        if flying is not None:
            yield flying
            return
        try:
            yield None
        finally:
            with self._lock:
                self._flying.pop(key).set()


shelf = Shelf()
flights = Flights()


class WholePagesMiddleware:
    """Stands before sessions and everything else that belongs to a visitor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = _asked(request)
        if asked is None:
            return self.get_response(request)
        request.get_host()  # refuses a host that is not ours, as every other page does
        told, answer = self._answer(request, asked)
        if settings.WHOLE_PAGES_TELL:
            answer["X-Page"] = told
        return answer

    def _answer(self, request: HttpRequest, asked: "Asked") -> tuple[str, HttpResponse]:
        stamp = version.current()
        page = _fresh(shelf.get(asked.key), stamp) or _shared(asked.key, stamp)
        if page is not None:
            return "hit", page.answer(request)
        with flights.first(asked.key) as flying:
            if flying is None:
                return self._draw(request, asked, stamp)
            return self._wait(request, asked, stamp, flying)

    def _draw(self, request: HttpRequest, asked: "Asked", stamp: str) -> tuple[str, HttpResponse]:
        """Draw the page, or take it from the process that draws it already."""
        page = _fresh(shelf.get(asked.key), stamp)
        if page is not None:  # done between our look and our turn
            return "hit", page.answer(request)
        lock = f"page-flight:{asked.key}:{stamp}"
        if not cache.add(lock, 1, LOCK_SECONDS):
            page = _await_other(asked.key, stamp)
            if page is not None:
                return "hit", page.answer(request)
        try:
            answer = self.get_response(_bare(request, asked))
            if _may_be_kept(answer):
                page = _page_of(answer, stamp, asked.keeping.seconds)
                shelf.put(asked.key, page)
                cache.set(f"page:{asked.key}", page, asked.keeping.seconds)
                return "miss", page.answer(request)
        finally:
            cache.delete(lock)
        return "past", self._again(request, answer)

    def _wait(
        self, request: HttpRequest, asked: "Asked", stamp: str, flying: threading.Event
    ) -> tuple[str, HttpResponse]:
        """While another thread draws: the page of before if there is one, else what the other brings."""
        before = shelf.get(asked.key)
        if before is not None:
            return "stale", before.answer(request)
        flying.wait(WAIT_SECONDS)
        page = shelf.get(asked.key)
        if page is not None:
            return "hit", page.answer(request)
        return "past", self._again(request, self.get_response(_bare(request, asked)))

    def _again(self, request: HttpRequest, answer: HttpResponse) -> HttpResponse:
        """What is not a page for everybody is answered to this visitor: goods not on sale to their shop, a form to log in."""
        return self.get_response(request) if request.COOKIES else answer


@dataclass(frozen=True)
class Asked:
    """A page by its key, with the query that is left when noise is dropped."""

    key: str
    query: str
    keeping: Keeping


def _asked(request: HttpRequest) -> Asked | None:
    """What is asked for, when it is a page that is kept; None for everything else."""
    past = settings.DEBUG or (settings.WHOLE_PAGES_TELL and "HTTP_X_PAST" in request.META)
    if past or request.method not in ("GET", "HEAD"):
        return None
    keeping = _keeping(request.path_info)
    if keeping is None:
        return None
    query = _query(request.META.get("QUERY_STRING", ""), keeping.query)
    if query is None:
        return None
    part = "htmx" if request.META.get("HTTP_HX_REQUEST") else "page"
    told = f"{release.stamp()} {request.path_info}?{query} {part} {timezone.localdate()}"
    return Asked(hashlib.sha256(told.encode()).hexdigest()[:32], query, keeping)


@lru_cache(maxsize=4096)
def _keeping(path: str) -> Keeping | None:
    """How the view at a path is kept. Addresses do not change while a process lives."""
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return getattr(resolve(path).func, "kept_whole", None)
        except Http404:
            return None


def _query(sent: str, read: frozenset[str]) -> str | None:
    """The parameters a view reads, in one order, without those that only trace visitors; None when there are others."""
    if not sent:
        return ""
    if len(sent) > LONGEST_QUERY:
        return None
    pairs = [pair for pair in parse_qsl(sent, keep_blank_values=True) if not pair[0].startswith(NOISE)]
    return urlencode(sorted(pairs)) if all(name in read for name, _value in pairs) else None


def _bare(request: HttpRequest, asked: Asked) -> HttpRequest:
    """The same request as a stranger without any cookie would send it."""
    bare = copy.copy(request)
    bare.META = {name: value for name, value in request.META.items() if name not in _VISITORS}
    bare.META["QUERY_STRING"] = asked.query
    for remembered in ("GET", "headers", "_messages"):
        bare.__dict__.pop(remembered, None)
    bare.__dict__["COOKIES"] = {}
    return bare


def _fresh(page: Page | None, stamp: str) -> Page | None:
    return page if page is not None and page.stamp == stamp and page.until > time.time() else None


def _shared(key: str, stamp: str) -> Page | None:
    """From the cache that all processes share, into this one's own."""
    page = _fresh(cache.get(f"page:{key}"), stamp)
    if page is not None:
        shelf.put(key, page)
    return page


def _await_other(key: str, stamp: str) -> Page | None:
    """What another process is drawing now; None when it does not come in time."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        page = _shared(key, stamp)
        if page is not None:
            return page
        time.sleep(0.02)
    return None


def _may_be_kept(answer: HttpResponse) -> bool:
    private = "no-store" in answer.get("Cache-Control", "") or "private" in answer.get("Cache-Control", "")
    return answer.status_code == 200 and not answer.streaming and not answer.cookies and not private


def _page_of(answer: HttpResponse, stamp: str, seconds: int) -> Page:
    headers = {
        name: value
        for name, value in answer.items()
        if name.lower() not in ("vary", "cache-control", "etag", "content-length", "expires")
    }
    etag = hashlib.sha256(answer.content).hexdigest()[:20]
    return Page(stamp, time.time() + seconds, etag, headers, {"identity": answer.content})


def _encoding(accepted: str) -> str:
    """`br`, `gzip` or `identity`, the smallest the browser takes; one with `q=0` is not taken."""
    taken = {}
    for part in accepted.lower().split(","):
        name, _sep, weight = part.partition(";")
        taken[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((encoding for encoding in ("br", "gzip") if taken.get(encoding)), "identity")
