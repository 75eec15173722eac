import io

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from marketplace.shop.reviews import answering, figures, moderation, writing
from marketplace.shop.reviews.models import Review
from tests.factories import make_member, make_product, make_user
from tests.shop.reviews.bought import SENT, make_line, make_review, photo

pytestmark = pytest.mark.django_db
State = Review.State


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def buyer():
    return make_user("siti@contoh.id", full_name="Siti Rahma")


@pytest.fixture
def shopper(client, buyer):
    client.force_login(buyer)
    return client


def page_of(line) -> str:
    return reverse("reviews:write", args=[line.pk])


def test_a_buyer_reviews_what_arrived(shopper, buyer):
    line = make_line(user=buyer)
    answer = shopper.post(page_of(line), SENT | {"described": "5", "packing": "", "speed": "3"})
    assert (answer.status_code, answer.url) == (302, reverse("reviews:sent", args=[line.pk]))
    review = Review.objects.get()
    assert (review.stars, review.text, review.name, review.state) == (4, "Manisnya pas.", "Siti", State.WAITING)
    assert (review.described, review.packing, review.speed) == (5, None, 3)
    assert (review.line_id, review.product_id) == (line.pk, line.product_id)
    assert "Terima kasih atas ulasan Anda" in shopper.get(answer.url).content.decode()


def test_stars_alone_are_published_at_once_and_words_wait(shopper, buyer):
    for sent, state in (({"stars": "5", "shown_as": "buyer"}, State.PUBLISHED), (SENT, State.WAITING)):
        line = make_line(user=buyer)
        shopper.post(page_of(line), sent)
        assert Review.objects.get(line=line).state == state


def test_a_review_before_the_goods_arrived_is_refused(shopper, buyer):
    for until in ("new", "shipped"):
        line = make_line(user=buyer, until=until)
        answer = shopper.post(page_of(line), SENT, follow=True)
        assert "setelah barang tiba" in answer.content.decode()
        with pytest.raises(writing.NotArrived):
            writing.write(line, writing.Draft(stars=5))
    assert not Review.objects.exists()


def test_a_review_of_what_was_not_bought_is_refused(shopper, client):
    line = make_line(user=make_user())
    assert shopper.get(page_of(line)).status_code == 404
    assert shopper.post(page_of(line), SENT).status_code == 404
    client.logout()
    assert client.post(page_of(line), SENT).status_code == 404
    assert client.get(reverse("reviews:sent", args=[line.pk])).status_code == 404
    assert client.get(reverse("reviews:write", args=[10**18])).status_code == 404
    assert not Review.objects.exists()


def test_a_guest_reviews_by_the_key_of_the_mail_which_leaves_the_address(client):
    line = make_line()
    answer = client.get(page_of(line), {"kunci": line.order.purchase.token})
    assert (answer.status_code, answer.url) == (302, page_of(line))
    assert client.post(page_of(line), SENT).status_code == 302
    assert Review.objects.get().line_id == line.pk


def test_a_guest_with_a_wrong_key_finds_nothing(client):
    assert client.get(page_of(make_line()), {"kunci": "x"}).status_code == 404


def test_one_line_is_reviewed_once(buyer):
    line = make_line(user=buyer)
    writing.write(line, writing.Draft(stars=5))
    with pytest.raises(writing.Already):
        writing.write(line, writing.Draft(stars=1))
    assert Review.objects.get().stars == 5


def test_nobody_reviews_the_goods_of_their_own_shop(buyer):
    product = make_product()
    make_member(product.listing.vendor, user=buyer)
    with pytest.raises(writing.OwnShop):
        writing.write(make_line(product, user=buyer), writing.Draft(stars=5))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"stars": ""}, "Pilih bintang untuk produk"),
        ({"stars": "6"}, "Pilih satu sampai lima bintang"),
        ({"stars": "x"}, "Pilih satu sampai lima bintang"),
        ({"text": "a" * 1501}, "1500"),
        ({"text": "a\x00b"}, "tidak bisa disimpan"),
        ({"speed": "9"}, "Pilih satu sampai lima bintang"),
    ],
)
def test_what_cannot_be_kept_is_said_by_the_field(shopper, buyer, sent, said):
    answer = shopper.post(page_of(make_line(user=buyer)), SENT | sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Review.objects.exists()


def test_photos_are_written_anew_without_what_the_camera_wrote(shopper, buyer):
    exif = Image.Exif()
    exif[0x010F] = "Kamera rahasia"
    shopper.post(
        page_of(make_line(user=buyer)), SENT | {"photo_1": photo(exif=exif.tobytes()), "photo_3": photo("PNG")}
    )
    review = Review.objects.get()
    assert len(review.photos) == 2 and review.has_photos and all(name.startswith("ulasan/") for name in review.photos)
    stored = default_storage.open(review.photos[0]).read()
    assert b"Kamera" not in stored and Image.open(io.BytesIO(stored)).format == "WEBP"


def test_what_is_no_photo_or_too_large_leaves_nothing_behind(shopper, buyer, settings):
    line = make_line(user=buyer)
    wrong = type(photo())("foto.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    answer = shopper.post(page_of(line), SENT | {"photo_1": photo(), "photo_2": wrong})
    assert answer.status_code == 422 and "bukan foto" in answer.content.decode()
    settings.UPLOAD_MAX_PIXELS = 1000
    assert shopper.post(page_of(line), SENT | {"photo_1": photo()}).status_code == 422
    assert not Review.objects.exists() and not default_storage.exists("ulasan")


def test_three_photos_are_enough(shopper, buyer):
    line = make_line(user=buyer)
    shopper.post(page_of(line), SENT | {f"photo_{n}": photo() for n in (1, 2, 3)})
    answer = shopper.post(page_of(line), SENT | {"photo_1": photo()})
    assert answer.status_code == 422 and "Paling banyak 3 foto" in answer.content.decode()


def test_a_removed_photo_is_gone_and_the_review_is_looked_at_again(shopper, buyer, django_capture_on_commit_callbacks):
    line = make_line(user=buyer)
    shopper.post(page_of(line), SENT | {"photo_1": photo(), "photo_2": photo()})
    review = Review.objects.get()
    moderation.approve(review, None)
    gone, kept = review.photos
    with django_capture_on_commit_callbacks(execute=True):
        shopper.post(page_of(line), SENT | {"drop": gone})
    review.refresh_from_db()
    assert (review.photos, review.state) == ([kept], State.WAITING)
    assert not default_storage.exists(gone) and default_storage.exists(kept)


def test_other_stars_count_at_once_and_other_words_wait_again():
    review = make_review(text="Enak")
    writing.edit(review, writing.Draft(stars=2, text="Enak"))
    review.refresh_from_db()
    assert (review.state, review.product.score.average) == (State.PUBLISHED, 2)
    writing.edit(review, writing.Draft(stars=2, text="Tidak enak"))
    review.refresh_from_db()
    score = figures.of_product(review.product_id)
    assert (review.state, score.average, score.count) == (State.WAITING, None, 0)


def test_after_the_reply_or_thirty_days_or_when_taken_down_nothing_can_be_changed():
    answered, old, hidden = make_review(), make_review(), make_review()
    answering.answer(answered, None, "Terima kasih")
    Review.objects.filter(pk=old.pk).update(written_at=timezone.now() - writing.TIME_TO_EDIT)
    moderation.hide(hidden, None, "Iklan")
    for review in (answered, old, hidden):
        with pytest.raises(writing.Closed):
            writing.edit(review, writing.Draft(stars=1))
        assert Review.objects.get(pk=review.pk).stars == 5


def test_the_order_page_invites_only_for_what_arrived(shopper, buyer):
    arrived, sent = make_line(user=buyer), make_line(user=buyer, until="shipped")
    pages = [shopper.get(reverse("orders:detail", args=[one.order.number])).content.decode() for one in (arrived, sent)]
    assert page_of(arrived) in pages[0] and page_of(sent) not in pages[1]
