from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace import access
from marketplace.front.forms import mend
from marketplace.shop.partner import stock as stocks
from vendors import commission, permissions
from vendors import products as domain
from vendors.permissions import Right, ShopRequest
from vendors.portal import cards, forms, page, shelf

_LARGEST_ID = 2**63 - 1  # SQLite refuses a larger one with an error instead of finding nothing


@access.to(permissions.member(Right.SEE))
@require_safe
def products(request: ShopRequest) -> HttpResponse:
    words, only = forms.SearchForm(request.GET).words(), request.GET.get("only", "")
    only = only if only in shelf.FILTERS else ""
    listed = page.pages(request, shelf.found(request.vendor, words, only))
    may_edit = Right.EDIT_CATALOGUE in request.rights
    context = {
        "listed": listed,
        "rows": [cards.shelf_row(listing, may_edit=may_edit) for listing in listed],
        "words": words,
        "only": only,
        "filters": _filters(only, words),
    }
    return page.show(request, "products", context)


@access.to(permissions.member(Right.EDIT_CATALOGUE))
def add(request: ShopRequest) -> HttpResponse:
    """A new product, sent to PLUT for review."""
    form = forms.ProductForm(*_sent(request), percent=_percent(request), initial=_usual(request))
    if request.method == "POST" and form.is_valid() and _create(request, form):
        messages.success(request, _("Product sent for review."))
        return redirect("portal:products")
    return _form_page(request, form, None)


@access.to(permissions.member(Right.EDIT_CATALOGUE))
def edit(request: ShopRequest, pk: int) -> HttpResponse:
    listing = _mine(request, pk)
    if listing.state not in domain.EDITABLE:
        messages.warning(request, str(domain.NotNow(listing)))
        return redirect("portal:products")
    form = forms.ProductForm(*_sent(request), percent=_percent(request), listing=listing, initial=_written(listing))
    if request.method == "POST" and form.is_valid() and _save(request, listing, form):
        return redirect("portal:products")
    return _form_page(request, form, listing)


@access.to(permissions.member(Right.EDIT_CATALOGUE))
def quick(request: ShopRequest, pk: int) -> HttpResponse:
    """Price and stock from the list, without opening the product."""
    listing, form = _mine(request, pk), forms.QuickForm(request.POST)
    if request.method == "POST":
        _say(request, listing, form) if not form.is_valid() else _save_quick(request, listing, form.cleaned_data)
    return _back(request)


@access.to(permissions.member(Right.EDIT_CATALOGUE))
def show(request: ShopRequest, pk: int) -> HttpResponse:
    return _act(request, _mine(request, pk), domain.show, _("{product} is live."))


@access.to(permissions.member(Right.EDIT_CATALOGUE))
def hide(request: ShopRequest, pk: int) -> HttpResponse:
    return _act(request, _mine(request, pk), domain.hide, _("{product} is hidden."))


@access.to(permissions.member(Right.EDIT_CATALOGUE))
def photo_first(request: ShopRequest, pk: int, photo_pk: int) -> HttpResponse:
    return _photo(request, pk, photo_pk, domain.put_first)


@access.to(permissions.member(Right.EDIT_CATALOGUE))
def photo_remove(request: ShopRequest, pk: int, photo_pk: int) -> HttpResponse:
    return _photo(request, pk, photo_pk, domain.remove_photo)


def _filters(only: str, words: str) -> list[dict[str, Any]]:
    """The chips above the list; each keeps the words that are searched."""
    labels = {
        "": _("All"),
        "live": _("On sale"),
        "review": _("In review"),
        "mend": _("To mend"),
        "low": _("Low stock"),
        "hidden": _("Hidden"),
        "stopped": _("Stopped by PLUT"),
    }
    return [
        {"label": label, "href": "?" + urlencode({"only": code, "q": words}), "on": code == only}
        for code, label in labels.items()
    ]


def _mine(request: ShopRequest, pk: int) -> Any:
    if pk > _LARGEST_ID:
        raise Http404
    return get_object_or_404(shelf.mine(request.vendor).select_related("product"), product_id=pk)


def _create(request: ShopRequest, form: forms.ProductForm) -> bool:
    data = form.cleaned_data
    try:
        domain.create(request.vendor, form.sheet(), stock=data["stock"], photos=data["photos"])
    except ValidationError as full:
        form.add_error("photos", full)
    return not form.errors


def _save(request: ShopRequest, listing: Any, form: forms.ProductForm) -> bool:
    """All or nothing. What cannot be saved is said by the field, and what was typed stays."""
    data = form.cleaned_data
    try:
        with transaction.atomic():
            domain.change(listing, form.sheet(), seen=data["seen"], photos=data["photos"])
            _count(listing, data["stock"])
    except ValidationError as full:
        form.add_error("photos", full)
        return False
    except stocks.BelowReserved as promised:
        form.add_error("stock", _below(promised))
        return False
    except (domain.ChangedMeanwhile, domain.NotNow) as refused:
        form.add_error(None, str(refused))
        return False
    listing.refresh_from_db(fields=["state"])
    in_review = listing.state == domain.State.IN_REVIEW
    messages.success(request, _("Product sent for review.") if in_review else _("Changes saved."))
    return True


def _save_quick(request: ShopRequest, listing: Any, data: dict[str, int]) -> None:
    try:
        with transaction.atomic():
            domain.set_price(listing, data["price"])
            _count(listing, data["stock"])
    except stocks.BelowReserved as promised:
        messages.error(request, f"{listing.product.title}: {_below(promised)}")
    except domain.NotNow as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Changes saved."))


def _count(listing: Any, count: int) -> None:
    if count != listing.in_stock:
        stocks.set_count(listing.product.stockrecords.values_list("pk", flat=True).get(), count)


def _below(promised: stocks.BelowReserved) -> str:
    return _("{n} pieces are ordered and wait to be sent. Enter {n} or more.").format(n=promised.reserved)


def _say(request: ShopRequest, listing: Any, form: forms.QuickForm) -> None:
    for name in form.errors:
        messages.error(request, f"{listing.product.title}, {form.fields[name].label}: {mend(form[name])}")


def _act(request: ShopRequest, listing: Any, act: Callable[[Any], None], said: str) -> HttpResponse:
    if request.method == "POST":
        try:
            act(listing)
        except domain.NotNow as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, said.format(product=listing.product.title))
    return _back(request)


def _photo(request: ShopRequest, pk: int, photo_pk: int, act: Callable[[Any, Any], None]) -> HttpResponse:
    listing = _mine(request, pk)
    photo = get_object_or_404(listing.product.images.all(), pk=photo_pk)
    if request.method == "POST":
        try:
            act(listing, photo)
        except (domain.NotNow, domain.LastPhoto) as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("Changes saved."))
    return redirect("portal:product", listing.product_id)


def _back(request: ShopRequest) -> HttpResponse:
    """To the list as it was filtered: the query comes back with the form and can name nothing but this page."""
    query = request.POST.get("query", "")[:300].replace("\r", "").replace("\n", "")
    response = redirect("portal:products")
    if query:
        response["Location"] += f"?{query}"
    return response


def _form_page(request: ShopRequest, form: forms.ProductForm, listing: Any) -> HttpResponse:
    photos = cards.photos(listing.product) if listing else []
    context = {"form": form, "listing": listing, "photos": photos, "most_photos": domain.MAX_PHOTOS}
    context["photos_lost"] = bool(form.errors and request.FILES)
    return page.show(request, "product_form", context, status=422 if form.errors else 200)


def _sent(request: ShopRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _percent(request: ShopRequest) -> Decimal:
    return commission.percent_for(request.vendor, timezone.now())


def _usual(request: ShopRequest) -> dict[str, Any]:
    return {"origin": request.vendor.district_id, "stock": 1}


def _written(listing: Any) -> dict[str, Any]:
    product = listing.product
    return {
        "title": product.title,
        "description": product.description,
        "category": domain.category_of(listing),
        "price": int(listing.price) if listing.price else None,
        "stock": listing.in_stock,
        "origin": listing.origin_id,
        "seen": product.date_updated.isoformat(),
        **{name: getattr(listing, name) for name in domain.LISTING_FIELDS},
    }
