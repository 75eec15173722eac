"""Questions of buyers: the list with what is new, one thread, and reporting a message to PLUT."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace import access
from marketplace.shop.conversations import page as shown
from marketplace.shop.conversations import talking, views
from marketplace.shop.conversations.forms import MessageForm, ReportForm
from marketplace.shop.conversations.models import Side, Thread
from vendors import permissions
from vendors.permissions import Right, ShopRequest
from vendors.portal import page


@access.to(permissions.member(Right.TALK))
@require_safe
def talks(request: ShopRequest) -> HttpResponse:
    listed = page.pages(request, talking.of_vendor(request.vendor))
    rows = [
        {"thread": thread, "buyer": shown.buyer_of(thread), "is_new": thread.has_news_for(Side.VENDOR)}
        for thread in listed
    ]
    unread = talking.unread_of_vendor(request.vendor)
    return page.show(request, "talks", {"listed": listed, "rows": rows, "unread": unread})


@access.to(permissions.member(Right.TALK))
@never_cache
def talk(request: ShopRequest, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    if request.htmx and request.method == "GET":  # type: ignore[attr-defined]
        return views.news(request, found, Side.VENDOR, "conversations/messages.html")
    form = MessageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and views.sent(
        form, lambda text, photos: talking.write(found, Side.VENDOR, request.membership.user, text, photos)
    ):
        return redirect(f"{request.path}#terbaru")
    talking.mark_read(found, Side.VENDOR)
    context = views.context_of(found, Side.VENDOR, form)
    return page.show(request, "talk", context, status=422 if form.errors else 200)


@access.to(permissions.member(Right.TALK))
@never_cache
def report(request: ShopRequest, pk: int, message_pk: int) -> HttpResponse:
    """Ask PLUT to look at a message of the buyer."""
    found = _mine(request, pk)
    message = get_object_or_404(found.messages.filter(side=Side.SHOPPER), pk=message_pk)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        views.send_report(request, message, Side.VENDOR, request.membership.user, form)
        return redirect("portal:talk", pk)
    context = {"thread": found, "message": message, "form": form, "back": reverse("portal:talk", args=[pk])}
    return page.show(request, "talk_report", context, status=422 if form.errors else 200)


def _mine(request: ShopRequest, pk: int) -> Thread:
    return get_object_or_404(talking.of_vendor(request.vendor).select_related("vendor"), pk=pk)
