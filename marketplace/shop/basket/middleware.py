from typing import Any

from oscar.apps.basket.middleware import BasketMiddleware as OscarBasketMiddleware


class BasketMiddleware(OscarBasketMiddleware):
    """Oscar's lazy basket without its offer engine, which costs queries per offer and line on every page."""

    def apply_offers_to_basket(self, request: Any, basket: Any) -> None:
        return None
