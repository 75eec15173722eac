"""Serves the pictures of links. An address with an old stamp leads to the picture of today."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from marketplace import access
from marketplace.shop.catalogue import cards, shared, visibility
from vendors.models import Vendor

A_YEAR = 31_536_000


@access.to(access.anyone)
@require_safe
def product(request: HttpRequest, pk: int, stamp: str) -> HttpResponseBase:
    rows = cards.priced(visibility.visible().filter(pk=pk if pk < 10**15 else 0))
    row = rows.annotate(picture=cards.first_picture("pk")).select_related("listing__vendor").first()
    if row is None:
        raise Http404
    if stamp != shared.of_product(row, row.picture or "").stamp:
        return redirect(shared.address_of_product(row, row.picture or ""))
    return _sent(lambda: shared.product_picture(row, row.picture or ""))


@access.to(access.anyone)
@require_safe
def shop(request: HttpRequest, slug: str, stamp: str) -> HttpResponseBase:
    rows = Vendor.objects.filter(slug=slug, status=Vendor.Status.OPEN)
    vendor = rows.select_related("district__parent").first()
    if vendor is None:
        raise Http404
    if stamp != shared.of_shop(vendor).stamp:
        return redirect(shared.address_of_shop(vendor))
    return _sent(lambda: shared.shop_picture(vendor))


def _sent(make: Callable[[], str]) -> FileResponse:
    """A disk that is full leaves the link without a picture, not with an error page."""
    try:
        stored = default_storage.open(make())
    except (ValidationError, OSError) as error:
        raise Http404 from error
    response = FileResponse(stored, content_type="image/jpeg")
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    return response
