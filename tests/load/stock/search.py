"""A search that finds every product at once and without work, so that the bench weighs Oscar and not an engine."""

from functools import cached_property
from typing import Any

from haystack.backends import BaseEngine, BaseSearchBackend
from haystack.backends.simple_backend import SimpleSearchQuery
from haystack.models import SearchResult
from oscar.core.loading import get_model


class FreeBackend(BaseSearchBackend):
    """Answers as a remote engine would: with the keys of the products, which Haystack then loads."""

    @cached_property
    def keys(self) -> list[int]:
        return list(get_model("catalogue", "Product").objects.order_by("-pk").values_list("pk", flat=True))

    def search(self, query_string: str, **kwargs: Any) -> dict[str, Any]:
        start, end = kwargs.get("start_offset", 0), kwargs.get("end_offset")
        results = [SearchResult("catalogue", "product", str(key), 1) for key in self.keys[start:end]]
        return {"results": results, "hits": len(self.keys), "facets": {}}

    def update(self, *args: Any, **kwargs: Any) -> None:
        """There is no index."""

    remove = clear = update


class FreeEngine(BaseEngine):
    backend = FreeBackend
    query = SimpleSearchQuery
