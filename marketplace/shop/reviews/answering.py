"""The shop's one public answer to a review. It stands as it is written; only PLUT corrects it, if asked."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.shop.reviews import news
from marketplace.shop.reviews.models import Review


class NotNow(Exception):
    """The review is answered already, or no longer published. `str(error)` is the message to show."""


@transaction.atomic
def answer(review: Review, actor: Any, text: str) -> None:
    """Answer a published review, once: one conditional UPDATE, so of two at once the first stands. Raises NotNow."""
    waiting = Review.objects.filter(pk=review.pk, state=Review.State.PUBLISHED, answer="")
    if not waiting.update(answer=text, answered_at=timezone.now(), answered_by=actor):
        raise NotNow(_("Already answered or no longer published, nothing changed."))
    news.record("answered", review)


def correct(review: Review, text: str) -> None:
    """PLUT puts other words in place of an answer. Raises NotNow when there is none."""
    if not Review.objects.filter(pk=review.pk).exclude(answer="").update(answer=text):
        raise NotNow(_("There is no answer to correct."))
