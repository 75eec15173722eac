import pytest
from django.utils import translation

from vendors.models.shipping import way_said


@pytest.mark.parametrize(
    ("kind", "name", "english"),
    [
        ("own_delivery", "Diantar toko", "Delivered by the shop"),
        ("pickup", "Ambil di tempat", "Pick-up"),
        ("pickup", "Ambil di Galeri PLUT", "Pick up at Galeri PLUT"),
        ("pickup", "Dijemput", "Pick-up"),
        ("courier", "JNE Reguler", "JNE Reguler"),
    ],
)
def test_a_way_of_shipping_keeps_its_name_in_indonesian_and_is_said_in_english_by_its_kind(kind, name, english):
    assert way_said(kind, name) == name
    with translation.override("en"):
        assert way_said(kind, name) == english
