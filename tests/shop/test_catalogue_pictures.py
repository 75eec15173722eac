"""Pictures in fixed widths, at addresses that are computed."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import resolve
from oscar.core.loading import get_model
from PIL import Image

from marketplace.shop.catalogue import pictures
from tests.factories import make_product

pytestmark = pytest.mark.django_db
ProductImage = get_model("catalogue", "ProductImage")
StockRecord = get_model("partner", "StockRecord")


def picture_file(name="images/products/kopi.png", size=(1000, 500), mode="RGB"):
    out = BytesIO()
    Image.new(mode, size, "brown").save(out, "PNG")
    return default_storage.save(name, ContentFile(out.getvalue()))


def test_a_picture_is_served_as_webp_in_a_fixed_width_and_kept_for_a_year(client):
    name = picture_file()
    answer = client.get(pictures.address(name, 400))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    picture = Image.open(BytesIO(b"".join(answer.streaming_content)))
    assert (picture.format, picture.size) == ("WEBP", (400, 200))
    assert default_storage.exists(f"foto/400/{name}.webp")


def test_a_small_picture_is_not_blown_up(client):
    answer = client.get(pictures.address(picture_file(size=(300, 300)), 800))
    assert Image.open(BytesIO(b"".join(answer.streaming_content))).size == (300, 300)


@pytest.mark.parametrize(
    "address",
    [
        "/foto/401/images/products/kopi.png.webp",
        "/foto/400/images/products/tidak-ada.png.webp",
        "/foto/400/proofs/bukti.png.webp",
        "/foto/400/images/../../private/bukti.png.webp",
        "/foto/400/images/..%2F..%2Fsettings.py.webp",
        "/foto/400/images/products.webp",
        "/foto/400/images/%00.png.webp",
    ],
)
def test_other_widths_and_other_files_are_not_served(client, address):
    assert client.get(address).status_code == 404


def test_a_file_that_is_no_picture_is_not_found(client):
    name = default_storage.save("images/products/palsu.png", ContentFile(b"<svg onload=alert(1)>"))
    assert client.get(pictures.address(name, 400)).status_code == 404


def test_a_picture_of_too_many_pixels_is_not_opened(client, settings):
    settings.UPLOAD_MAX_PIXELS = 10_000
    assert client.get(pictures.address(picture_file(size=(101, 100)), 400)).status_code == 404


def test_the_computed_address_of_a_picture_is_the_one_that_is_served():
    match = resolve(pictures.address("images/products/a b.png", 400).replace("%20", " "))
    assert (match.view_name, match.kwargs) == ("picture", {"width": 400, "name": "images/products/a b.png"})


def test_a_card_carries_its_first_picture_in_several_widths(client):
    product = make_product()
    ProductImage.objects.create(product=product, original="images/products/b.png", display_order=1)
    ProductImage.objects.create(product=product, original="images/products/a.png", display_order=0)
    card = client.get("/belanja/").context["shelf"].cards[0]
    assert card.picture == "/foto/400/images/products/a.png.webp"
    assert card.srcset.split(", ")[0] == "/foto/200/images/products/a.png.webp 200w"
