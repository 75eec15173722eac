from typing import Any

from django.http import HttpRequest


class ShopRequest(HttpRequest):
    """A request behind `basket.middleware`: it carries the visitor's open basket, loaded when first asked for."""

    basket: Any
