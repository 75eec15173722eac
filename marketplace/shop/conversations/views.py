"""The shopper's side: their threads, one thread, and the two ways to start one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace import access, papers
from marketplace.accounts.models import User
from marketplace.shop.catalogue import visibility
from marketplace.shop.conversations import page, reporting, talking
from marketplace.shop.conversations.forms import MessageForm, ReportForm
from marketplace.shop.conversations.models import Message, Photo, Side, Thread
from marketplace.shop.order import visiting
from vendors import permissions
from vendors.models import VendorOrder
from vendors.permissions import Right

PAGE_SIZE = 20


def mine(request: HttpRequest) -> Any:
    return talking.of_shopper(request.user, visiting.orders_of(request))


@access.to(visiting.has_orders)
@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    threads = Paginator(mine(request), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(thread, thread.has_news_for(Side.SHOPPER)) for thread in threads]
    return render(request, "conversations/list.html", {"page": threads, "rows": rows})


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(
        mine(request).select_related(
            "shopper", "vendor_order__order__shipping_address", "vendor_order__order__purchase"
        ),
        pk=pk,
    )
    if request.htmx and request.method == "GET":
        return news(request, found, Side.SHOPPER, "conversations/messages.html")
    author = request.user if isinstance(request.user, User) else None
    form = MessageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and sent(
        form, lambda text, photos: talking.write(found, Side.SHOPPER, author, text, photos)
    ):
        return redirect(f"{request.path}#terbaru")
    talking.mark_read(found, Side.SHOPPER)
    return render(
        request, "conversations/thread.html", context_of(found, Side.SHOPPER, form), status=422 if form.errors else 200
    )


@access.to(access.logged_in)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about_product(request: Any, pk: int) -> HttpResponse:
    """A question about a product that is on show; a thread that exists already goes on."""
    product = get_object_or_404(visibility.visible().select_related("listing__vendor"), pk=pk)
    known = talking.about_product(request.user, product)
    if known and request.method != "POST":
        return redirect("conversations:thread", known.pk)
    return _start(
        request,
        lambda text, photos: talking.ask_about_product(request.user, product, text, photos),
        {"vendor": product.listing.vendor, "about": product.title, "back": product.get_absolute_url()},
    )


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about_order(request: Any, number: str) -> HttpResponse:
    """A message about a shop's part of an order, from whoever may open the order's page."""
    order = visiting.order_or_404(request, number.partition("-")[0])
    part = get_object_or_404(VendorOrder.objects.select_related("vendor", "order__user"), order=order, number=number)
    known = talking.about_order(part)
    if known and request.method != "POST":
        return redirect("conversations:thread", known.pk)
    author = request.user if isinstance(request.user, User) else None
    return _start(
        request,
        lambda text, photos: talking.ask_about_order(part, author, text, photos),
        {"vendor": part.vendor, "about": part.number, "back": order_page(order)},
    )


@access.to(access.anyone)
@require_safe
def photo(request: HttpRequest, pk: int) -> FileResponse:
    """A photo of a thread, for its two sides."""
    found = get_object_or_404(Photo.objects.select_related("message__thread"), pk=pk)
    if not mine(request).filter(pk=found.message.thread_id).exists() and not _works_for(request, found.message.thread):
        raise Http404
    return papers.sent(found.file, name=f"percakapan-{pk}")


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Any, pk: int, message_pk: int) -> HttpResponse:
    """Ask PLUT to look at a message of the shop."""
    found = get_object_or_404(mine(request), pk=pk)
    message = get_object_or_404(found.messages.filter(side=Side.VENDOR), pk=message_pk)
    form = ReportForm(request.POST or None)
    author = request.user if isinstance(request.user, User) else None
    if request.method == "POST" and form.is_valid():
        send_report(request, message, Side.SHOPPER, author, form)
        return redirect("conversations:thread", pk)
    context = {"thread": found, "message": message, "form": form, "back": reverse("conversations:thread", args=[pk])}
    return render(request, "conversations/report.html", context, status=422 if form.errors else 200)


def order_page(order: Any) -> str:
    return reverse("orders:detail", args=[order.number])


def send_report(request: HttpRequest, message: Message, side: str, reporter: Any, form: ReportForm) -> None:
    """Send it and say so, or why not."""
    try:
        reporting.report(message, side, reporter, form.cleaned_data["reason"], form.cleaned_data["note"])
    except reporting.Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Reported. PLUT looks at it and tells you what comes of it."))


def news(request: HttpRequest, found: Thread, side: str, template: str) -> HttpResponse:
    """Asked every few seconds: nothing, or the messages as they are now."""
    newest = max(found.shopper_last, found.vendor_last)
    if request.GET.get("last") == str(newest):
        return HttpResponse(status=204)
    talking.mark_read(found, side)
    return render(request, template, context_of(found, side, MessageForm()))


def context_of(found: Thread, side: str, form: MessageForm) -> dict[str, Any]:
    names = page.names_of(found)
    return {
        "thread": found,
        "said": page.said(found, side, names),
        "newest": max(found.shopper_last, found.vendor_last),
        "other": names[Side(side).other],
        "form": form,
    }


def sent(form: MessageForm, write: Callable[[str, Any], Message]) -> Message | None:
    """The message that a valid form made, else None with the reason in the form."""
    if not form.is_valid():
        return None
    try:
        return write(form.cleaned_data["text"], form.cleaned_data["photos"])
    except (talking.Refused, ValidationError) as refused:
        form.add_error(None, refused if isinstance(refused, ValidationError) else str(refused))
        return None


def _works_for(request: HttpRequest, found: Thread) -> bool:
    """Whether this person answers questions for the thread's shop."""
    if not isinstance(request.user, User):
        return False
    membership = request.user.memberships.select_related("vendor").filter(vendor=found.vendor_id).first()
    return membership is not None and Right.TALK in permissions.rights_of(membership)


def _start(request: Any, write: Callable[[str, Any], Message], about: dict[str, Any]) -> HttpResponse:
    form = MessageForm(request.POST or None, request.FILES or None)
    message = sent(form, write) if request.method == "POST" else None
    if message:
        messages.success(request, _("Sent. You find the answer under Conversations and in your mail."))
        return redirect("conversations:thread", message.thread_id)
    return render(request, "conversations/start.html", {**about, "form": form}, status=422 if form.errors else 200)
