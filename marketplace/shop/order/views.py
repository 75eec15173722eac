"""The shopper's order pages: one order with a status per shop, all orders of a visitor, the guest's look-up."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from oscar.core.loading import get_model

from marketplace import access, pictures, rates
from marketplace.accounts import joining
from marketplace.front import formats
from marketplace.payments import bank_transfer
from marketplace.payments.models import Payment
from marketplace.shop.basket import again
from marketplace.shop.order import page, visiting
from marketplace.shop.order.forms import LookupForm, ProofForm
from marketplace.shop.order.models import Purchase
from marketplace.shop.requests import ShopRequest
from vendors.models import VendorOrder, VendorOrderLine

Order = get_model("order", "Order")

PAGE_SIZE = 20
LOOKUPS, LOOKUP_WINDOW = 10, 15 * 60


@access.to(access.anyone)
@never_cache
def detail(request: ShopRequest, number: str) -> HttpResponse:
    order = visiting.order_or_404(request, number)
    if "kunci" in request.GET:
        # The key leaves the address at once, so that it is not passed on with a link or a referrer.
        visiting.remember(request, order)
        return redirect("orders:detail", number)
    visiting.adopt(request, order)
    if request.htmx:
        return _news(request, order)
    return render(request, "orders/detail.html", page.of(request, order) | {"proof_form": ProofForm()})


def _news(request: ShopRequest, order: Any) -> HttpResponse:
    """Asked again and again while a payment is confirmed: nothing, or that the page has changed."""
    same = request.GET.get("was") == order.payment.state
    return HttpResponse(status=204) if same else HttpResponse(headers={"HX-Refresh": "true"})


@access.to(access.anyone)
@require_POST
def upload_proof(request: HttpRequest, number: str) -> HttpResponse:
    order = visiting.order_or_404(request, number)
    form = ProofForm(request.POST, request.FILES)
    if order.payment.method != Payment.Method.BANK_TRANSFER or order.payment.state not in bank_transfer.AWAITING:
        messages.info(request, _("This order no longer waits for a transfer."))
    elif form.is_valid() and _keep_proof(request, order, form):
        messages.success(request, _("Proof sent. We check it against the bank statement."))
    else:
        return render(request, "orders/detail.html", page.of(request, order) | {"proof_form": form}, status=422)
    return redirect("orders:detail", number)


@access.to(access.anyone)
@require_POST
def buy_again(request: ShopRequest, number: str) -> HttpResponse:
    """The goods of an earlier order into the basket; what cannot be bought now is named with its reason."""
    outcome = again.put(request.basket, visiting.order_or_404(request, number))
    if outcome.missed:
        names = "; ".join(f"{name}: {why}" for name, why in outcome.missed)
        messages.warning(request, _("Left out. {names}").format(names=names))
    if not outcome.added:
        return redirect("orders:detail", number)
    n = len(outcome.added)
    messages.success(
        request, ngettext("{n} product is in the basket.", "{n} products are in the basket.", n).format(n=n)
    )
    return redirect("basket:summary")


@access.to(access.anyone)
@require_POST
def join(request: HttpRequest, number: str) -> HttpResponse:
    """A guest keeps this order in an account: a code goes to the order's e-mail, and typing it opens the account."""
    order, page_of_order = visiting.order_or_404(request, number), reverse("orders:detail", args=[number])
    if request.user.is_authenticated or order.user_id is not None:
        return redirect(page_of_order)
    to = order.shipping_address
    try:
        joining.start(request, order.purchase.email, to.name if to else "", order.purchase.language)
    except joining.TooOften:
        messages.error(request, _("Too many tries. Try again in a few minutes."))
        return redirect(page_of_order)
    return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': page_of_order})}")


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    form = LookupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        again = rates.exceeded(request, "lookup", most=LOOKUPS, seconds=LOOKUP_WINDOW)
        if again:
            return _wait(request, form, again)
        order = form.find()
        if order:
            visiting.remember(request, order)
            return redirect("orders:detail", order.number)
        form.add_error(None, _("No order with this number and contact. Check both."))
    return render(request, "orders/lookup.html", {"form": form}, status=422 if form.errors else 200)


def _wait(request: HttpRequest, form: LookupForm, until: datetime) -> HttpResponse:
    form.add_error(None, _("Too many tries. Try again at {time}.").format(time=formats.clock(until)))
    answer = render(request, "orders/lookup.html", {"form": form}, status=429)
    answer["Retry-After"] = str(int((until - timezone.now()).total_seconds()) + 1)
    return answer


@access.to(visiting.has_orders)
@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The account's orders; a visitor without one sees what was ordered or looked up on this device."""
    own = visiting.orders_of(request)
    chosen = request.GET.get("status", "")
    tabs = order_tabs()
    wanted = next((which for code, _label, which in tabs if code == chosen), None)
    shown = own.filter(wanted) if wanted else own
    rows = shown.select_related("payment").prefetch_related(
        Prefetch("vendor_orders", VendorOrder.objects.select_related("vendor")),
        Prefetch("vendor_orders__lines", VendorOrderLine.objects.select_related("line")),
    )
    orders = Paginator(rows.order_by("-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = own.aggregate(**{code: Count("pk", filter=which) for code, _label, which in tabs})
    links = [(_("All"), request.path, not wanted, None)]
    links += [
        (label, f"{request.path}?status={code}", code == chosen, counts[code] or None) for code, label, _which in tabs
    ]
    context = {
        "page": orders,
        "rows": [_row(order) for order in orders],
        "tabs": links,
        "over": page.OVER,
        "none_here": _none_here(chosen) if wanted else "",
    }
    return render(request, "orders/list.html", context)


def order_tabs() -> list[tuple[str, str, Q]]:
    """(code, label, which orders). An order whose shops are not equally far stands under each that fits."""
    status, part = Purchase.Status, VendorOrder.Status
    under_way = Q(status__in=[status.PAID, status.IN_PROGRESS, status.PARTLY_CANCELLED])
    return [
        ("unpaid", pgettext("order", "Unpaid"), Q(status=status.AWAITING_PAYMENT)),
        ("progress", pgettext("order", "In progress"), under_way & _with_part(part.NEW, part.ACCEPTED)),
        (
            "shipped",
            pgettext("vendor order", "Shipped"),
            under_way & _with_part(part.SHIPPED, part.READY_FOR_PICKUP, part.DELIVERED),
        ),
        ("completed", pgettext("order", "Completed"), Q(status=status.COMPLETED)),
        ("cancelled", pgettext("order", "Cancelled"), Q(status__in=[status.CANCELLED, status.EXPIRED])),
    ]


def _none_here(code: str) -> str:
    """What an empty tab says."""
    return {
        "unpaid": _("Nothing waits for your payment."),
        "progress": _("No shop is preparing an order of yours."),
        "shipped": _("Nothing is on its way to you."),
        "completed": _("No order is completed yet."),
        "cancelled": _("No order was cancelled."),
    }[code]


def _with_part(*states: str) -> Q:
    return Q(Exists(VendorOrder.objects.filter(order=OuterRef("pk"), status__in=states)))


def _row(order: Any) -> tuple[Any, Any, list[tuple[VendorOrder, Any]]]:
    """(order, its state, each shop's part with its own state where there are several)."""
    parts = list(order.vendor_orders.all())
    alone = len(parts) == 1
    return order, page.headline(order, parts), [(part, None if alone else page.state_of(part)) for part in parts]


def _keep_proof(request: HttpRequest, order: Any, form: ProofForm) -> bool:
    try:
        bank_transfer.receive_proof(order.payment.pk, pictures.clean_slip(form.cleaned_data["slip"]))
    except ValidationError as error:
        form.add_error("slip", error)
    except bank_transfer.TooMany:
        form.add_error("slip", _("We have enough proofs for this order and will check them."))
    return not form.errors
