"""Whose order pages a visitor may open: their own, those they placed or looked up in this session, or by a mailed key."""

import hmac
import time
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.http import Http404, HttpRequest
from oscar.core.loading import get_model

from marketplace import access
from marketplace.accounts import proof
from marketplace.accounts.models import User
from marketplace.statements import Given, Statement

Order = get_model("order", "Order")

SESSION_KEY = "orders"
MOST_REMEMBERED = 50
# How long, in seconds, a new order is greeted, and how long one waits for word from the payment page before paying again.
GREETED_FOR = 60 * 60
WAITED_FOR = 3 * 60


def remember(request: HttpRequest, order: Any) -> None:
    """This visitor may open the order for as long as the session lasts."""
    known = [number for number in remembered(request) if number != order.number]
    request.session[SESSION_KEY] = [*known, order.number][-MOST_REMEMBERED:]


def remembered(request: HttpRequest) -> list[str]:
    """Numbers of the orders this visitor placed or looked up, the latest last."""
    return list(request.session.get(SESSION_KEY, []))


def note_placed(request: HttpRequest, order: Any) -> None:
    """The visitor has placed this order just now: its page says thank you, and going back leads to it."""
    request.session["placed"] = [order.number, int(time.time())]


def just_placed(request: HttpRequest) -> str:
    """The number of the order that this visitor placed within the hour, or nothing."""
    number, at = request.session.get("placed", ["", 0])
    return number if time.time() - at < GREETED_FOR else ""


def note_return(request: HttpRequest, order: Any) -> None:
    """The visitor comes from the payment page and says to have paid. The first return counts."""
    if request.session.get("returned", ["", 0])[0] != order.number:
        request.session["returned"] = [order.number, int(time.time())]


def waits_for_gateway(request: HttpRequest, order: Any) -> bool:
    """Whether this visitor paid a few minutes ago at most, so that word of it may still be on its way."""
    number, at = request.session.get("returned", ["", 0])
    return number == order.number and time.time() - at < WAITED_FOR


def has_orders(request: HttpRequest) -> access.Verdict:
    """An account has a list of orders, and so has whoever ordered or looked one up on this device; others log in."""
    known = request.user.is_authenticated or remembered(request)
    return access.Verdict.YES if known else access.Verdict.LOG_IN


def order_or_404(request: HttpRequest, number: str) -> Any:
    """The order, if this visitor may see it. A stranger's order and one that does not exist look the same."""
    if not (number.isascii() and number.isalnum()):
        raise Http404
    order = next(iter(_ORDER.rows(number=number)), None)
    if order is None or not _may_open(request, order):
        raise Http404
    return order


def orders_of(request: HttpRequest) -> QuerySet:
    """The account's orders, those placed as a guest under its confirmed e-mail, and those placed or looked up here."""
    mine = Q(number__in=remembered(request))
    if isinstance(request.user, User):
        mine |= Q(user=request.user) | Q(user=None, purchase__email__in=proof.addresses(request.user))
    return Order.objects.filter(mine, purchase__isnull=False)


def adopt(request: HttpRequest, order: Any) -> None:
    """An order placed without an account joins the account that was made for its e-mail, once its buyer opens it."""
    user = request.user
    if not isinstance(user, User) or order.user_id is not None:
        return
    if user.email.lower() == order.purchase.email.lower():
        Order.objects.filter(pk=order.pk, user=None).update(user=user)


def _may_open(request: HttpRequest, order: Any) -> bool:
    if order.number in remembered(request) or _is_owner(request.user, order):
        return True
    return hmac.compare_digest(request.GET.get("kunci", "").encode(), order.purchase.token.encode())


def _is_owner(user: Any, order: Any) -> bool:
    if not isinstance(user, User):
        return False
    if order.user_id is not None:
        return order.user_id == user.pk
    return proof.addresses(user).filter(email=order.purchase.email).exists()


def _order() -> QuerySet:
    orders = Order.objects.select_related("purchase__destination", "payment", "shipping_address")
    return orders.filter(number=Given("number", CharField()), purchase__isnull=False)[:1]


_ORDER = Statement(_order)
