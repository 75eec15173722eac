"""A disk that is full: the reader is told, nothing half is left, and the site goes on."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from marketplace.files import WholeFiles
from marketplace.payments.models import TransferProof
from tests import factories

FULL = "File belum bisa disimpan sekarang. Coba lagi nanti."


class Unwritable(ContentFile):
    """Breaks off after its first piece, as a write to a full disk does."""

    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError(28, "No space left on device")


def test_a_file_that_breaks_off_leaves_nothing_behind(tmp_path):
    with pytest.raises(ValidationError, match="belum bisa disimpan"):
        WholeFiles(location=str(tmp_path)).save("a/b.webp", Unwritable(b"whole"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.fixture
def full_disk(monkeypatch):
    monkeypatch.setattr(ContentFile, "chunks", Unwritable.chunks)


def photo():
    target = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(target, "PNG")
    return SimpleUploadedFile("a.png", target.getvalue(), "image/png")


@pytest.mark.django_db
@pytest.mark.usefixtures("full_disk")
def test_a_proof_that_cannot_be_kept_is_said_by_its_field(client):
    order = factories.make_order()
    client.get(reverse("orders:detail", args=[order.number]), {"kunci": order.purchase.token})
    answer = client.post(reverse("orders:proof", args=[order.number]), {"slip": photo()})
    assert (answer.status_code, answer.context["proof_form"].errors["slip"]) == (422, [FULL])
    assert not TransferProof.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("full_disk")
def test_a_product_whose_photo_cannot_be_kept_is_not_made(client):
    shop = factories.make_vendor()
    factories.make_product(shop)
    client.force_login(factories.make_member(shop))
    sheet = {
        "title": "Dodol", "category": factories.make_category().pk, "price": "25.000", "stock": "5",
        "description": "Manis.", "weight_grams": "200", "length_cm": "9", "width_cm": "9", "height_cm": "9",
        "origin": shop.district_id, "photos": photo(),
    }  # fmt: skip
    answer = client.post(reverse("portal:product-add"), sheet)
    assert (answer.status_code, dict(answer.context["form"].errors)) == (422, {"photos": [FULL]})
    assert shop.listings.count() == 1
