"""A shop's reviews as its desk sees them: published ones only."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.shop.reviews.models import Review
from vendors.models import Vendor

# What may stand at the beginning of a reply; the seller goes on in their own words.
QUICK = (
    _("Thank you for your order and your review."),
    _("Thank you for telling us. We are sorry that it was not as you expected. Next time we will"),
    _("Thank you. About your question:"),
)
LOW = 3
FILTERS = ("", "unanswered", "low")


def mine(vendor: Vendor) -> QuerySet[Review]:
    return Review.objects.filter(vendor=vendor, state=Review.State.PUBLISHED).select_related("product")


def unanswered(vendor: Vendor) -> QuerySet[Review]:
    """Reviews with words or photos that have no reply; stars alone ask for none."""
    words = ~Q(text="") | Q(has_photos=True)
    return mine(vendor).filter(words, answer="")


def found(vendor: Vendor, only: str) -> QuerySet[Review]:
    """The latest first: all, those without a reply, or those with few stars."""
    rows = unanswered(vendor) if only == "unanswered" else mine(vendor)
    if only == "low":
        rows = rows.filter(stars__lte=LOW)
    return rows.order_by("-written_at", "-pk")
