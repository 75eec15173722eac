"""Readers report a published review; PLUT decides, and the outcome stays with the report."""

from typing import Any

from django.utils import timezone

from marketplace.shop.reviews.models import Review, ReviewReport

# Of one network address in a quarter of an hour.
MOST, WINDOW = 10, 15 * 60
State = ReviewReport.State


def report(review: Review, why: str, note: str, reporter: Any) -> None:
    """Write a report down. Whoever is logged in has one open report of a review at most; a second changes nothing."""
    row = ReviewReport(review=review, why=why, note=note, reporter=reporter)
    ReviewReport.objects.bulk_create([row], ignore_conflicts=True)


def uphold(review: Review, actor: Any) -> int:
    """The reports were right. Returns how many were open."""
    return _decide(review, State.UPHELD, actor)


def dismiss(review: Review, actor: Any) -> int:
    """The review stays. Returns how many reports were open."""
    return _decide(review, State.DISMISSED, actor)


def _decide(review: Review, state: str, actor: Any) -> int:
    waiting = ReviewReport.objects.filter(review=review, state=State.OPEN)
    return waiting.update(state=state, decided_at=timezone.now(), decided_by=actor)
