"""Counts the queries of one request, when the bench asks for it with a header. Part of the bench's settings only."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

ASK = "X-Count-Queries"
COUNTED = "X-Queries"
REPEATED = "X-Repeated-Queries"


class CountingMiddleware:
    """Adds the number of queries, and of those that were asked before in the same request with the same values."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if ASK not in request.headers:
            return self.get_response(request)
        seen: Counter[str] = Counter()
        with connection.execute_wrapper(_into(seen)):
            response = self.get_response(request)
        response[COUNTED] = str(seen.total())
        response[REPEATED] = str(seen.total() - len(seen))
        return response


def _into(seen: Counter[str]) -> Callable[..., Any]:
    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if "SAVEPOINT" not in sql:
            seen[f"{sql} {params!r}"] += 1
        return execute(sql, params, many, context)

    return wrapper
