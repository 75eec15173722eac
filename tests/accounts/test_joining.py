"""A guest's order becomes an account's by one tap and a mailed code."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse
from oscar.core.loading import get_model

from marketplace.accounts import joining
from marketplace.accounts.models import User
from marketplace.notices.models import Mail
from tests.factories import make_order, make_user

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")


@pytest.fixture
def order(client):
    cache.clear()
    order = make_order(email="siti@contoh.id")
    assert client.get(reverse("orders:detail", args=[order.number]), {"kunci": order.purchase.token}).status_code == 302
    session = client.session
    session["placed"] = [order.number, int(time.time())]
    session.save()
    return order


def code():
    return re.match(r"\d{6}", Mail.objects.filter(message="account.login_code").latest("pk").subject).group()


def join(client, order):
    return client.post(reverse("orders:join", args=[order.number]))


def test_the_thank_you_page_offers_it_to_guests_only(client, order):
    page = reverse("orders:detail", args=[order.number])
    assert "Simpan di akun" in client.get(page).content.decode()
    client.force_login(make_user())
    assert "Simpan di akun" not in client.get(page).content.decode()


def test_one_tap_and_the_code_make_an_account_that_holds_the_order(client, order):
    answer = join(client, order)
    page = reverse("orders:detail", args=[order.number])
    assert answer.status_code == 302 and answer.url.startswith(reverse("account_confirm_login_code"))
    assert not EmailAddress.objects.get(email="siti@contoh.id").verified
    done = client.post(reverse("account_confirm_login_code"), {"code": code(), "next": page})
    assert (done.status_code, done.url) == (302, page)
    client.get(page)
    user = User.objects.get(email="siti@contoh.id")
    assert (user.full_name, user.has_usable_password()) == ("Siti Aminah", False)
    assert Order.objects.get(pk=order.pk).user == user
    assert EmailAddress.objects.get(user=user).verified


def test_other_orders_of_the_confirmed_address_are_found_under_it(client, order):
    earlier = make_order(email="siti@contoh.id")
    join(client, order)
    assert earlier.number not in client.get(reverse("orders:list")).content.decode()
    client.post(reverse("account_confirm_login_code"), {"code": code()})
    assert earlier.number in client.get(reverse("orders:list")).content.decode()


def test_an_address_with_an_account_looks_the_same_and_joins_that_account(client, order):
    user = make_user("siti@contoh.id", full_name="Siti")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    assert join(client, order).url.startswith(reverse("account_confirm_login_code"))
    client.post(reverse("account_confirm_login_code"), {"code": code()})
    client.get(reverse("orders:detail", args=[order.number]))
    assert Order.objects.get(pk=order.pk).user == user
    assert User.objects.filter(email__iexact="siti@contoh.id").count() == 1


def test_a_stranger_cannot_make_it(client, order):
    stranger = type(client)()
    assert join(stranger, order).status_code == 404
    assert not User.objects.filter(email="siti@contoh.id").exists()


def test_too_many_taps_are_told_to_wait(client, order):
    for _n in range(4):
        answer = join(client, order)
    assert answer.url == reverse("orders:detail", args=[order.number])
    assert "Terlalu banyak percobaan" in client.get(answer.url).content.decode()


def test_of_two_taps_at_once_the_second_finds_what_the_first_made(client, order, monkeypatch):
    made = make_user("siti@contoh.id")
    monkeypatch.setattr(joining, "_with_address", lambda email: None)
    assert join(client, order).status_code == 302
    assert User.objects.get(email__iexact="siti@contoh.id") == made
