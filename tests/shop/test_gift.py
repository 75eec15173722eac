"""A gift: the address is the recipient's, the buyer has a name and number of their own."""

from typing import Any

import pytest
from django.core.cache import cache

from marketplace.notices.models import Mail
from marketplace.shop.checkout import settlement
from tasks import relay
from tests.factories import make_member, make_product, make_vendor
from tests.shop import checkout_pages
from tests.shop.checkout_pages import Order, fill, place

pytestmark = pytest.mark.django_db
GIVER = {"is_gift": "on", "buyer_name": "Budi Hartono", "buyer_phone": "0811-7400-5555"}


@pytest.fixture(autouse=True)
def _forget() -> None:
    cache.clear()


def placed(client: Any, vendor: Any, **changed: str) -> Any:
    fill(client, make_product(vendor))
    answer = place(client, **changed)
    assert answer.status_code == 302, checkout_pages.told(answer)
    return Order.objects.get()


def test_a_gift_names_recipient_on_the_parcel_and_buyer_in_mails(client):
    vendor = make_vendor()
    order = placed(client, vendor, **GIVER)
    assert (order.shipping_address.first_name, order.purchase.buyer_name) == ("Siti Aminah", "Budi Hartono")
    assert order.purchase.buyer_phone == "+6281174005555"
    settlement.finalise(order.payment.pk, "mutasi-1", int(order.payment.amount))
    relay.drain()
    assert all("Halo Budi Hartono," in mail.text for mail in Mail.objects.filter(message__endswith="shopper"))
    assert "Budi Hartono memesan" in Mail.objects.get(message="order.paid.vendor").text
    client.force_login(make_member(vendor))
    page = client.get(f"/mitra/pesanan/{order.vendor_orders.get().number}/").content.decode()
    assert "Hadiah dari" in page and "0811-7400-5555" in page and "0812-7400-1234" in page


def test_a_gift_without_its_buyer_is_asked_for_and_keeps_what_was_typed(client):
    fill(client, make_product())
    answer = place(client, is_gift="on", buyer_name="Budi", buyer_phone="")
    assert answer.status_code == 422 and "Isi nomor WhatsApp Anda." in answer.content.decode()
    assert 'value="Budi"' in answer.content.decode() and not Order.objects.exists()


def test_what_was_typed_into_the_fields_of_a_gift_and_unticked_again_is_forgotten(client):
    order = placed(client, make_vendor(), buyer_name="Budi", buyer_phone="123")
    assert (order.purchase.buyer_name, order.purchase.buyer_phone) == ("", "")


def test_the_recipients_address_is_not_offered_for_the_next_order(client):
    placed(client, make_vendor(), **GIVER)
    fill(client, make_product())
    assert "Siti Aminah" not in client.get("/keranjang/").content.decode()
    client.session.pop("placed", None)
    assert "address" not in client.session


def test_a_gifts_buyer_finds_the_order_by_their_own_number(client):
    order = placed(client, make_vendor(), **GIVER)
    client.session.flush()
    found = client.post("/pesanan/lacak/", {"number": order.number, "contact": "0811 7400 5555"})
    assert (found.status_code, found.url) == (302, f"/pesanan/{order.number}/")
