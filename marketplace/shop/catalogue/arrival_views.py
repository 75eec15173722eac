"""Shipping to the reader's kecamatan: a page of its own, and the parts of it that the product page takes in."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from marketplace import access
from marketplace.regions.models import Region
from marketplace.shop.catalogue import arrival, cards, destination, pictures, queries, visibility
from marketplace.shop.catalogue.destination import DestinationForm

LINE_SECONDS = 300


@access.to(access.anyone)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Everything on one page, for those without JavaScript: the question, and once answered every way with its cost."""
    product = _product(request)
    asked = request.GET.copy()
    if not asked.keys() & {"district", "regency", "province"}:
        asked["district"] = request.COOKIES.get(arrival.COOKIE, "")
    form = DestinationForm(asked)
    context = _about(product, form.chosen) | {"form": form, "picture": pictures.address(_first(product), 200)}
    response = render(request, "catalogue/arrival.html", context)
    patch_cache_control(response, private=True, no_cache=True)
    return _kept(response, form.chosen)


@access.to(access.anyone)
@require_safe
def line(request: HttpRequest) -> HttpResponse:
    """The line of the product page for one district; alike for everybody who asks for it."""
    product = _product(request)
    district = destination.district_of(request.GET.get("district", ""))
    response = render(request, "catalogue/arrival_line.html", _about(product, district))
    patch_cache_control(response, public=True, max_age=LINE_SECONDS)
    return response


@access.to(access.anyone)
@require_safe
def choice(request: HttpRequest) -> HttpResponse:
    """The question inside the product page's sheet; the answer is kept on the device and the sheet closes."""
    form = DestinationForm(request.GET)
    chosen = form.chosen if "use" in request.GET else None
    context = _about(_product(request), chosen) | {"form": form, "missing": "use" in request.GET and not chosen}
    response = render(request, "catalogue/arrival_choice.html", context)
    patch_cache_control(response, private=True, no_cache=True)
    return _kept(response, chosen)


def _about(product: Any, district: Region | None) -> dict[str, Any]:
    listing = product.listing
    return {
        "product": product,
        "name": cards.in_reader_tongue(product.title, listing.name_en),
        "vendor": listing.vendor,
        "district": district,
        "estimate": arrival.to(product, district) if district else None,
        "shipping_from": product.shipping_from,
    }


def _product(request: HttpRequest) -> Any:
    digits = request.GET.get("product", "")
    known = digits.isascii() and digits.isdigit() and len(digits) <= 15
    product = queries.product_with_all(int(digits)) if known else None
    if product is None or not visibility.may_be_seen(product):
        raise Http404
    return product


def _first(product: Any) -> str:
    return product.images.order_by("display_order", "pk").values_list("original", flat=True).first() or ""


def _kept(response: HttpResponse, district: Region | None) -> HttpResponse:
    """Remember the district on the device. Scripts read it, so that pages need not carry it."""
    if district:
        age, secure = arrival.COOKIE_AGE, settings.SESSION_COOKIE_SECURE
        response.set_cookie(arrival.COOKIE, district.code, max_age=age, samesite="Lax", secure=secure)
    return response
