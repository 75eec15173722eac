"""The one rule of what may be seen and what may be bought. Catalogue, storefront, search, basket and checkout all ask here."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from oscar.core.loading import get_model

from vendors.models import Listing, Vendor

Product = get_model("catalogue", "Product")


def visible() -> QuerySet:
    """Products that a shopper may see: public, live, of an open shop. A shop on holiday is seen, but sells nothing."""
    return Product.objects.filter(_seen())


def buyable() -> QuerySet:
    """Products that may be bought now: seen, their shop not on holiday, at least one free piece."""
    free = F("stockrecords__num_in_stock") - Coalesce(F("stockrecords__num_allocated"), 0)
    return visible().exclude(_on_holiday()).annotate(free_stock=free).filter(free_stock__gt=0)


def may_be_seen(product: Any) -> bool:
    """The rule of `visible` for a product already loaded with its listing and vendor."""
    listing = listing_of(product)
    return bool(product.is_public and listing and listing.state == Listing.State.LIVE and listing.vendor.is_open)


def may_be_sold(product: Any) -> bool:
    """Seen and not on holiday. Stock is asked apart, since a sold-out product says so instead of vanishing."""
    listing = listing_of(product)
    return bool(listing and may_be_seen(product) and not listing.vendor.is_on_holiday)


def listing_of(product: Any) -> Listing | None:
    """A product's listing; a variant has its parent's."""
    owner = product.parent if product.is_child else product
    return getattr(owner, "listing", None)


def _seen() -> Q:
    return Q(is_public=True, listing__state=Listing.State.LIVE, listing__vendor__status=Vendor.Status.OPEN)


def _on_holiday() -> Q:
    today = timezone.localdate()
    return Q(listing__vendor__holiday_from__lte=today, listing__vendor__holiday_until__gte=today)
