"""How long a shop sees the address of its buyer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from marketplace.shop.order import fulfilment
from tests.factories import make_member, make_order, make_product, make_vendor

pytestmark = pytest.mark.django_db
STREET, PHONE = "Jl. Mawar 5", "0812-7400-1234"


@pytest.fixture
def delivered(client):
    shop = make_vendor(phone="+6281100000000")
    owner = make_member(shop)
    client.force_login(owner)
    part = make_order((make_product(shop), 1), choices={shop.pk: "kurir"}, paid=True).vendor_orders.get()
    for act in (fulfilment.accept, lambda one, by: fulfilment.ship(one, by, "JNE", "X1"), fulfilment.deliver):
        part.refresh_from_db()
        act(part, owner)
    part.refresh_from_db()
    return part


def move_back(part, days):
    for change in part.changes.all():
        part.changes.filter(pk=change.pk).update(at=change.at - timedelta(days=days))


def page_of(client, part):
    return client.get(reverse("portal:order", args=[part.number])).content.decode()


def test_the_address_is_shown_for_thirty_days_after_arrival(client, delivered):
    move_back(delivered, 29)
    assert STREET in page_of(client, delivered)


def test_then_it_is_hidden_and_the_name_stays(client, delivered):
    move_back(delivered, 30)
    page = page_of(client, delivered)
    assert "Alamat disembunyikan" in page
    assert "Siti Aminah" in page
    assert STREET not in page
    assert PHONE not in page


def test_the_number_of_days_is_a_setting(client, delivered, settings):
    settings.BUYER_ADDRESS_DAYS = 7
    move_back(delivered, 8)
    assert STREET not in page_of(client, delivered)
