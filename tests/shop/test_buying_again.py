import pytest
from django.urls import reverse

from tests.factories import make_order, make_product, make_user, make_vendor

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer(client):
    user = make_user("siti@contoh.id")
    client.force_login(user)
    return user


def over(order):
    type(order).objects.filter(pk=order.pk).update(status="completed")
    return order


def test_what_can_be_bought_goes_into_the_basket_and_what_cannot_is_named(client, buyer):
    shop = make_vendor()
    tea, cloth = make_product(shop, title="Teh"), make_product(shop, title="Kain")
    order = make_order((tea, 2), (cloth, 1), user=buyer)
    cloth.is_public = False
    cloth.save()
    page = client.post(reverse("orders:again", args=[order.number]), follow=True)
    assert page.redirect_chain == [(reverse("basket:summary"), 302)]
    assert [(line.product_id, line.quantity) for line in buyer.baskets.get(status="Open").lines.all()] == [(tea.pk, 2)]
    assert "Kain: " in page.content.decode()


def test_when_nothing_can_be_bought_the_order_says_why(client, buyer):
    product = make_product(title="Teh", stock=1)
    order = make_order((product, 1), user=buyer)
    page = client.post(reverse("orders:again", args=[order.number]), follow=True)
    assert page.redirect_chain == [(reverse("orders:detail", args=[order.number]), 302)]
    assert "Teh habis." in page.content.decode()


def test_a_strangers_order_cannot_be_bought_again(client, buyer):
    order = make_order((make_product(), 1), user=make_user())
    assert client.post(reverse("orders:again", args=[order.number])).status_code == 404
    assert not buyer.baskets.exists()


@pytest.mark.spoils_the_books
def test_the_list_offers_it_for_orders_that_are_over_only(client, buyer):
    done, open_one = over(make_order(user=buyer)), make_order(user=buyer)
    page = client.get(reverse("orders:list")).content.decode()
    assert reverse("orders:again", args=[done.number]) in page
    assert reverse("orders:again", args=[open_one.number]) not in page


def test_an_empty_tab_says_what_is_not_there(client, buyer):
    make_order(user=buyer)
    page = client.get(reverse("orders:list"), {"status": "shipped"}).content.decode()
    assert "Tidak ada paket yang sedang dikirim" in page
