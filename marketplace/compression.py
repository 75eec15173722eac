"""Pages that are not kept whole are compressed on the way out.

They hold CSRF tokens, which BREACH would guess by the length of compressed answers. Two things forbid it: Django masks the
token anew in every answer, and its GZip middleware adds up to 100 random bytes. Pictures and files are left as they are.
"""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/html", "text/css", "text/plain", "application/json", "application/xml", "application/manifest+json")


class TextCompression(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        if response.streaming or response.get("Content-Type", "").partition(";")[0] not in TEXT:
            return response
        return super().process_response(request, response)
