from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests import factories
from vendors.models import Membership, Vendor, VendorOrder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def vendor(db: None) -> Vendor:
    return factories.make_vendor("Dapur Keripik Ibu Rosmini")


@pytest.fixture
def log_in(client: Client) -> Callable[..., Client]:
    """Log a member with this role into the shop; gives the client."""

    def enter(vendor: Vendor, role: str = Membership.Role.OWNER) -> Client:
        client.force_login(factories.make_member(vendor, role))
        return client

    return enter


@pytest.fixture
def owner(vendor: Vendor, log_in: Callable[..., Client]) -> Client:
    return log_in(vendor)


def paid_order(vendor: Vendor, *, choice: str = "kurir", pieces: int = 2, lines: int = 1) -> VendorOrder:
    """A paid order of this shop by the code that serves shoppers; `choice` is ambil, antar or kurir."""
    goods = [(factories.make_product(vendor), pieces) for _ in range(lines)]
    order = factories.make_order(*goods, choices={vendor.pk: choice}, paid=True)
    return VendorOrder.objects.get(order=order, vendor=vendor)
