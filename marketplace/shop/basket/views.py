"""The basket: its page and what can be done to it, without JavaScript too; with it, adding stays on the page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace import access, same_origin
from marketplace.front import toasts
from marketplace.shop.basket import editing, grouping, notes, quantities, words
from marketplace.shop.catalogue import visibility
from marketplace.shop.requests import ShopRequest

# Where a product's page takes the answer: beside the button that was pressed.
BOUGHT = "bought"


@access.to(access.anyone)
@require_safe
@never_cache
def summary(request: ShopRequest) -> HttpResponse:
    return _page(request)


@access.to(access.anyone)
@require_POST
@never_cache
@same_origin.required
def add(request: ShopRequest, product_id: int) -> HttpResponse:
    """Put a product into the basket; `then=checkout` goes straight on. Cached pages post here: no token is asked."""
    try:
        line = editing.add(request.basket, product_id, request.POST.get("quantity", "1"))
    except quantities.Refused as refusal:
        return _refused(request, product_id, refusal)
    if request.POST.get("then") == "checkout":
        return _onward(request, reverse("checkout:index"))
    return _added(request, _("{product} is in the basket.").format(product=words.name_of(line.product)))


@access.to(access.anyone)
@require_POST
@never_cache
def update(request: ShopRequest) -> HttpResponse:
    """Take in the whole page, quantities and notes, then remove a line or go on to checkout if that was pressed."""
    _keep_notes(request)
    if request.POST.get("remove", ""):
        return _remove(request, request.POST["remove"])
    errors = _change_all(request)
    if errors:
        return _page(request, errors, status=400)
    return redirect("checkout:index" if request.POST.get("then") == "checkout" else "basket:summary")


@access.to(access.anyone)
@require_POST
@never_cache
def restore(request: ShopRequest, product_id: int, quantity: int) -> HttpResponse:
    """Undo: put back what was just removed."""
    try:
        editing.add(request.basket, product_id, str(quantity))
    except quantities.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("basket:summary")


def _page(request: ShopRequest, errors: dict[int, tuple[str, str]] | None = None, status: int = 200) -> HttpResponse:
    page = grouping.of(request.basket, notes.of(request.session), errors)
    return render(
        request, "basket/summary.html", {"page": page, "errors": errors, "longest_note": notes.LONGEST}, status=status
    )


def _change_all(request: ShopRequest) -> dict[int, tuple[str, str]]:
    """Set every quantity that was sent; (typed, why not) of those that were refused, by line."""
    errors = {}
    held = dict(request.basket.lines.values_list("pk", "quantity")) if request.basket.pk else {}
    for line_id, typed in _sent(request, "quantity-"):
        if typed.strip() == str(held.get(line_id)):
            continue
        try:
            editing.change(request.basket, line_id, typed)
        except quantities.Refused as refusal:
            errors[line_id] = (typed[:12], str(refusal))
    return errors


def _keep_notes(request: ShopRequest) -> None:
    for vendor_id, text in _sent(request, "note-"):
        notes.keep(request.session, vendor_id, text)


def _sent(request: ShopRequest, prefix: str) -> list[tuple[int, str]]:
    """(number, text) of every field named `<prefix><number>`."""
    fields = [(name.removeprefix(prefix), str(text)) for name, text in request.POST.items() if name.startswith(prefix)]
    return [
        (int(number), text) for number, text in fields if number.isascii() and number.isdigit() and len(number) <= 15
    ]


def _remove(request: ShopRequest, line: str) -> HttpResponseRedirect:
    try:
        removed = editing.remove(
            request.basket, int(line) if line.isascii() and line.isdigit() and len(line) <= 15 else 0
        )
    except quantities.Refused as refusal:
        messages.info(request, str(refusal))
    else:
        undo = reverse("basket:restore", args=[removed.product_id, removed.quantity])
        said = _("{product} was removed.").format(product=removed.name)
        toasts.tell(request, said, label=_("Undo"), url=undo, post=True)
    return redirect("basket:summary")


def _added(request: ShopRequest, said: str) -> HttpResponse:
    """A toast where JavaScript put the goods in, else the basket itself."""
    if not request.htmx:
        messages.success(request, said)
        return redirect("basket:summary")
    toast = {"text": said, "tone": "good", "label": _("See basket"), "url": reverse("basket:summary")}
    beside = request.htmx.target == BOUGHT
    response = render(request, "basket/added.html" if beside else "components/toast.html", toast)
    response["HX-Trigger"] = "visitor:changed"
    return response


def _onward(request: ShopRequest, url: str) -> HttpResponse:
    return HttpResponse(headers={"HX-Redirect": url}) if request.htmx else HttpResponseRedirect(url)


def _refused(request: ShopRequest, product_id: int, refusal: quantities.Refused) -> HttpResponse:
    """Say why, where the reader is; htmx shows only answers of 200."""
    if request.htmx and request.htmx.target == BOUGHT:
        return render(request, "basket/added.html", {"refused": str(refusal)})
    if request.htmx:
        return render(request, "components/toast.html", {"text": str(refusal), "tone": "bad"})
    context: dict[str, Any] = {"why": str(refusal), "product": _seen_product(product_id)}
    return render(request, "basket/refused.html", context, status=refusal.status)


def _seen_product(product_id: int) -> Any:
    """The product to go back to, if the reader may see it."""
    return visibility.visible().filter(pk=product_id).first()
