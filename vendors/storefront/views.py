"""The pages of shops: each one's own at a stable address, and all of them by regency, craft and hours."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from marketplace import access, whole_pages
from marketplace.shop.catalogue import categories, queries
from vendors import hours
from vendors.storefront import directory, page

SHOPS_PER_PAGE = 24
SOON = 60  # seconds for which "open now" may be kept


@access.to(access.anyone)
@whole_pages.kept(*directory.NAMES, seconds=SOON)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All open shops, or those that fit `?region=15.01&category=3&rating=4&open=1`; what makes no sense is left out."""
    tree = categories.tree()
    regencies = queries.shops_per_regency()
    choice = directory.read(request.GET, {code for code, _name, _n in regencies}, tree)
    shops = directory.arranged(choice, tree, timezone.now())
    page_of_shops = Paginator(shops, SHOPS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "storefront/index.html", directory.page(choice, regencies, tree, page_of_shops))


@access.to(access.anyone)
@whole_pages.kept("category", "page")
@require_safe
def shop(request: HttpRequest, slug: str) -> HttpResponse:
    """One shop: who it is, its story, policies and goods. A shop that is not open does not exist here."""
    vendor = directory.open_shop(slug)
    if vendor is None:
        raise Http404
    wanted, number = request.GET.get("category", ""), request.GET.get("page")
    return render(request, "storefront/shop.html", page.of(vendor, categories.tree(), wanted, number))


@access.to(access.anyone)
@require_safe
def open_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether the shop is open at this moment, as a piece of its page: the page itself may be kept for longer."""
    vendor = directory.open_shop(slug)
    if vendor is None:
        raise Http404
    spans, now = hours.of(vendor), timezone.now()
    context = {
        "said": hours.now_in_words(vendor, spans, now),
        "open": hours.is_open(spans, now) and not vendor.is_on_holiday,
    }
    response = render(request, "storefront/open_now.html", context)
    patch_cache_control(response, public=True, max_age=SOON)
    return response
