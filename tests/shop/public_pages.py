"""A client for pages, and what is asked of every public one."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries(client, url: str) -> list[str]:
    """The SQL of one request that answers 200."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def words(response) -> str:
    """The text of a page with spaces single, so that a test can look for a sentence."""
    return " ".join(response.content.decode().split())
