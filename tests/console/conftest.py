from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from marketplace.accounts import roles
from marketplace.events.models import Delivery, Event
from marketplace.payments.models import TransferProof
from marketplace.shop.order import fulfilment
from tests.factories import (
    make_member,
    make_order,
    make_permit,
    make_product,
    make_user,
    make_vendor,
)

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    """One person for every role of PLUT, and those who must stay outside."""
    roles.set_up()
    people = {role.value: make_user(f"{role}@contoh.id") for role in roles.Role}
    for role in roles.Role:
        roles.give(people[role.value], role)
    people["superuser"] = _with(make_user("su@contoh.id"), is_staff=True, is_superuser=True)
    people["plain staff"] = _with(make_user("staf@contoh.id"), is_staff=True)
    people["vendor"] = make_member(make_vendor("Toko lain"))
    people["shopper"] = make_user("pembeli@contoh.id")
    return people


def _with(user: Any, **fields: Any) -> Any:
    for name, value in fields.items():
        setattr(user, name, value)
    user.save()
    return user


@pytest.fixture
def log_in(people: dict[str, Any]) -> Any:
    def client_of(name: str) -> Client:
        client = Client()
        if name != "anonymous":
            client.force_login(people[name])
        return client

    return client_of


@pytest.fixture
def shop(db: None) -> Any:
    return make_vendor("Dapur Mak Ina")


@pytest.fixture
def goods(shop: Any) -> Any:
    return make_product(shop, price=45_000, title="Dodol kentang")


@pytest.fixture
def permit(shop: Any, goods: Any) -> Any:
    return make_permit(goods, state="in_review", checked_at=None)


@pytest.fixture
def order(shop: Any, goods: Any) -> Any:
    """An order paid by transfer for which a proof waits."""
    order = make_order((goods, 2), choices={shop.pk: "kurir"}, method="bank_transfer")
    row = TransferProof(payment=order.payment)
    row.file.save("bukti.png", ContentFile(PNG))
    type(order.payment).objects.filter(pk=order.payment.pk).update(state="proof_received")
    order.payment.refresh_from_db()
    return order


@pytest.fixture
def refund(order: Any, people: dict[str, Any]) -> Any:
    from marketplace.shop.checkout import settlement

    settlement.confirm_transfer(order.payment, people["finance"], int(order.payment.amount))
    vendor_order = order.vendor_orders.get()
    fulfilment.decline(vendor_order, people["vendor"], "Habis")
    return vendor_order.refunds.get()


@pytest.fixture
def delivery(db: None) -> Any:
    event = Event.objects.create(kind="order.paid", key="order.paid:X", payload={"order_id": 1})
    return Delivery.objects.create(event=event, handler="mail", state="failed", tries=8, last_error="SMTP <away>")
