"""Signing up, the account page, language, password and e-mail."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from marketplace.accounts import roles
from marketplace.accounts.models import User
from marketplace.notices.models import Mail
from tests import factories

pytestmark = pytest.mark.django_db
NEW = {"full_name": "Siti Rahma", "email": "Siti@Contoh.id", "password1": "sungai batanghari"}


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def siti(client: Client) -> User:
    user = factories.make_user("siti@contoh.id", full_name="Siti Rahma")
    client.post("/akun/login/", {"login": "siti@contoh.id", "password": "rahasia-sekali"})
    return user


def link_in(mail: Mail) -> str:
    return re.search(r"http://testserver(\S+)", mail.text).group(1)  # type: ignore[union-attr]


@pytest.mark.parametrize(("prefix", "language"), [("", "id"), ("/en", "en")])
def test_signing_up_keeps_name_email_and_language_and_logs_in(client: Client, prefix: str, language: str) -> None:
    assert client.post(f"{prefix}/akun/signup/", NEW)["Location"] == f"{prefix}/akun/"
    user = User.objects.get()
    assert (user.full_name, user.email, user.language) == ("Siti Rahma", "siti@contoh.id", language)
    assert client.session["_auth_user_id"] == str(user.pk)
    address = EmailAddress.objects.get()
    assert (address.email, address.primary, address.verified) == ("siti@contoh.id", True, False)


def test_signing_up_leads_on_to_where_the_person_was(client: Client) -> None:
    page = client.get("/akun/signup/?next=/checkout/").content.decode()
    assert '<input type="hidden" name="next" value="/checkout/">' in page
    assert client.post("/akun/signup/", NEW | {"next": "/checkout/"})["Location"] == "/checkout/"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("full_name", "", "Isi nama lengkap."),
        ("full_name", "x" * 256, "Maksimal 255 karakter, sekarang 256."),
        ("email", "", "Isi email."),
        ("email", "siti@", "Email belum lengkap, contoh: nama@contoh.id"),
        ("email", "ada@contoh.id", "Email ini sudah punya akun. Masuk, atau minta kata sandi baru."),
        ("password1", "", "Isi kata sandi."),
        ("password1", "xk7-q", "Kata sandi minimal 9 karakter."),
        ("password1", "password123", "Kata sandi ini mudah ditebak. Pilih yang lain."),
        ("password1", "804175236920", "Tambahkan huruf pada kata sandi."),
    ],
)
def test_a_refused_field_says_how_to_mend_it_and_nothing_is_kept(
    client: Client, field: str, value: str, sentence: str
) -> None:
    factories.make_user("ada@contoh.id")
    page = client.post("/akun/signup/", NEW | {field: value}).content.decode()
    assert sentence in page
    assert "sungai batanghari" not in page
    assert User.objects.count() == 1


def test_a_new_email_is_confirmed_by_a_link_and_a_button(client: Client) -> None:
    client.post("/akun/signup/", NEW)
    mail = Mail.objects.get()
    assert (mail.subject, mail.recipient, mail.language) == ("Konfirmasi email Anda", "siti@contoh.id", "id")
    assert "Halo Siti Rahma," in mail.text and "Konfirmasi email:" in mail.text
    assert "Apakah siti@contoh.id email Anda?" in client.get(link_in(mail)).content.decode()
    assert not EmailAddress.objects.get().verified
    client.post(link_in(mail))
    assert EmailAddress.objects.get().verified


def test_a_confirmation_link_that_is_no_longer_good_says_so(client: Client) -> None:
    assert "Link ini tidak berlaku lagi." in client.get("/akun/confirm-email/abc/").content.decode()


def test_the_account_leads_to_everything_of_the_person(client: Client, siti: User) -> None:
    page = client.get("/akun/").content.decode()
    assert "Halo Siti Rahma</h1>" in page
    for path in ("/pesanan/", "/pemberitahuan/", "/akun/email/", "/akun/password/change/"):
        assert f'<a class="line" href="{path}">' in page
    assert 'action="/akun/logout/"' in page and 'action="/akun/bahasa/"' in page
    assert 'class="line" href="/mitra/"' not in page and 'href="/cms/"' not in page


def test_the_account_leads_members_to_their_shop_and_staff_to_the_console(client: Client, siti: User) -> None:
    factories.make_member(factories.make_vendor("Dapur Mak Ina"), user=siti)
    page = client.get("/akun/").content.decode()
    assert '<a class="line" href="/mitra/">' in page and "Dapur Mak Ina" in page
    roles.set_up()
    roles.give(siti, roles.Role.FINANCE)
    assert '<a class="line" href="/cms/">' in client.get("/akun/").content.decode()


def test_a_stranger_is_asked_to_log_in(client: Client) -> None:
    assert client.get("/akun/")["Location"] == "/akun/login/?next=/akun/"
    answer = client.post("/akun/bahasa/", {"language": "en"}, headers={"Referer": "http://testserver/akun/"})
    assert answer["Location"] == "/akun/login/?next=/akun/"


def test_the_language_is_kept_and_the_page_changes_to_it(client: Client, siti: User) -> None:
    answer = client.post("/akun/bahasa/", {"language": "en"})
    assert answer["Location"] == "http://testserver/en/akun/"
    assert answer.cookies["django_language"].value == "en"
    assert User.objects.get().language == "en"
    page = client.get("/en/akun/").content.decode()
    assert "Hello Siti Rahma</h1>" in page and "Changes saved." in page
    assert client.post("/en/akun/bahasa/", {"language": "id"})["Location"] == "http://testserver/akun/"


@pytest.mark.parametrize("language", ["", "xx", "../en", "EN"])
def test_a_language_that_we_do_not_have_changes_nothing(client: Client, siti: User, language: str) -> None:
    assert client.post("/akun/bahasa/", {"language": language})["Location"] == "/akun/"
    assert User.objects.get().language == "id"


def test_a_password_is_changed_with_the_current_one(client: Client, siti: User) -> None:
    page = client.post("/akun/password/change/", {"oldpassword": "salah", "password1": "gunung kerinci"})
    assert "Kata sandi sekarang tidak cocok." in page.content.decode()
    answer = client.post("/akun/password/change/", {"oldpassword": "rahasia-sekali", "password1": "gunung kerinci"})
    assert answer["Location"] == "/akun/"
    assert User.objects.get().check_password("gunung kerinci")
    assert "Kata sandi baru disimpan." in client.get("/akun/").content.decode()


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client: Client) -> None:
    factories.make_user("siti@contoh.id", full_name="Siti Rahma")
    assert client.post("/akun/password/reset/", {"email": "siti@contoh.id"})["Location"] == "/akun/password/reset/done/"
    mail = Mail.objects.get()
    assert mail.subject == "Buat kata sandi baru"
    form = client.get(link_in(mail))["Location"]
    assert "Buat kata sandi baru" in client.get(form).content.decode()
    client.post(form, {"password1": "danau gunung tujuh"})
    assert User.objects.get().check_password("danau gunung tujuh")
    assert client.session["_auth_user_id"]
    assert "Link ini tidak berlaku lagi." in Client().get(link_in(mail)).content.decode()


def test_asking_for_a_password_does_not_tell_who_has_an_account(client: Client) -> None:
    answer = client.post("/en/akun/password/reset/", {"email": "tidak.ada@contoh.id"})
    assert answer["Location"] == "/en/akun/password/reset/done/"
    mail = Mail.objects.get()
    assert (mail.recipient, mail.subject) == ("tidak.ada@contoh.id", "This email has no account yet")
    assert link_in(mail) == "/en/akun/signup/"


def change_email(client: Client, email: str) -> Any:
    """Ask for another e-mail; the password is asked for in between, then the request goes on by itself."""
    asked = client.post("/akun/email/", {"action_add": "1", "email": email})["Location"]
    assert asked == "/akun/reauthenticate/?next=%2Fakun%2Femail%2F"
    return client.post(asked, {"password": "rahasia-sekali"}, follow=True)


@pytest.fixture
def confirmed(siti: User) -> User:
    EmailAddress.objects.create(user=siti, email=siti.email, verified=True, primary=True)
    return siti


def test_the_password_is_asked_for_before_the_email_changes(client: Client, confirmed: User) -> None:
    asked = client.post("/akun/email/", {"action_add": "1", "email": "baru@contoh.id"})["Location"]
    assert "Isi kata sandi sekali lagi" in client.get(asked).content.decode()
    page = client.post(asked, {"password": "salah"}).content.decode()
    assert "Kata sandi tidak cocok." in page
    assert not Mail.objects.exists()


def test_a_new_email_counts_once_its_link_is_opened(client: Client, confirmed: User) -> None:
    page = change_email(client, "baru@contoh.id").content.decode()
    assert "baru@contoh.id belum dikonfirmasi." in page and "Link dikirim ke baru@contoh.id." in page
    assert User.objects.get().email == "siti@contoh.id"
    client.post(link_in(Mail.objects.get()))
    assert User.objects.get().email == "baru@contoh.id"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("baru@contoh.id", True)]


def test_a_change_of_email_can_be_taken_back(client: Client, confirmed: User) -> None:
    change_email(client, "baru@contoh.id")
    client.post("/akun/email/", {"action_remove": "1", "email": "baru@contoh.id"})
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["siti@contoh.id"]


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("ada@contoh.id", "Email ini sudah punya akun. Masuk, atau minta kata sandi baru."),
        ("siti@contoh.id", "Ini sudah menjadi email akun Anda."),
    ],
)
def test_an_email_that_is_in_use_is_refused(client: Client, confirmed: User, email: str, sentence: str) -> None:
    factories.make_user("ada@contoh.id")
    page = client.post("/akun/email/", {"action_add": "1", "email": email}).content.decode()
    assert sentence in page
    assert not Mail.objects.exists()
