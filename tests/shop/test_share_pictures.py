"""The pictures that chats show under a link."""

import io

import pytest
from oscar.core.loading import get_model
from PIL import Image

from marketplace.front import share_pictures
from marketplace.front.share_pictures import Subject
from tests.factories import make_product, make_vendor

StockRecord = get_model("partner", "StockRecord")


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.mark.parametrize("title", ["Kopi", "Dodol " * 42, "W" * 255, "日本 \N{PILE OF POO}", ""])
@pytest.mark.parametrize("price", [None, 25_000, 99_999_999_999])
def test_every_picture_is_1200_by_630_and_light(title, price):
    data = share_pictures.drawn(Subject(title, "Kelompok Usaha Bersama Anyaman Pandan Rantau Kermas", price, ""))
    assert Image.open(io.BytesIO(data)).size == (1200, 630)
    assert len(data) <= share_pictures.HEAVIEST


def test_a_photo_that_is_none_leaves_the_seal():
    assert share_pictures.drawn(Subject("Kopi", "Toko", 1, "images/none.png"))


def address(client, product):
    return client.get(product.get_absolute_url()).context["share_picture"].removeprefix("http://testserver")


@pytest.mark.django_db
def test_a_new_price_is_a_new_address_and_the_old_one_leads_there(client):
    product = make_product(price=25_000)
    old = address(client, product)
    first = client.get(old)
    assert (first["Content-Type"], first["Cache-Control"]) == ("image/jpeg", "public, max-age=31536000, immutable")
    StockRecord.objects.filter(product=product).update(price=30_000)
    new = address(client, product)
    assert new != old
    assert client.get(old)["Location"] == new
    assert client.get(new).status_code == 200


@pytest.mark.django_db
def test_a_shop_has_one_too(client):
    make_vendor("Dapur Sipin", slug="sipin")
    moved = client.get("/foto/bagikan/toko/sipin/x.jpg")
    assert moved.status_code == 302
    assert client.get(moved["Location"])["Content-Type"] == "image/jpeg"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["produk/999-x", "produk/99999999999999999999-x", "toko/none/x"])
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(f"/foto/bagikan/{path}.jpg").status_code == 404


@pytest.mark.django_db
def test_goods_that_are_not_on_sale_have_no_picture_for_strangers(client):
    product = make_product(state="draft")
    assert client.get(f"/foto/bagikan/produk/{product.pk}-x.jpg").status_code == 404
