"""What becomes of a review is told to its writer and to the shop later, from an event of the same transaction."""

import secrets

from marketplace.events import outbox
from marketplace.shop.reviews.models import Review


def record(what: str, review: Review, **more: object) -> None:
    """Write down that a review was `published`, `refused`, `hidden` or `answered`. It may be published more than once."""
    kind = f"review.{what}"
    outbox.record(kind, key=f"{kind}:{review.pk}:{secrets.token_hex(8)}", review_id=review.pk, **more)
