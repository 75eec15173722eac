"""The guest's way to an order: number and contact, a few tries per address and quarter of an hour."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from marketplace.shop.order import views
from tests import factories

pytestmark = pytest.mark.django_db
WHERE = reverse("orders:lookup")


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()
    yield
    cache.clear()


def look_up(client, number, contact="siti@contoh.id"):
    return client.post(WHERE, {"number": number, "contact": contact})


def test_number_and_contact_open_the_order(client):
    order = factories.make_order()
    assert look_up(client, order.number.lower()).url == reverse("orders:detail", args=[order.number])
    assert client.get(reverse("orders:detail", args=[order.number])).status_code == 200


def test_a_wrong_contact_and_an_unknown_number_are_answered_alike(client):
    order = factories.make_order()
    answers = [look_up(client, order.number, "lain@contoh.id"), look_up(client, "JBTIDAKADA")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].context["form"].errors == answers[1].context["form"].errors


def test_whoever_tries_too_often_is_told_when_to_come_back(client):
    order = factories.make_order()
    for _ in range(views.LOOKUPS):
        assert look_up(client, order.number, "lain@contoh.id").status_code == 422
    answer = look_up(client, order.number)
    assert answer.status_code == 429
    assert "Terlalu banyak percobaan" in answer.content.decode()
    assert 0 < int(answer["Retry-After"]) <= views.LOOKUP_WINDOW


def test_behind_a_proxy_each_visitor_has_tries_of_their_own(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    form = {"number": "JBTIDAKADA", "contact": "siti@contoh.id"}
    for tail in range(views.LOOKUPS + 1):
        answer = client.post(WHERE, form, headers={"X-Forwarded-For": f"1.2.3.4, 10.0.0.{tail}"})
        assert answer.status_code == 422


def test_without_a_proxy_a_visitor_cannot_say_to_be_another(client):
    form = {"number": "JBTIDAKADA", "contact": "siti@contoh.id"}
    told = [client.post(WHERE, form, headers={"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(views.LOOKUPS + 1)]
    assert told[-1].status_code == 429
