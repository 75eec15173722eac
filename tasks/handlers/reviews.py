"""Who is told what became of a review."""

from marketplace.events.models import Event
from marketplace.notices import reviews
from marketplace.shop.reviews.models import Review
from tasks.registry import handles


@handles("review.published")
def tell_seller_of_new_review(event: Event) -> None:
    reviews.published_to_shop(_review(event))


@handles("review.published")
def tell_writer_that_review_is_published(event: Event) -> None:
    if event.payload.get("is_decision"):
        reviews.published(_review(event), event.pk)


@handles("review.refused")
def tell_writer_why_review_is_refused(event: Event) -> None:
    reviews.refused(_review(event), event.pk)


@handles("review.hidden")
def tell_writer_why_review_is_taken_down(event: Event) -> None:
    reviews.hidden(_review(event), event.pk)


@handles("review.answered")
def tell_writer_of_reply(event: Event) -> None:
    reviews.answered(_review(event), event.pk)


def _review(event: Event) -> Review:
    rows = Review.objects.select_related(
        "product", "vendor", "line__order__purchase", "line__order__user", "line__order__shipping_address"
    )
    return rows.get(pk=event.payload["review_id"])
