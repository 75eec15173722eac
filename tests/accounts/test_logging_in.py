"""One login for everybody: by e-mail, back to where the person wanted to go, never to another site."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from marketplace.accounts import roles
from marketplace.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "rahasia-sekali"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


def log_in(client: Client, path: str = "/akun/login/", email: str = "siti@contoh.id", **values: str) -> Any:
    return client.post(path, {"login": email, "password": PASSWORD} | values)


def test_a_shopper_lands_in_the_account(client: Client) -> None:
    factories.make_user("siti@contoh.id")
    assert log_in(client)["Location"] == "/akun/"


def test_the_case_of_the_email_does_not_matter(client: Client) -> None:
    factories.make_user("siti@contoh.id")
    assert log_in(client, email="Siti@Contoh.ID")["Location"] == "/akun/"


def test_a_member_of_a_shop_lands_in_the_portal_and_staff_in_the_console(client: Client) -> None:
    factories.make_member(factories.make_vendor(), user=factories.make_user("siti@contoh.id"))
    assert log_in(client)["Location"] == "/mitra/"
    roles.set_up()
    roles.give(factories.make_user("petugas@contoh.id"), roles.Role.CURATOR)
    assert log_in(Client(), email="petugas@contoh.id")["Location"] == "/cms/"


def test_a_reader_of_english_starts_in_english(client: Client) -> None:
    factories.make_user("siti@contoh.id", language="en")
    assert log_in(client)["Location"] == "/en/akun/"


@pytest.mark.parametrize("desk", ["/cms/", "/dashboard/", "/mitra/", "/pemberitahuan/"])
def test_every_desk_sends_strangers_to_the_one_login_and_back(client: Client, desk: str) -> None:
    factories.make_member(factories.make_vendor(), user=factories.make_user("siti@contoh.id"))
    User.objects.update(is_staff=True, is_superuser=True)
    sent = client.get(desk)["Location"]
    assert sent == f"/akun/login/?next={desk}"
    assert f'<input type="hidden" name="next" value="{desk}">' in client.get(sent).content.decode()
    assert log_in(client, next=desk)["Location"] == desk


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://jahat.example/",
        "//jahat.example/",
        "/\\jahat.example/",
        "\\\\jahat.example/",
        "javascript:alert(1)",
        "http:///jahat.example",
        "http://localhost/",
        "/\t/jahat.example/",
        " //jahat.example",
    ],
)
@pytest.mark.parametrize("path", ["/akun/login/", "/akun/signup/", "/akun/logout/"])
def test_nobody_is_sent_to_another_site(client: Client, elsewhere: str, path: str) -> None:
    factories.make_user("siti@contoh.id")
    if path == "/akun/logout/":
        log_in(client)
        answer = client.post(path, {"next": elsewhere})
        assert answer["Location"] == "/"
    elif path == "/akun/signup/":
        answer = client.post(
            path, {"full_name": "Budi", "email": "budi@contoh.id", "password1": "sungai batanghari", "next": elsewhere}
        )
        assert answer["Location"] == "/akun/"
    else:
        assert log_in(client, next=elsewhere)["Location"] == "/akun/"


@pytest.mark.parametrize(
    ("prefix", "sentence"),
    [("", "Email atau kata sandi tidak cocok."), ("/en", "Email or password does not match.")],
)
@pytest.mark.parametrize("email", ["siti@contoh.id", "tidak.ada@contoh.id"])
def test_a_wrong_password_and_an_unknown_email_read_alike(
    client: Client, prefix: str, sentence: str, email: str
) -> None:
    factories.make_user("siti@contoh.id")
    page = log_in(client, f"{prefix}/akun/login/", email, password="bukan-ini").content.decode()
    assert page.count(sentence) == 1
    assert "bukan-ini" not in page


def test_after_five_wrong_passwords_even_the_right_one_waits(client: Client) -> None:
    factories.make_user("siti@contoh.id")
    for _ in range(5):
        assert "tidak cocok" in log_in(client, password="bukan-ini").content.decode()
    answer = log_in(client)
    assert answer.status_code == 200
    assert "Terlalu banyak percobaan. Coba lagi beberapa menit lagi." in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_too_many_requests_from_one_place_get_a_page_of_the_house(client: Client) -> None:
    answers = [client.post("/akun/signup/", {}) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert "<h1>Terlalu banyak percobaan. Coba lagi beberapa menit lagi.</h1>" in answers[-1].content.decode()


def test_an_account_that_is_switched_off_cannot_log_in(client: Client) -> None:
    factories.make_user("siti@contoh.id")
    User.objects.update(is_active=False)
    answer = log_in(client)
    assert answer["Location"] == "/akun/inactive/"
    assert "Akun ini tidak aktif." in client.get("/akun/inactive/").content.decode()
    assert "_auth_user_id" not in client.session


def test_logging_out_asks_first_and_says_that_it_is_done(client: Client) -> None:
    factories.make_user("siti@contoh.id")
    log_in(client)
    assert "Keluar dari akun ini?" in client.get("/akun/logout/").content.decode()
    assert "_auth_user_id" in client.session
    assert client.post("/akun/logout/")["Location"] == "/"
    assert "_auth_user_id" not in client.session
    assert "Anda sudah keluar." in client.get("/akun/login/").content.decode()


def test_a_password_can_be_pasted_kept_by_a_manager_and_looked_at(client: Client) -> None:
    page = client.get("/akun/login/").content.decode()
    assert 'autocomplete="current-password"' in page and "onpaste" not in page
    assert 'aria-label="Lihat kata sandi"' in page


@pytest.mark.parametrize(
    "path",
    [
        "3rdparty/",
        "confirm-email/",
        "social/signup/",
        "login/code/",
        "login/code/confirm/",
        "signup/passkey/",
        "phone/verify/",
        "phone/change/",
        "2fa/",
        "sessions/",
        "password/reset/complete/",
    ],
)
def test_pages_of_allauth_that_we_do_not_use_do_not_exist(client: Client, path: str) -> None:
    assert client.get(f"/akun/{path}").status_code == 404
