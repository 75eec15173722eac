"""Mails name goods and ways of shipping in the language of their reader."""

import pytest
from django.utils import translation

from marketplace.notices import lines
from marketplace.notices.models import Mail
from tasks import relay
from tests.factories import make_order, make_product

pytestmark = pytest.mark.django_db


def an_order(language="id"):
    dodol = make_product(title="Dodol Kentang", name_en="Potato dodol")
    plain = make_product(dodol.listing.vendor, title="Kopi Liberika")
    return make_order((dodol, 2), (plain, 1), choices={dodol.listing.vendor_id: "antar"}, language=language)


def test_a_receipt_has_english_names_and_ways_for_a_reader_of_english_and_the_own_name_where_there_is_no_english_one():
    parts = list(an_order().vendor_orders.all())
    with translation.override("en"):
        parcel = lines.receipt(parts).parcels[0]
    assert [row.title for row in parcel.rows] == ["Potato dodol", "Kopi Liberika"]
    assert parcel.shipping == "Delivered by the shop"


def test_the_same_receipt_is_indonesian_for_everybody_else():
    parcel = lines.receipt(list(an_order().vendor_orders.all())).parcels[0]
    assert [row.title for row in parcel.rows] == ["Dodol Kentang", "Kopi Liberika"]
    assert parcel.shipping == "Diantar toko"


def test_the_mail_of_an_order_placed_in_english_says_so():
    an_order("en")
    relay.drain()
    body = Mail.objects.get(message="order.placed.shopper").text
    assert "Potato dodol" in body
    assert "Delivered by the shop" in body
    assert "Dodol Kentang" not in body
