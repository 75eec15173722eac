from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace import access
from marketplace.front import formats
from marketplace.shop.conversations import talking
from vendors import permissions
from vendors.models import Vendor, VendorOrder
from vendors.permissions import Right, ShopRequest
from vendors.portal import cards, desk, figures, page, shelf
from vendors.portal import reviews as shelf_of_reviews


@access.to(permissions.member(Right.SEE))
@require_safe
def home(request: ShopRequest) -> HttpResponse:
    """What waits first, then today's figures, the week's sales, the balance and the last orders."""
    vendor, rights = request.vendor, request.rights
    counts = desk.counts(vendor)
    todo = [
        # A shop that had orders has had a way of shipping; the others are asked.
        *(_shipping_task(vendor) if Right.MANAGE_SHOP in rights and not counts.by_status else []),
        *(_order_tasks(counts) if Right.SEE_ORDERS in rights else []),
        *_product_tasks(shelf.to_do(vendor)),
        *(_review_tasks(shelf_of_reviews.unanswered(vendor).count()) if Right.ANSWER_REVIEWS in rights else []),
        *(_talk_tasks(request) if Right.TALK in rights else []),
    ]
    context: dict[str, Any] = {"counts": counts, "now": timezone.now(), "todo": todo}
    if Right.SEE_MONEY in rights:
        context |= {"sales": figures.sales(vendor), "balance": figures.balance(vendor)}
    if Right.SEE_ORDERS in rights:
        sees_money = Right.SEE_MONEY in rights
        context["recent"] = [cards.latest(order, sees_money=sees_money) for order in desk.recent(vendor)]
    return page.show(request, "home", context)


def _shipping_task(vendor: Vendor) -> list[dict[str, Any]]:
    """Without a way of shipping nothing can be ordered, so it comes before all else."""
    missing = 0 if vendor.shipping_methods.filter(is_active=True).exists() else 1
    return _task(missing, _("Set up shipping"), _("Buyers cannot order before that"), "bad", "portal:ways")


def _order_tasks(counts: desk.Counts) -> list[dict[str, Any]]:
    new, to_ship = counts.in_status(VendorOrder.Status.NEW), counts.in_status(VendorOrder.Status.ACCEPTED)
    ready = counts.in_status(VendorOrder.Status.READY_FOR_PICKUP)
    answer = _("Answer by {deadline}").format(deadline=formats.moment(counts.answer_by)) if counts.answer_by else ""
    nearest = _("Nearest: {deadline}").format(deadline=formats.moment(counts.ship_by)) if counts.ship_by else ""
    return [
        *_task(new, _("New orders"), answer, "bad", "portal:orders", tab="new"),
        *_task(to_ship, _("To ship or prepare"), nearest, "wait", "portal:orders", tab="to_ship"),
        *_task(
            ready, _("Ready for pick-up"), _("Match the code when the buyer comes"), "", "portal:orders", tab="shipped"
        ),
    ]


def _talk_tasks(request: ShopRequest) -> list[dict[str, Any]]:
    waiting = talking.unread_of_vendor(request.vendor)
    return _task(waiting, _("Questions of buyers"), _("A quick answer sells"), "wait", "portal:talks")


def _product_tasks(waiting: dict[str, int]) -> list[dict[str, Any]]:
    low = _("{n} pieces or fewer left").format(n=shelf.LOW)
    return [
        *_task(
            waiting["mend"],
            _("Products to mend"),
            _("PLUT wrote what to change"),
            "wait",
            "portal:products",
            only="mend",
        ),
        *_task(waiting["low"], _("Stock nearly gone"), low, "", "portal:products", only="low"),
    ]


def _review_tasks(unanswered: int) -> list[dict[str, Any]]:
    say = _("A short reply is read by every later buyer")
    return _task(unanswered, _("Reviews without a reply"), say, "", "portal:reviews", only="unanswered")


def _task(count: int, what: str, say: str, tone: str, place: str, **query: str) -> list[dict[str, Any]]:
    """One row of the to-do list, or none when nothing waits."""
    row = {
        "count": count,
        "what": what,
        "say": say,
        "tone": tone,
        "url": reverse(place) + (f"?{urlencode(query)}" if query else ""),
    }
    return [row] if count else []
