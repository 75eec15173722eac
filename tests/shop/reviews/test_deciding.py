"""What becomes of a review: moderation, reports, the shop's answer, and who is told."""

import pytest
from django.urls import reverse

from marketplace.accounts import roles
from marketplace.notices.models import Mail, Notice
from marketplace.shop import audit
from marketplace.shop.reviews import answering, moderation, reporting, writing
from marketplace.shop.reviews.models import ProductRating, Review, ReviewReport
from tasks import relay
from tests.factories import make_member, make_product, make_user, make_vendor
from tests.shop.reviews.bought import make_review

pytestmark = pytest.mark.django_db
State = Review.State


@pytest.fixture
def curator(client):
    roles.set_up()
    user = make_user("kurator@plut.id")
    roles.give(user, roles.Role.CURATOR)
    client.force_login(user)
    return client


def press(client, review, act, **sent):
    seen = {"seen": review.state, "version": review.edited_at.isoformat()}
    client.post(reverse("console:review-move", args=[review.pk, act]), seen | sent)
    review.refresh_from_db()
    return review.state


def told(code: str) -> int:
    relay.drain()
    return Mail.objects.filter(message=code).count()


def test_a_curator_publishes_and_writer_and_shop_are_told(curator):
    buyer = make_user()
    review = make_review(text="Enak", published=False, user=buyer)
    assert press(curator, review, "approve") == State.PUBLISHED
    assert told("review.published.shopper") == 1
    assert Notice.objects.filter(user=buyer, message="review.published.shopper").count() == 1
    assert Notice.objects.filter(vendor=review.vendor, message="review.published.vendor").count() == 1


def test_a_refusal_needs_a_reason_which_the_writer_reads(curator, client):
    review = make_review(text="Sembuh total", published=False)
    assert press(curator, review, "refuse", reason=" ") == State.WAITING
    assert press(curator, review, "refuse", reason="Janji kesembuhan") == State.REFUSED
    assert told("review.refused.shopper") == 1
    assert "Janji kesembuhan" in Mail.objects.get(message="review.refused.shopper").text
    page = client.get(
        reverse("reviews:sent", args=[review.line_id]), {"kunci": review.line.order.purchase.token}, follow=True
    )
    assert "Janji kesembuhan" in page.content.decode()


def test_a_text_changed_meanwhile_is_not_published_unseen(curator):
    review = make_review(text="Enak", published=False)
    seen = {"seen": "waiting", "version": review.edited_at.isoformat()}
    writing.edit(review, writing.Draft(stars=5, text="Beli di toko saya"))
    curator.post(reverse("console:review-move", args=[review.pk, "approve"]), seen)
    review.refresh_from_db()
    assert review.state == State.WAITING


def test_taking_down_upholds_the_reports_and_the_figures_follow(curator):
    review = make_review(text="Kasar")
    reporting.report(review, "insult", "", None)
    assert press(curator, review, "hide", reason="Menghina") == State.HIDDEN
    assert review.reports.get().state == ReviewReport.State.UPHELD
    assert (review.product.score.count, review.product.score.average) == (0, None)
    assert press(curator, review, "show_again") == State.PUBLISHED
    assert ProductRating.objects.get(product=review.product_id).count == 1


def test_reports_are_dismissed_and_the_outcome_stays(curator):
    review = make_review(text="Jujur")
    reporting.report(review, "false", "", None)
    assert "Ulasan yang dilaporkan" in curator.get("/cms/").content.decode()
    curator.post(reverse("console:review-dismiss", args=[review.pk]))
    report = review.reports.get()
    assert (report.state, report.decided_by.email) == (ReviewReport.State.DISMISSED, "kurator@plut.id")


def test_every_move_not_in_the_table_is_refused():
    acts = {"approve": (), "refuse": ("x",), "hide": ("x",), "show_again": ()}
    for state in State.values:
        review = make_review()
        Review.objects.filter(pk=review.pk).update(state=state)
        review.refresh_from_db()
        for act in acts.keys() - set(moderation.allowed(review)):
            with pytest.raises(moderation.NotNow):
                getattr(moderation, act)(review, None, *acts[act])
        Review.objects.filter(pk=review.pk).update(state=State.PUBLISHED)


def test_a_reader_reports_once_while_it_is_open_and_not_without_end(client, settings):
    review = make_review(text="Kasar")
    page = reverse("reviews:report", args=[review.pk])
    client.force_login(make_user())
    assert client.post(page, {}).status_code == 422
    for _ in range(2):
        assert client.post(page, {"why": "insult"}).status_code == 302
    assert review.reports.count() == 1
    for _ in range(reporting.MOST):
        answer = client.post(page, {"why": "insult"})
    assert answer.status_code == 429


def test_what_is_not_published_cannot_be_reported_or_seen(client):
    review = make_review(text="Menunggu", published=False)
    assert client.get(reverse("reviews:report", args=[review.pk])).status_code == 404
    assert "Menunggu" not in client.get(reverse("reviews:product", args=[review.product_id])).content.decode()


@pytest.mark.parametrize("role", ["owner", "catalogue", "orders"])
def test_the_shop_answers_once_in_public(client, role):
    review = make_review(text="Enak")
    client.force_login(make_member(review.vendor, role))
    page = reverse("portal:review", args=[review.pk])
    assert client.post(page, {"answer": ""}).status_code == 422
    assert client.post(page, {"answer": "x" * 1001}).status_code == 422
    assert client.post(page, {"answer": "Terima kasih"}).status_code == 302
    client.post(page, {"answer": "Lagi"})
    review.refresh_from_db()
    assert review.answer == "Terima kasih"
    with pytest.raises(answering.NotNow):
        answering.answer(review, None, "Lagi")
    assert told("review.answered.shopper") == 1


def test_a_review_of_another_shop_does_not_exist(client):
    review = make_review(text="Enak")
    client.force_login(make_member(make_vendor()))
    page = reverse("portal:review", args=[review.pk])
    assert {client.get(page).status_code, client.post(page, {"answer": "x"}).status_code} == {404}


def test_who_only_looks_after_money_does_not_answer(client):
    review = make_review(text="Enak")
    client.force_login(make_member(review.vendor, "money"))
    assert client.get(reverse("portal:reviews")).status_code == 200
    assert client.get(reverse("portal:review", args=[review.pk])).status_code == 403


def test_plut_corrects_an_answer(curator):
    review = make_review(text="Enak")
    answering.answer(review, None, "Hubungi 0812")
    curator.post(reverse("console:review-answer", args=[review.pk]), {"answer": "Terima kasih"})
    review.refresh_from_db()
    assert review.answer == "Terima kasih"


@pytest.mark.spoils_the_books
def test_the_audit_names_figures_that_are_not_those_of_the_reviews():
    review = make_review(make_product(), stars=4)
    ProductRating.objects.update(count=7)
    found = audit.run()["ratings are those of the published reviews"]
    assert found == [f"the figures of product {review.product_id} are not those of its reviews"]
