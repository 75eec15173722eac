"""The pages of shops: each one's own at a stable address, and all of them by regency."""

from typing import cast

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace import access, whole_pages
from marketplace.shop.catalogue import (
    cards,
    categories,
    pictures,
    queries,
    shipping_hints,
)
from marketplace.shop.reviews import page as reviews_page
from vendors.storefront import directory

GOODS_PER_PAGE = 24
SHOPS_PER_PAGE = 24


@access.to(access.anyone)
@whole_pages.kept("region", "page")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All open shops, or those of one regency (`?region=15.01`); a regency without shops shows all."""
    asked = request.GET.get("region", "")
    regencies = queries.shops_per_regency()
    chosen = next((row for row in regencies if row[0] == asked), None)
    shops = directory.open_shops(chosen[0] if chosen else "")
    page = Paginator(shops, SHOPS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": [(_("All shops"), reverse("storefront:index")), (chosen[1], "")] if chosen else [(_("All shops"), "")],
        "regencies": regencies,
        "chosen": chosen,
        "all_shops": sum(n for _c, _name, n in regencies),
        "page": page,
        "shops": [directory.entry(vendor) for vendor in page],
    }
    return render(request, "storefront/index.html", context)


@access.to(access.anyone)
@whole_pages.kept("page")
@require_safe
def shop(request: HttpRequest, slug: str) -> HttpResponse:
    """One shop: who it is, its story, policies and goods. A shop that is not open does not exist here."""
    vendor = directory.open_shop(slug)
    if vendor is None:
        raise Http404
    tree = categories.tree()
    page = Paginator(directory.goods_of(vendor), GOODS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "vendor": vendor,
        "regency": cards.regency_of(vendor),
        "tagline": cards.in_reader_tongue(vendor.tagline, vendor.tagline_en),
        "story": cards.in_reader_tongue(vendor.story, vendor.story_en),
        "portrait": pictures.address(vendor.portrait.name, 200),
        "banner": pictures.Picture(str(vendor.banner)) if vendor.banner else None,
        "page": page,
        "goods": cards.of(cast(QuerySet, page.object_list), tree, shops=False),
        "shipping": shipping_hints.of([vendor.pk]).get(vendor.pk, ""),
        "rating": reviews_page.for_vendor(vendor),
        "address": settings.SITE_URL + vendor.get_absolute_url(),
    }
    return render(request, "storefront/shop.html", context)
