"""What comes with a checkout form is kept only as far as the tables can hold it, whatever database they are in."""

import pytest
from django.urls import reverse

from marketplace.shop.order.models import Purchase
from tests import factories
from tests.shop.basket_pages import add

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Siti Aminah",
    "phone": "081274001234",
    "email": "siti@contoh.id",
    "province": "15",
    "district": "15.71.01",
    "street": "Jl. Mawar 5",
    "method": "bank_transfer",
}


def place(client, **typed):
    vendor = factories.make_vendor()
    add(client, factories.make_product(vendor, price=25_000))
    key = client.get(reverse("checkout:index")).context["key"]
    form = {**TYPED, "key": key, "seen_total": "35000", f"ship_{vendor.pk}": "antar", "do": "place", **typed}
    return client.post(reverse("checkout:index"), form)


def test_what_fits_is_placed(client):
    local = "a" * 64
    email = f"{local}@{'.'.join(['b' * 60] * 3)}.id"
    assert len(email) <= 254
    assert place(client, email=email).status_code == 302
    assert Purchase.objects.get().email == email


def test_an_email_longer_than_its_column_is_refused_by_its_field(client):
    email = f"{'x' * 64}@{'.'.join(['b' * 60] * 4)}.id"
    answer = place(client, email=email)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["email"])
    assert not Purchase.objects.exists()
