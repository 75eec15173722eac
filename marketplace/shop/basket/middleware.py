from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import BigIntegerField, QuerySet
from oscar.apps.basket.middleware import BasketMiddleware as OscarBasketMiddleware
from oscar.core.loading import get_model

from marketplace.statements import Given, Statement

Basket = get_model("basket", "Basket")


class BasketMiddleware(OscarBasketMiddleware):
    """Oscar's lazy basket without its offer engine, which costs queries per offer and line on every page."""

    def apply_offers_to_basket(self, request: Any, basket: Any) -> None:
        return None

    def get_cookie_basket(self, cookie_key: str, request: Any, manager: Any) -> Any:
        """The open basket of nobody that the cookie names; a cookie that names none is deleted."""
        if cookie_key not in request.COOKIES:
            return None
        try:
            baskets = _OPEN.rows(pk=int(Signer().unsign(request.COOKIES[cookie_key])))
        except BadSignature:
            baskets = []
        if not baskets:
            request.cookies_to_delete.append(cookie_key)
        return next(iter(baskets), None)


def _open() -> QuerySet:
    return Basket.objects.filter(pk=Given("pk", BigIntegerField()), owner=None, status=Basket.OPEN)


_OPEN = Statement(_open)
