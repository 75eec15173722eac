"""Logging in by a code that is mailed, without the password."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse

from marketplace.notices.models import Mail
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ASK, ENTER = "account_request_login_code", "account_confirm_login_code"


@pytest.fixture
def siti():
    cache.clear()
    user = make_user("siti@contoh.id", full_name="Siti")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def asked(client, email="siti@contoh.id"):
    answer = client.post(reverse(ASK), {"email": email}, follow=True)
    assert answer.redirect_chain == [(reverse(ENTER), 302)]
    return Mail.objects.filter(message="account.login_code").order_by("-pk").first()


def code_in(mail):
    return re.match(r"\d{6}", mail.subject).group()


def test_the_mailed_code_logs_in(client, siti):
    mail = asked(client)
    assert (mail.recipient, mail.subject) == (siti.email, f"{code_in(mail)} adalah kode verifikasi Anda")
    answer = client.post(reverse(ENTER), {"code": code_in(mail)})
    assert (answer.status_code, answer.url) == (302, reverse("account"))
    assert client.get(reverse("account")).status_code == 200


def test_a_wrong_code_says_so_and_three_wrong_ones_end_it(client, siti):
    wrong = "000000" if code_in(asked(client)) != "000000" else "111111"
    page = client.post(reverse(ENTER), {"code": wrong})
    assert "Kode tidak cocok. Lihat email terbaru." in page.content.decode()
    client.post(reverse(ENTER), {"code": wrong})
    assert client.post(reverse(ENTER), {"code": wrong}).url == reverse(ASK)
    assert client.get(reverse("account")).status_code == 302


def test_an_email_without_an_account_gets_no_code_and_the_page_does_not_tell(client, siti):
    assert asked(client, "asing@contoh.id") is None
    assert Mail.objects.get().message == "account.unknown_account"


def test_a_password_set_before_the_email_was_confirmed_ends_with_the_first_code(client, siti):
    EmailAddress.objects.update(verified=False)
    client.post(reverse(ENTER), {"code": code_in(asked(client))})
    siti.refresh_from_db()
    assert not siti.has_usable_password()
    assert EmailAddress.objects.get().verified


def test_a_confirmed_account_keeps_its_password(client, siti):
    client.post(reverse(ENTER), {"code": code_in(asked(client))})
    siti.refresh_from_db()
    assert siti.check_password("rahasia-sekali")
