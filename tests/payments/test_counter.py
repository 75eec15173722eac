"""A silent gateway holds the readers who ask it, and no thread more."""

import pytest
from django.urls import reverse

from marketplace.payments import counter, gateway
from marketplace.shop.checkout import collection
from tests import factories

AWAY = "Halaman pembayaran belum menjawab. Pesanan Anda disimpan, coba sebentar lagi."


@pytest.fixture
def all_places_taken(monkeypatch):
    monkeypatch.setattr(counter, "SECONDS", 0.01)
    held = [counter.place() for _ in range(counter.PLACES)]
    for place in held:
        place.__enter__()
    yield
    for place in held:
        place.__exit__(None, None, None)


@pytest.mark.usefixtures("all_places_taken")
def test_when_all_places_are_taken_the_next_is_told_so():
    with pytest.raises(gateway.Unavailable), counter.place():
        pass


def test_a_place_is_free_again_after_a_failure():
    for _ in range(counter.PLACES + 1):
        with pytest.raises(ZeroDivisionError), counter.place():
            raise ZeroDivisionError


@pytest.mark.django_db
@pytest.mark.usefixtures("all_places_taken")
def test_while_others_wait_for_the_gateway_pay_and_return_answer_without_asking_it(client, monkeypatch):
    order = factories.make_order(method="stripe")
    monkeypatch.setattr(collection, "page_for", lambda *_: pytest.fail("asked"))
    monkeypatch.setattr(collection, "check", lambda *_: pytest.fail("asked"))
    page = reverse("orders:detail", args=[order.number])
    client.get(page, {"kunci": order.purchase.token})
    assert client.post(reverse("checkout:pay", args=[order.number])).url == page
    assert AWAY in client.get(page).content.decode()
    assert client.get(reverse("checkout:return", args=[order.number])).url == page
