"""Whose order pages a visitor may open: their own, those they placed or looked up in this session, or by a mailed key."""

import hmac
from typing import Any

from django.http import Http404, HttpRequest
from oscar.core.loading import get_model

Order = get_model("order", "Order")

SESSION_KEY = "orders"
MOST_REMEMBERED = 50


def remember(request: HttpRequest, order: Any) -> None:
    """This visitor may open the order for as long as the session lasts."""
    known = [number for number in request.session.get(SESSION_KEY, []) if number != order.number]
    request.session[SESSION_KEY] = [*known, order.number][-MOST_REMEMBERED:]


def order_or_404(request: HttpRequest, number: str) -> Any:
    """The order, if this visitor may see it. A stranger's order and one that does not exist look the same."""
    order = Order.objects.select_related("purchase__destination", "payment", "shipping_address").filter(number=number).first()
    if order is None or not hasattr(order, "purchase") or not _may_open(request, order):
        raise Http404
    return order


def _may_open(request: HttpRequest, order: Any) -> bool:
    if request.user.is_authenticated and order.user_id == request.user.pk:
        return True
    if order.number in request.session.get(SESSION_KEY, []):
        return True
    return hmac.compare_digest(request.GET.get("kunci", "").encode(), order.purchase.token.encode())
