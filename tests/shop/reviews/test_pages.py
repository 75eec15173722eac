from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace.shop.reviews import answering, figures, moderation
from marketplace.shop.reviews.models import VendorRating
from tests.factories import make_product
from tests.shop.reviews.bought import make_review

pytestmark = pytest.mark.django_db


def read(client, path):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    return answer.content.decode(), len(queries)


def test_a_product_nobody_has_reviewed_says_so(client):
    product = make_product()
    page, _n = read(client, product.get_absolute_url())
    assert "Belum ada ulasan" in page and "4," not in page


def test_a_product_page_shows_figures_three_reviews_with_photos_first_and_the_reply(client):
    product = make_product()
    for stars in (5, 4, 4, 2):
        make_review(product, stars=stars, text=f"Kata {stars}", name="Siti")
    answering.answer(make_review(product, stars=3, text="Dengan foto", photos=["ulasan/a.webp"]), None, "Terima kasih")
    page, _n = read(client, product.get_absolute_url())
    assert "3,6" in page and "Lihat semua 5 ulasan" in page and page.count('<article class="review"') == 3
    assert page.index("Dengan foto") < page.index("Kata 2")
    assert "/foto/200/ulasan/a.webp" in page and "Balasan penjual" in page and "Sudah membeli" in page


def test_a_product_page_asks_the_same_six_questions_of_one_review_and_of_twenty(client):
    one, many = make_product(), make_product()
    make_review(one, text="Enak")
    for _ in range(20):
        make_review(many, text="Enak", photos=["ulasan/a.webp"])
    read(client, one.get_absolute_url())
    asked = {read(client, product.get_absolute_url())[1] for product in (one, many)}
    assert max(asked) <= 6
    assert len({read(client, reverse("reviews:product", args=[each.pk]))[1] for each in (one, many)}) == 1


def test_what_a_buyer_writes_is_text_and_nothing_else(client):
    evil = "<script>alert(1)</script>"
    review = make_review(text=evil, name=evil)
    answering.answer(review, None, evil)
    for path in (review.product.get_absolute_url(), reverse("reviews:product", args=[review.product_id])):
        page, _n = read(client, path)
        assert evil not in page and page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


def test_the_histogram_leads_to_the_reviews_of_those_stars(client):
    product = make_product()
    for stars in (5, 4, 4):
        make_review(product, stars=stars, text=f"Bintang {stars} saja")
    path = reverse("reviews:product", args=[product.pk])
    page, _n = read(client, path)
    assert f"{path}?bintang=4" in page
    narrowed, _n = read(client, f"{path}?bintang=4")
    assert "Bintang 4 saja" in narrowed and "Bintang 5 saja" not in narrowed and "noindex" in narrowed
    for odd in ("?bintang=9", "?bintang=x", "?page=x", "?page=99", "?foto=1"):
        assert client.get(path + odd).status_code == 200


def test_reviews_of_goods_that_are_not_on_sale_do_not_exist(client):
    review = make_review(make_product(), text="Enak")
    type(review.product).objects.filter(pk=review.product_id).update(is_public=False)
    assert client.get(reverse("reviews:product", args=[review.product_id])).status_code == 404
    assert client.get(reverse("reviews:report", args=[review.pk])).status_code == 404


def test_figures_are_exact_and_follow_every_decision():
    product = make_product()
    first = make_review(product, stars=5)
    make_review(product, stars=4)
    make_review(product, stars=1, text="Menunggu", published=False)
    score = figures.of_product(product.pk)
    assert (score.average, score.count, score.five, score.four, score.one) == (Decimal("4.5"), 2, 1, 1, 0)
    moderation.hide(first, None, "Iklan")
    score = figures.of_product(product.pk)
    assert (score.average, score.count, score.five) == (Decimal("4.0"), 1, 0)


def test_a_half_is_rounded_up():
    assert [figures.mean(*pair) for pair in ((17, 4), (13, 4), (0, 0), (None, 0))] == [
        Decimal("4.3"),
        Decimal("3.3"),
        None,
        None,
    ]


def test_a_shop_is_rated_apart_from_its_goods(client):
    product = make_product()
    make_review(product, stars=1, described=5, packing=4)
    make_review(product, stars=1, described=4)
    make_review(product, stars=1)
    rating = VendorRating.objects.get(vendor=product.listing.vendor)
    assert (rating.average, rating.count) == (Decimal("4.3"), 2)
    assert (rating.described, rating.packing, rating.speed) == (Decimal("4.5"), Decimal("4.0"), None)
    page, _n = read(client, product.listing.vendor.get_absolute_url())
    assert "Penilaian toko" in page and "4,3" in page


def test_a_card_shows_the_rating(client):
    product = make_product()
    make_review(product, stars=5)
    make_review(product, stars=4)
    page, _n = read(client, reverse("catalogue:index"))
    assert "4,5" in page
