"""What a person agreed to, the download of their data, and who may fetch it."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts import consents, personal, takeout
from marketplace.accounts.models import Consent, DataFile
from marketplace.front import places
from marketplace.notices.models import Mail, Notice
from tasks import cleanup, relay
from tests.factories import make_basket, make_order, make_product, make_saved_address, make_user
from tests.shop.reviews.bought import make_line, make_review

pytestmark = pytest.mark.django_db
PARTS = {"account", "emails", "addresses", "consents", "notices", "mails", "reviews", "review_reports", "basket"}


@pytest.fixture
def readable(monkeypatch):
    """Terms and privacy policy have their pages."""
    monkeypatch.setitem(places.NAMES, "terms", ("home",))
    monkeypatch.setitem(places.NAMES, "privacy", ("home",))


@pytest.fixture
def siti():
    user = make_user("siti@contoh.id", full_name="Siti Aminah")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture(autouse=True)
def _terms_of_the_settings(monkeypatch):
    """The version in force is that of the settings here; the pages' own has tests beside the pages."""
    monkeypatch.setattr(consents, "_source", [lambda document: django_settings.TERMS_VERSION])


def opened(file):
    archive = zipfile.ZipFile(io.BytesIO(bytes(file.content)))
    return json.loads(archive.read("data.json")), archive.read("data.html").decode()


def made_for(user):
    takeout.ask(user)
    relay.drain()
    return DataFile.objects.get(user=user)


def test_signing_up_writes_down_what_was_agreed_to(client, readable, settings):
    settings.TERMS_VERSION = "2027-01"
    sent = {"full_name": "Budi", "email": "budi@contoh.id", "password1": "rahasia-sekali"}
    assert client.post(reverse("account_signup"), sent).status_code == 302
    rows = Consent.objects.values_list("user__email", "document", "version", "order_number")
    assert set(rows) == {("budi@contoh.id", "terms", "2027-01", ""), ("budi@contoh.id", "privacy", "2027-01", "")}


def test_an_order_writes_down_the_terms_once(readable, siti):
    order = make_order(user=siti)
    relay.drain()
    consents.with_order(order.number, siti, timezone.now())
    consent = Consent.objects.get()
    assert (consent.user, consent.order_number, consent.document, consent.at) == (
        siti,
        order.number,
        "terms",
        order.date_placed,
    )


def test_nobody_agrees_to_a_page_that_does_not_exist(siti, monkeypatch):
    monkeypatch.setitem(places.NAMES, "terms", ())
    make_order(user=siti)
    relay.drain()
    assert not Consent.objects.exists()


def test_the_keeper_of_the_pages_tells_the_version(readable, siti, monkeypatch):
    monkeypatch.setattr(consents, "_source", [{"terms": "2026-11-24.r12", "privacy": ""}.get])
    consents.at_sign_up(siti)
    assert list(Consent.objects.values_list("document", "version")) == [("terms", "2026-11-24.r12")]


def test_the_consent_of_a_guest_joins_the_account_with_the_order(client, readable, siti):
    order = make_order(email="siti@contoh.id")
    relay.drain()
    assert Consent.objects.get().user is None
    client.force_login(siti)
    assert client.get(reverse("orders:detail", args=[order.number])).status_code == 200
    assert Consent.objects.get().user == siti


def test_the_page_says_what_was_agreed_to_and_offers_download_and_deletion(client, readable, siti):
    order = make_order(user=siti)
    relay.drain()
    client.force_login(siti)
    page = client.get(reverse("account_data")).content.decode()
    for words in ("Siapkan unduhan", "Syarat dan ketentuan", f"dengan pesanan {order.number}", "Hapus akun"):
        assert words in page


def test_the_download_is_made_later_and_told_by_mail_and_notice(client, siti):
    client.force_login(siti)
    assert client.post(reverse("account_data_prepare")).url == reverse("account_data")
    assert "Data Anda sedang kami kumpulkan" in client.get(reverse("account_data")).content.decode()
    relay.drain()
    mail = Mail.objects.get(message="data_file.ready.shopper")
    assert (mail.recipient, mail.subject) == ("siti@contoh.id", "Data Anda siap diunduh")
    assert reverse("account_data") in mail.text
    assert Notice.objects.get(user=siti).path == reverse("account_data")
    file = DataFile.objects.get()
    answer = client.get(reverse("account_data_download", args=[file.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer.content == bytes(file.content)


def test_asking_twice_makes_one_file(siti):
    assert takeout.ask(siti) == takeout.ask(siti)
    relay.drain()
    takeout.ask(siti)
    relay.drain()
    assert DataFile.objects.count() == Mail.objects.filter(message="data_file.ready.shopper").count() == 1


def test_the_download_holds_exactly_the_persons_own_rows(siti):
    other = make_user("lain@contoh.id", full_name="Orang Lain")
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    product = make_product(title="Kopi Liberika")
    mine, guest = make_order((product, 1), user=siti), make_order((product, 2), email="siti@contoh.id")
    theirs = make_order((product, 1), user=other, email=other.email)
    make_saved_address(siti, street="Jl. Saya 1")
    make_saved_address(other, street="Jl. Mereka 2")
    make_review(product, user=siti, text="Harum sekali.", name="Siti")
    make_review(product, user=other, text="Milik orang lain.")
    make_basket((product, 3), owner=siti)
    relay.drain()
    data, paper = opened(made_for(siti))
    assert data.keys() >= PARTS | {"orders"}
    assert data["account"][0]["name"] == "Siti Aminah"
    assert [row["street"] for row in data["addresses"]] == ["Jl. Saya 1"]
    numbers = [row["number"] for row in data["orders"]]
    assert numbers[:2] == [mine.number, guest.number] and len(numbers) == 3 and theirs.number not in numbers
    assert data["orders"][0]["parts"][0]["goods"] == [{"quantity": 1, "title": "Kopi Liberika"}]
    assert [(row["text"], row["name"]) for row in data["reviews"]] == [("Harum sekali.", "Siti")]
    assert [(row["product"], row["quantity"]) for row in data["basket"]] == [("Kopi Liberika", 3)]
    assert {row["to"] for row in data["mails"]} == {"siti@contoh.id"}
    whole = json.dumps(data, ensure_ascii=False) + paper
    for stranger in ("lain@contoh.id", "Orang Lain", "Mereka", "Milik orang lain", theirs.number):
        assert stranger not in whole
    for own in ("Data saya", "Jl. Saya 1", mine.number, "Harum sekali.", "Nomor pesanan"):
        assert own in paper


def test_an_address_that_is_not_confirmed_hands_out_no_order_of_a_guest():
    user = make_user("siti@contoh.id")
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    make_order(email="siti@contoh.id")
    relay.drain()
    assert personal.export(user)["orders"] == personal.export(user)["mails"] == []


def test_what_people_typed_is_text_on_paper(siti):
    make_saved_address(siti, street="<script>alert(1)</script>")
    assert "<script>" not in opened(made_for(siti))[1]


def test_the_file_of_somebody_else_does_not_exist(client, siti):
    file = made_for(siti)
    client.force_login(make_user())
    assert client.get(reverse("account_data_download", args=[file.pk])).status_code == 404


def test_after_a_day_the_file_is_gone(client, siti):
    file = made_for(siti)
    client.force_login(siti)
    with time_machine.travel(timezone.now() + timedelta(hours=24, seconds=1), tick=False):
        page = client.get(reverse("account_data_download", args=[file.pk]), follow=True)
        assert "File ini tidak bisa diunduh lagi" in page.content.decode()
        assert "Siapkan unduhan" in page.content.decode()
        cleanup.forget_people()
    assert not DataFile.objects.exists()


def test_the_page_asks_as_little_for_many_orders_as_for_one(client, siti, django_assert_max_num_queries):
    client.force_login(siti)
    for _n in range(3):
        make_line(user=siti)
    with django_assert_max_num_queries(14):
        page = client.get(reverse("account"))
    assert "Pesanan terakhir" in page.content.decode()
    assert page.content.decode().count("Tulis ulasan") == 3
