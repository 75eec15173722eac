"""Reviews as a part of a person's data. After a deletion their words stay, without the name and without photos."""

from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import personal
from marketplace.accounts.models import User
from marketplace.shop.order import visiting
from marketplace.shop.reviews import photos
from marketplace.shop.reviews.models import ASPECTS, Review, ReviewReport

LABELS = {
    "product": _("Product"),
    "order": _("Order number"),
    "stars": _("Stars"),
    "described": _("As described"),
    "packing": _("Packing"),
    "speed": _("Speed"),
    "text": _("Review"),
    "name": _("Name shown"),
    "photos": _("Photos"),
    "state": _("State"),
    "written": _("Written"),
    "answer": _("Seller's reply"),
}
REPORT_LABELS = {"product": _("Product"), "why": _("Reason"), "note": _("Note"), "at": _("When")}


def register() -> None:
    personal.register("reviews", _rows, _erase, title=_("Reviews"), labels=LABELS)
    personal.register("review_reports", _reports, _erase_reports, title=_("Reports of reviews"), labels=REPORT_LABELS)


def _own(user: User) -> QuerySet[Review]:
    return Review.objects.filter(line__order__in=visiting.of_account(user))


def _rows(user: User) -> personal.Rows:
    rows = _own(user).select_related("product", "line__order").order_by("pk")
    return [_row(review) for review in rows]


def _row(review: Review) -> dict[str, Any]:
    return {
        "product": review.product.title,
        "order": review.line.order.number,
        "stars": review.stars,
        **{aspect: getattr(review, aspect) for aspect in ASPECTS},
        "text": review.text,
        "name": review.name,
        "photos": [default_storage.url(name) for name in review.photos],
        "state": str(review.get_state_display()),
        "written": review.written_at,
        "answer": review.answer,
    }


def _erase(user: User) -> None:
    reviews = list(_own(user))
    gone = [name for review in reviews for name in review.photos]
    Review.objects.filter(pk__in=[review.pk for review in reviews]).update(name="", photos=[], has_photos=False)
    transaction.on_commit(lambda: photos.drop(gone))


def _reports(user: User) -> personal.Rows:
    rows = ReviewReport.objects.filter(reporter=user).select_related("review__product").order_by("pk")
    return [
        {
            "product": one.review.product.title,
            "why": str(one.get_why_display()),
            "note": one.note,
            "at": one.reported_at,
        }
        for one in rows
    ]


def _erase_reports(user: User) -> None:
    ReviewReport.objects.filter(reporter=user).update(reporter=None, note="")
