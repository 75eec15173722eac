"""Kabari jika ada lagi: asked by an account or an address, told exactly once when the product can be bought again."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.events.models import Event
from marketplace.notices.models import Mail, Notice
from marketplace.shop.checkout import settlement
from marketplace.shop.order import fulfilment
from marketplace.shop.partner import stock
from marketplace.shop.wishes import waiting
from marketplace.shop.wishes.models import Waiting
from tasks import cleanup, relay
from tests.factories import make_order, make_product, make_user, make_vendor
from tests.shop.public_pages import words
from vendors import products

pytestmark = pytest.mark.django_db
StockRecord = get_model("partner", "StockRecord")
ORIGIN = {"Origin": "http://testserver"}
HTMX = ORIGIN | {"HX-Request": "true"}


@pytest.fixture
def sold_out():
    return make_product(title="Madu Hutan", stock=0, name_en="Wild honey")


def ask(client, product, email="siti@contoh.id", headers=ORIGIN):
    return client.post(reverse("wishes:wait", args=[product.pk]), {"email": email}, headers=headers)


def count(product, pieces):
    stock.set_count(product.stockrecords.get().pk, pieces)


def back_events():
    return list(Event.objects.filter(kind="stock.back").order_by("pk").values_list("payload", flat=True))


def test_a_sold_out_page_offers_it_and_others_do_not(client, sold_out):
    assert "Kabari jika ada lagi" in words(client.get(sold_out.get_absolute_url()))
    assert "Kabari jika ada lagi" not in words(client.get(make_product().get_absolute_url()))
    today = timezone.localdate()
    away = make_product(make_vendor(holiday_from=today, holiday_until=today))
    assert "Kabari jika ada lagi" not in words(client.get(away.get_absolute_url()))


def test_a_guest_is_told_once_by_mail_when_it_is_back(client, sold_out):
    for address in ("Siti@Contoh.id", "siti@contoh.id"):
        answer = ask(client, sold_out, address)
        assert (answer.status_code, answer.url) == (302, f"/favorit/kabari/{sold_out.pk}/tercatat/")
    assert "Satu email begitu Madu Hutan bisa dipesan lagi" in words(client.get(answer.url))
    assert Waiting.objects.count() == 1
    relay.drain()
    assert not Mail.objects.exists()
    count(sold_out, 3)
    relay.drain()
    mail = Mail.objects.get()
    assert (mail.recipient, mail.subject) == ("siti@contoh.id", "Madu Hutan ada lagi")
    assert sold_out.get_absolute_url() in mail.text
    assert not Waiting.objects.exists()
    count(sold_out, 0)
    count(sold_out, 5)
    relay.drain()
    assert Mail.objects.count() == 1


def test_an_account_asks_with_one_tap_and_hears_by_mail_and_under_the_bell(client, sold_out):
    person = make_user("budi@contoh.id", language="en")
    client.force_login(person)
    for _ in range(2):
        assert ask(client, sold_out, "").status_code == 302
    assert "Madu Hutan" in words(client.get("/favorit/"))
    count(sold_out, 1)
    relay.drain()
    assert [(mail.recipient, mail.subject) for mail in Mail.objects.all()] == [("budi@contoh.id", "Wild honey is back")]
    assert Notice.objects.get(user=person).path.startswith("/en/belanja/")


@pytest.mark.parametrize("email", ["", "siti", "siti@", "a\nb@c.id", "x" * 300 + "@c.id"])
def test_a_wrong_address_is_said_in_words_and_nothing_is_written(client, sold_out, email):
    answer = ask(client, sold_out, email)
    assert answer.status_code == 422
    assert answer.context["form"].errors["email"]
    here = ask(client, sold_out, email, HTMX)
    assert here.status_code == 200
    assert 'aria-invalid="true"' in here.content.decode()
    assert "<html" not in here.content.decode()
    assert not Waiting.objects.exists()


def test_within_the_page_it_says_that_it_is_noted(client, sold_out):
    answer = ask(client, sold_out, headers=HTMX)
    assert "Tercatat. Kami kabari satu kali, begitu ada lagi." in words(answer)
    assert Waiting.objects.get().email == "siti@contoh.id"


def test_what_can_be_bought_already_leads_to_its_page(client):
    product = make_product()
    answer = ask(client, product)
    assert (answer.status_code, answer.url) == (302, product.get_absolute_url())
    assert ask(client, product, headers=HTMX)["HX-Redirect"] == product.get_absolute_url()
    assert not Waiting.objects.exists()


def test_hidden_and_unknown_goods_cannot_be_waited_for(client):
    hidden = make_product(stock=0, state="hidden")
    assert ask(client, hidden).status_code == 404
    hidden.pk = 10**18
    assert ask(client, hidden).status_code == 404
    assert not Waiting.objects.exists()


def test_from_another_site_nothing_is_taken(client, sold_out):
    assert ask(client, sold_out, headers={"Origin": "https://lain.id"}).status_code == 403
    assert not Waiting.objects.exists()


def test_one_network_address_may_not_leave_addresses_without_end(client, sold_out):
    answers = [ask(client, sold_out, f"orang{n}@contoh.id").status_code for n in range(waiting.MOST_SENT + 1)]
    assert answers == [302] * waiting.MOST_SENT + [429]


def test_nobody_waits_for_more_than_fifty_products(client, sold_out, monkeypatch):
    monkeypatch.setattr(waiting, "MOST_OF_ONE", 1)
    ask(client, make_product(stock=0))
    refused = ask(client, sold_out)
    assert refused.status_code == 409
    assert "Anda sudah menunggu banyak produk." in words(refused)
    person = make_user()
    client.force_login(person)
    ask(client, make_product(stock=0), "")
    assert "Anda sudah menunggu banyak produk." in words(ask(client, sold_out, "", HTMX))


def test_an_account_ends_its_own_waiting_and_nobody_else_s(client, sold_out):
    person, other = make_user(), make_user()
    for one in (person, other):
        waiting.ask(sold_out.pk, one, "", "id")
    client.force_login(person)
    for _ in range(2):
        client.post(reverse("wishes:leave", args=[sold_out.pk]), headers=ORIGIN)
    assert [row.user for row in Waiting.objects.all()] == [other]


def test_the_link_of_the_mail_asks_first_then_ends_all_of_its_reader(client, sold_out):
    other = make_product(stock=0)
    for product, address in ((sold_out, "siti@contoh.id"), (other, "siti@contoh.id"), (other, "budi@contoh.id")):
        waiting.ask(product.pk, None, address, "id")
    count(sold_out, 1)
    relay.drain()
    link = next(word for word in Mail.objects.get().text.split() if "/berhenti/" in word)
    path = "/" + link.split("/", 3)[3]
    assert "Anda menunggu kabar 1 produk." in words(client.get(path))
    assert Waiting.objects.count() == 2
    for _ in range(2):
        assert "Anda tidak akan menerima email ini lagi" in words(client.post(path, headers=ORIGIN))
    assert [row.email for row in Waiting.objects.all()] == ["budi@contoh.id"]
    assert client.get(path[:-2] + "x/").status_code == 404


def test_stock_tells_only_when_it_was_sold_out(sold_out):
    for pieces in (0, 4, 9, 0, 2):
        count(sold_out, pieces)
    assert back_events() == [{"product_id": sold_out.pk}] * 2


def test_a_count_that_only_covers_what_is_promised_brings_nothing_back():
    product = make_product(stock=2)
    make_order((product, 2))
    count(product, 2)
    assert back_events() == []
    count(product, 3)
    assert back_events() == [{"product_id": product.pk}]


def test_the_event_is_gone_with_the_transaction_that_failed(sold_out):
    with pytest.raises(RuntimeError), transaction.atomic():
        count(sold_out, 3)
        raise RuntimeError
    assert back_events() == []


def test_an_order_that_expires_brings_its_pieces_back():
    product, plenty = make_product(stock=2), make_product(stock=50)
    order = make_order((product, 2), (plenty, 1))
    waiting.ask(product.pk, None, "siti@contoh.id", "id")
    settlement.expire(order.payment.pk)
    relay.drain()
    assert back_events() == [{"product_id": product.pk}]
    assert Mail.objects.filter(message="product.back.shopper").count() == 1


def test_a_declined_order_brings_its_pieces_back():
    product = make_product(stock=1)
    order = make_order((product, 1), paid=True)
    fulfilment.decline(order.vendor_orders.get(), None, "Habis")
    assert back_events() == [{"product_id": product.pk}]


def test_nobody_is_told_while_it_is_hidden_and_all_are_when_it_is_shown_again(sold_out):
    waiting.ask(sold_out.pk, None, "siti@contoh.id", "id")
    products.hide(sold_out.listing)
    count(sold_out, 5)
    relay.drain()
    assert (Mail.objects.count(), Waiting.objects.count()) == (0, 1)
    products.show(sold_out.listing)
    relay.drain()
    assert (Mail.objects.count(), Waiting.objects.count()) == (1, 0)


def test_it_is_sold_out_again_before_the_mail_so_the_promise_stays(sold_out):
    waiting.ask(sold_out.pk, None, "siti@contoh.id", "id")
    count(sold_out, 1)
    count(sold_out, 0)
    relay.drain()
    assert (Mail.objects.count(), Waiting.objects.count()) == (0, 1)


def test_after_a_shop_s_holiday_the_sweep_tells(sold_out):
    waiting.ask(sold_out.pk, None, "siti@contoh.id", "id")
    vendor, today = sold_out.listing.vendor, timezone.localdate()
    vendor.holiday_from, vendor.holiday_until = today, today + dt.timedelta(days=1)
    vendor.save()
    count(sold_out, 3)
    relay.drain()
    cleanup.tell_waiting()
    assert not Mail.objects.exists()
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        for _ in range(2):
            cleanup.tell_waiting()
    assert Mail.objects.count() == 1


def test_many_are_told_a_batch_at_a_time_and_each_once(sold_out, monkeypatch):
    monkeypatch.setattr(waiting, "BATCH", 2)
    for n in range(5):
        waiting.ask(sold_out.pk, None, f"orang{n}@contoh.id", "id")
    count(sold_out, 1)
    relay.drain()
    assert sorted(Mail.objects.values_list("recipient", flat=True)) == [f"orang{n}@contoh.id" for n in range(5)]
    assert not Waiting.objects.exists()
