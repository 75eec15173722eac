import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client

from marketplace.accounts import roles
from marketplace.notices.models import Mail, Notice
from marketplace.shop.complaints import handling
from marketplace.shop.complaints.models import Ticket
from tasks import relay
from tests.factories import make_product, make_user, make_vendor

pytestmark = pytest.mark.django_db
WORDS = {"kind": "order", "order_number": "jb7k3m9qwx-1", "text": "Paket rusak.", "email": "Siti@contoh.id"}


@pytest.fixture(autouse=True)
def _forget():
    cache.clear()


@pytest.fixture
def support():
    roles.set_up()
    user = make_user("bantuan@plut.id")
    roles.give(user, roles.Role.SUPPORT)
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, path: str = "/pengaduan/", **changed: Any) -> Any:
    return client.post(path, {**WORDS, **changed})


def test_anybody_complains_and_gets_a_ticket_number_on_screen_and_by_mail(client):
    answer = client.post("/pengaduan/", WORDS, follow=True)
    ticket = Ticket.objects.get()
    assert re.fullmatch(r"PG-\d{4}-[2-9A-HJ-NP-Z]{4}", ticket.number)
    assert (ticket.order_number, ticket.email, ticket.state) == ("JB7K3M9QWX-1", "siti@contoh.id", "received")
    assert ticket.number in answer.content.decode()
    relay.drain()
    relay.drain()
    mail = Mail.objects.get()
    assert (mail.recipient, ticket.number in mail.subject) == ("siti@contoh.id", True)
    assert Notice.objects.filter(message="complaint.received.staff").count() == 1


def test_the_key_of_the_mail_opens_the_ticket_and_leaves_the_address(client):
    send(client)
    relay.drain()
    path = re.search(r"/pengaduan/\S+kunci=\S+", Mail.objects.get().text)[0]
    stranger = Client()
    assert stranger.get(path.partition("?")[0]).status_code == 404
    assert stranger.get(path[:-1] + "x").status_code == 404
    assert stranger.get(path).url == path.partition("?")[0]
    assert "Paket rusak." in stranger.get(path, follow=True).content.decode()


def test_number_and_email_open_the_ticket_and_neither_alone(client):
    send(client)
    number = Ticket.objects.get().number
    stranger = Client()
    assert stranger.post("/pengaduan/cari/", {"number": number, "email": "lain@contoh.id"}).status_code == 422
    found = stranger.post("/pengaduan/cari/", {"number": f" {number.lower()} ", "email": "SITI@contoh.id"}, follow=True)
    assert "Paket rusak." in found.content.decode()


@pytest.mark.parametrize(
    "bad",
    [
        {"text": ""},
        {"email": "siti"},
        {"kind": "x"},
        {"kind": "report"},
        {"phone": "123"},
        {"text": "x" * 2001},
        {"text": "a\x00b"},
    ],
)
def test_bad_input_is_refused_with_what_was_typed(client, bad):
    answer = send(client, **bad)
    assert answer.status_code == 422
    assert not Ticket.objects.exists()
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.find("input", {"name": "order_number"})["value"] == "jb7k3m9qwx-1"


def test_a_machine_that_fills_the_hidden_field_is_refused(client):
    assert send(client, website="http://x").status_code == 422
    assert not Ticket.objects.exists()


def test_the_sixth_complaint_of_an_hour_from_one_address_waits(client):
    answers = [send(client).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert Ticket.objects.count() == 5


def test_guessing_numbers_is_stopped(client):
    tries = [
        client.post("/pengaduan/cari/", {"number": "PG-2611-AAAA", "email": "a@b.id"}).status_code for _ in range(11)
    ]
    assert tries == [422] * 10 + [429]


def test_a_product_and_a_shop_are_reported(client):
    shop = make_vendor("Dapur Mak Ina")
    product = make_product(shop, title="Dodol kentang")
    report = {"reason": "untrue", "text": "Fotonya lain.", "email": "a@contoh.id"}
    assert f"/laporkan/produk/{product.pk}/" in client.get(product.get_absolute_url()).content.decode()
    assert client.post(f"/laporkan/produk/{product.pk}/", report).status_code == 302
    assert f"/laporkan/toko/{shop.slug}/" in client.get(shop.get_absolute_url()).content.decode()
    assert client.post(f"/laporkan/toko/{shop.slug}/", report).status_code == 302
    rows = list(Ticket.objects.order_by("pk").values_list("kind", "about", "vendor", "product"))
    assert rows == [("report", "Dodol kentang", shop.pk, product.pk), ("report", "Dapur Mak Ina", shop.pk, None)]


def test_what_is_not_on_show_cannot_be_reported(client):
    product = make_product(is_public=False)
    assert client.get(f"/laporkan/produk/{product.pk}/").status_code == 404
    assert client.get("/laporkan/toko/tidak-ada/").status_code == 404


def test_plut_takes_it_up_answers_and_closes_and_the_writer_reads_it(client, support):
    send(client)
    ticket = Ticket.objects.get()
    assert "Pengaduan yang perlu dijawab" in support.get("/cms/").content.decode()
    assert ticket.number in support.get("/cms/konsol/pengaduan/").content.decode()
    desk = f"/cms/konsol/pengaduan/{ticket.pk}/"
    support.post(f"{desk}start/")
    support.post(desk, {"text": "Toko mengirim gantinya besok."})
    page = client.get(f"/pengaduan/{ticket.number}/").content.decode()
    assert "Toko mengirim gantinya besok." in page and "Dijawab" in page
    support.post(f"{desk}close/")
    support.post(desk, {"text": "Terlambat"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.answers.count()) == ("closed", 1)
    relay.drain()
    told = list(Mail.objects.order_by("pk").values_list("message", flat=True))
    assert told == ["complaint.received.shopper", "complaint.answered.shopper", "complaint.closed.shopper"]
    assert ticket.number not in support.get("/cms/konsol/pengaduan/").content.decode()


def test_markup_in_a_complaint_is_text(client, support):
    send(client, text="<script>alert(1)</script>")
    ticket = Ticket.objects.get()
    for one, path in ((client, f"/pengaduan/{ticket.number}/"), (support, f"/cms/konsol/pengaduan/{ticket.pk}/")):
        assert "<script>alert(1)" not in one.get(path).content.decode()


def test_every_page_leads_to_the_complaints_and_names_the_ministry(client):
    page = client.get("/").content.decode()
    assert 'href="/pengaduan/"' in page
    assert "Direktorat Jenderal Perlindungan Konsumen dan Tertib Niaga" in page and "0853-1111-1010" in page


def test_a_number_that_is_taken_is_drawn_again(monkeypatch):
    drawn = iter(["PG-2611-AAAA", "PG-2611-AAAA", "PG-2611-BBBB"])
    monkeypatch.setattr(handling, "new_number", lambda: next(drawn))
    first, second = (handling.file(kind="site", text="x", email="a@b.id") for _ in range(2))
    assert (first.number, second.number) == ("PG-2611-AAAA", "PG-2611-BBBB")
