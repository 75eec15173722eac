"""The shopper's order pages: one order with a status per shop, all orders of an account, the guest's look-up."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from oscar.core.loading import get_model

from marketplace import access, pictures
from marketplace.payments import bank_transfer
from marketplace.payments.models import Payment
from marketplace.shop.order import visiting
from marketplace.shop.order.forms import LookupForm, ProofForm
from marketplace.shop.order.models import Purchase

Order = get_model("order", "Order")

PAGE_SIZE = 20
LOOKUPS, LOOKUP_WINDOW = 10, 15 * 60



@access.to(access.anyone)
@never_cache
def detail(request: HttpRequest, number: str) -> HttpResponse:
    order = visiting.order_or_404(request, number)
    if "kunci" in request.GET:
        # The key leaves the address at once, so that it is not passed on with a link or a referrer.
        visiting.remember(request, order)
        return redirect("orders:detail", number)
    return render(request, "orders/detail.html", _about(order) | {"proof_form": ProofForm()})


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
        return render(request, "orders/detail.html", _about(order) | {"proof_form": form}, status=422)
    return redirect("orders:detail", number)


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    form = LookupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _too_many_lookups(request):
            form.add_error(None, _("Too many tries. Try again in 15 minutes."))
            return render(request, "orders/lookup.html", {"form": form}, status=429)
        order = _find(form.cleaned_data["number"], form.cleaned_data["email"])
        if order:
            visiting.remember(request, order)
            return redirect("orders:detail", order.number)
        form.add_error(None, _("No order with this number and email. Check both."))
    return render(request, "orders/lookup.html", {"form": form}, status=422 if form.errors else 200)


@access.to(access.logged_in)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("status", "")
    own = Order.objects.filter(user=request.user, purchase__isnull=False)
    tabs = order_tabs()
    wanted = next((states for code, _label, states in tabs if code == chosen), None)
    shown = own.filter(status__in=wanted) if wanted else own
    page = Paginator(
        shown.select_related("payment").prefetch_related("vendor_orders__vendor").order_by("-pk"), PAGE_SIZE
    ).get_page(request.GET.get("page"))
    links = [(_("All"), request.path, not wanted, None)]
    links += [(label, f"{request.path}?status={code}", code == chosen, None) for code, label, _states in tabs]
    return render(request, "orders/list.html", {"page": page, "tabs": links})


def order_tabs() -> list[tuple[str, str, list[str]]]:
    status = Purchase.Status
    return [
        ("unpaid", _("Unpaid"), [status.AWAITING_PAYMENT]),
        ("progress", _("In progress"), [status.PAID, status.IN_PROGRESS, status.PARTLY_CANCELLED]),
        ("completed", _("Completed"), [status.COMPLETED]),
        ("cancelled", _("Cancelled"), [status.CANCELLED, status.EXPIRED]),
    ]


def _about(order: Any) -> dict[str, Any]:
    parts = order.vendor_orders.select_related("vendor__district__parent").prefetch_related("lines__line", "refunds")
    return {
        "order": order,
        "purchase": order.purchase,
        "payment": order.payment,
        "parts": list(parts),
        "bank": settings.BANK_TRANSFER,
        "awaits_transfer": order.payment.method == Payment.Method.BANK_TRANSFER
        and order.payment.state in bank_transfer.AWAITING,
        "can_pay_by_card": order.payment.method == Payment.Method.STRIPE
        and order.payment.state in (Payment.State.PENDING, Payment.State.FAILED)
        and order.payment.expires_at > timezone.now(),
    }


def _keep_proof(request: HttpRequest, order: Any, form: ProofForm) -> bool:
    try:
        bank_transfer.receive_proof(order.payment.pk, pictures.clean_slip(form.cleaned_data["slip"]))
    except ValidationError as error:
        form.add_error("slip", error)
    except bank_transfer.TooMany:
        form.add_error("slip", _("We have enough proofs for this order and will check them."))
    return not form.errors


def _find(number: str, email: str) -> Any:
    return Order.objects.filter(number=number.strip().upper(), purchase__email__iexact=email).first()


def _too_many_lookups(request: HttpRequest) -> bool:
    key = f"lookup:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, LOOKUP_WINDOW)
    return cache.incr(key) > LOOKUPS
