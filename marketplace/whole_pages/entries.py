"""One kept page: its body in the three encodings browsers ask for, compressed once."""

import gzip
import hashlib
from dataclasses import dataclass

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

# Brotli's 11 takes twenty times as long as 5 for 5 % less; a first visitor waits for it.
BROTLI_QUALITY, GZIP_LEVEL = 5, 6
IDENTITY = "identity"
_ETAG_OF = {"br": "br", "gzip": "gz", IDENTITY: "id"}
_NOT_KEPT = {"set-cookie", "content-length", "vary", "etag", "cache-control", "expires", "date"}


@dataclass(frozen=True)
class Entry:
    """`version` says what it shows; `made_at` is in seconds since 1970, so that processes can compare."""

    version: str
    made_at: float
    digest: str
    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]

    @property
    def size(self) -> int:
        """Bytes, roughly, that it takes in memory."""
        return sum(len(body) for body in self.bodies.values()) + 500


def of(response: HttpResponse, version: str, made_at: float) -> Entry:
    body = response.content
    headers = tuple((name, value) for name, value in response.items() if name.lower() not in _NOT_KEPT)
    bodies = {
        IDENTITY: body,
        "br": brotli.compress(body, quality=BROTLI_QUALITY),
        "gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
    }
    return Entry(version, made_at, hashlib.sha256(body).hexdigest()[:24], headers, bodies)


def answer(entry: Entry, request: HttpRequest) -> HttpResponse:
    """The page in an encoding the browser takes, or 304 when it has this very page already."""
    encoding = chosen(request.headers.get("Accept-Encoding", ""))
    response: HttpResponse
    if _has_it(request.headers.get("If-None-Match", ""), entry.digest):
        response = HttpResponseNotModified()
    else:
        response = _whole(entry, encoding, request.method == "HEAD")
    response["ETag"] = f'"{entry.digest}-{_ETAG_OF[encoding]}"'
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def chosen(accepted: str) -> str:
    """The smallest encoding of ours that an Accept-Encoding allows; whatever cannot be read is not allowed."""
    allowed = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        allowed[name.strip()] = _weight(parameter)
    return next((name for name in ("br", "gzip") if allowed.get(name, allowed.get("*", 0)) > 0), IDENTITY)


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0


def _has_it(stated: str, digest: str) -> bool:
    """Whether If-None-Match names this body, in whatever encoding and weakened by whatever proxy."""
    tags = (tag.strip().removeprefix("W/").strip('"') for tag in stated.split(","))
    return any(tag == "*" or tag.rpartition("-")[0] == digest for tag in tags)


def _whole(entry: Entry, encoding: str, head: bool) -> HttpResponse:
    body = entry.bodies[encoding]
    response = HttpResponse(b"" if head else body)
    for name, value in entry.headers:
        response[name] = value
    if encoding != IDENTITY:
        response["Content-Encoding"] = encoding
    response["Content-Length"] = str(len(body))
    return response
