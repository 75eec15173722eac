"""Several decisions about one product's reviews at the same moment."""

import threading

import pytest
from django.db import connection, transaction

from marketplace.shop.reviews import figures, moderation, writing
from marketplace.shop.reviews.models import Review
from tests.factories import make_product
from tests.shop.reviews.bought import make_line, make_review
from tests.threads import at_once

pytestmark = [
    pytest.mark.usefixtures("committed_db"),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer at a time; these races need PostgreSQL"
    ),
]


def waiting(n: int) -> list[Review]:
    product = make_product()
    make_review(product)  # the row of figures stands already
    return [make_review(product, text="Enak", published=False) for _ in range(n)]


def test_of_many_reviews_approved_at_once_none_is_lost_in_the_figures():
    reviews = waiting(8)
    assert at_once([lambda one=one: moderation.approve(one, None) for one in reviews]) == [None] * 8
    score = figures.of_product(reviews[0].product_id)
    assert (score.count, score.five) == (9, 9) and list(figures.wrong()) == []


@pytest.mark.spoils_the_books
def test_without_the_lock_one_of_two_decisions_is_lost(monkeypatch):
    monkeypatch.setattr(figures, "_locked", lambda rows: rows)
    reviews = waiting(2)
    gate = threading.Barrier(2)

    def approve(one: Review) -> None:
        with transaction.atomic():
            moderation.states.move(one, "state", "published", {"waiting": {"published"}})
            gate.wait()
            count = figures._of_products(product_id=one.product_id)[one.product_id]
            gate.wait()
            figures.ProductRating.objects.filter(product=one.product_id).update(**count)

    at_once([lambda one=one: approve(one) for one in reviews])
    assert list(figures.wrong()) != []


def test_of_two_reviews_of_one_line_sent_at_once_one_is_written():
    line = make_line()
    answers = at_once([lambda: writing.write(line, writing.Draft(stars=5)) for _ in range(4)])
    assert Review.objects.count() == 1
    assert sorted(type(one).__name__ for one in answers) == ["Already"] * 3 + ["Review"]


def test_of_two_moderators_the_first_decides():
    (review,) = waiting(1)
    other = Review.objects.get(pk=review.pk)
    answers = at_once([lambda: moderation.approve(review, None), lambda: moderation.refuse(other, None, "Iklan")])
    assert sorted(type(one).__name__ for one in answers) == ["NoneType", "NotNow"]
    assert list(figures.wrong()) == []
