"""What the writer of a review and the shop are told about it: in the language of the purchase, and of the shop's owner."""

from marketplace.notices import facts, inbox, links, messages, post, vendor
from marketplace.notices.values import Values
from marketplace.shop.reviews.models import Review


def published(review: Review, event_id: int) -> None:
    """After PLUT has looked at it; stars alone were published before their writer's eyes."""
    _tell("review.published", review, event_id)


def refused(review: Review, event_id: int) -> None:
    _tell("review.refused", review, event_id)


def hidden(review: Review, event_id: int) -> None:
    _tell("review.hidden", review, event_id)


def answered(review: Review, event_id: int) -> None:
    _tell("review.answered", review, event_id)


def published_to_shop(review: Review) -> None:
    """A notice only, once a review: nothing has to be done, and a shop may get many."""
    message = messages.message("review.published.vendor")
    path = links.review_answer_path(review, vendor.language_of(review.vendor))
    inbox.tell_vendor(review.vendor, f"{message.code}:{review.pk}", message, _facts(review), path)


def _facts(review: Review) -> Values:
    return {
        "product": review.product.title,
        "shop": review.vendor.name,
        "stars": str(review.stars),
        "review": review.text,
        "reason": review.state_reason,
        "answer": review.answer,
    }


def _tell(code: str, review: Review, event_id: int) -> None:
    message = messages.message(f"{code}.shopper")
    order = review.line.order
    purchase, key = order.purchase, f"{message.code}:e{event_id}"
    page = links.with_key(links.review_path(review, purchase.language), order)
    name = facts.greeting_name(order)
    post.queue(key, message, purchase.email, purchase.language, _facts(review), name=name, url=page)
    if order.user:
        inbox.tell_user(order.user, key, message, _facts(review), links.review_path(review, order.user.language))
