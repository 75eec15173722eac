from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class ShopRequest(HttpRequest):
    """A request behind the middleware of baskets and of htmx: the basket is loaded when first asked for."""

    basket: Any
    cookies_to_delete: list[str]
    htmx: HtmxDetails
