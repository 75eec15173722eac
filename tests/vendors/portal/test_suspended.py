"""A shop that is stopped finishes its orders and reads its money; one that is not open yet prepares its goods."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.vendors.portal.conftest import paid_order
from vendors.models import Vendor

pytestmark = pytest.mark.django_db
STOPPED = [Vendor.Status.SUSPENDED, Vendor.Status.CLOSED]


@pytest.mark.parametrize("status", STOPPED)
def test_a_stopped_shop_still_accepts_and_ships(vendor: Vendor, owner: Client, status: str) -> None:
    order = paid_order(vendor)
    Vendor.objects.filter(pk=vendor.pk).update(status=status)
    owner.post(reverse("portal:accept", args=[order.number]))
    owner.post(reverse("portal:ship", args=[order.number]), {"courier": "JNE", "tracking_number": "JP12345678"})
    order.refresh_from_db()
    assert (order.status, order.courier, order.tracking_number) == ("shipped", "JNE", "JP12345678")
    assert owner.get(reverse("portal:balance")).status_code == 200


@pytest.mark.parametrize("status", STOPPED)
def test_a_stopped_shop_changes_no_product(vendor: Vendor, owner: Client, status: str) -> None:
    product = factories.make_product(vendor)
    Vendor.objects.filter(pk=vendor.pk).update(status=status)
    for name in ("product", "product-quick", "product-hide", "product-show"):
        address = reverse(f"portal:{name}", args=[product.pk])
        assert owner.post(address, {"price": "9000", "stock": "1"}).status_code == 403, name
    assert owner.post(reverse("portal:product-add")).status_code == 403
    assert owner.post(reverse("portal:holiday"), {}).status_code == 403
    assert product.stockrecords.get().price == 25_000


def test_a_suspended_shop_reads_why(vendor: Vendor, owner: Client) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(status="suspended", status_reason="Izin P-IRT lewat <b>")
    page = owner.get("/mitra/").content.decode()
    assert "Toko Anda ditangguhkan" in page
    assert "Izin P-IRT lewat &lt;b&gt;" in page


def test_its_products_no_longer_call_themselves_on_sale(vendor: Vendor, owner: Client) -> None:
    factories.make_product(vendor)
    Vendor.objects.filter(pk=vendor.pk).update(status="suspended")
    page = owner.get(reverse("portal:products")).content.decode()
    assert "belum dijual selama toko tidak aktif" in page
    assert "bisa dibeli" not in page
    assert "Tambah produk" not in page


@pytest.mark.parametrize("status", ["applied", "onboarding", "in_review"])
def test_a_shop_that_is_not_open_yet_prepares_products(log_in: Any, status: str) -> None:
    client = log_in(factories.make_vendor(status=status))
    assert client.get(reverse("portal:product-add")).status_code == 200
    assert "Toko Anda belum aktif" in client.get("/mitra/").content.decode()
