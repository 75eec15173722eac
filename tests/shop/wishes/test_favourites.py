"""Favourites and what was looked at: kept once, joined from a device, shown only while on sale."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from oscar.core.loading import get_model

from marketplace.accounts import personal
from marketplace.shop.wishes import favourites, history, ids, waiting
from marketplace.shop.wishes.models import Favourite, Seen, Waiting
from tests.factories import make_product, make_user, make_vendor
from tests.shop.public_pages import queries, words

pytestmark = pytest.mark.django_db
StockRecord = get_model("partner", "StockRecord")
ORIGIN = {"Origin": "http://testserver"}
SCRIPT = ORIGIN | {"Accept": "application/json"}


@pytest.fixture
def person():
    return make_user("siti@contoh.id")


@pytest.fixture
def shopper(client, person):
    client.force_login(person)
    return client


def keep(client, product, wanted="1", headers=SCRIPT):
    return client.post(reverse("wishes:keep", args=[product.pk]), {"keep": wanted}, headers=headers)


def join(client, **sent):
    return client.post(reverse("wishes:join"), sent, headers=SCRIPT)


def names(page):
    return [good.card.name for good in page.context["goods"]]


def test_ids_of_a_device_are_read_in_order_each_once_and_nothing_else():
    assert ids.read("7, 12,7,x,-3,٣,1e3,,'; DROP,0012,99999999999999999999") == [7, 12]
    assert ids.read(",".join(str(n) for n in range(1, 50))) == list(range(1, 21))
    assert ids.read("") == []


def test_a_heart_is_kept_once_and_ended_once(shopper, person):
    product = make_product()
    for _ in range(2):
        assert keep(shopper, product).json() == {"kept": True, "said": "Tersimpan di Favorit."}
    assert favourites.ids(person) == [product.pk]
    for _ in range(2):
        assert keep(shopper, product, "0").json()["kept"] is False
    assert favourites.ids(person) == []


def test_without_javascript_a_heart_leads_to_the_favourites_and_asks_a_guest_to_log_in(client, person):
    product = make_product(title="Kopi Liberika")
    page = product.get_absolute_url()
    asked = keep(client, product, headers=ORIGIN | {"Referer": f"http://testserver{page}"})
    assert (asked.status_code, asked.url) == (302, f"/akun/login/?next={page}")
    assert not Favourite.objects.exists()
    client.force_login(person)
    answer = client.post(reverse("wishes:keep", args=[product.pk]), headers=ORIGIN, follow=True)
    assert answer.redirect_chain == [("/favorit/", 302)]
    assert names(answer) == ["Kopi Liberika"]
    assert "Tersimpan di Favorit." in words(answer)


def test_a_heart_from_another_site_is_refused(shopper):
    product = make_product()
    assert keep(shopper, product, headers={"Origin": "https://lain.id"}).status_code == 403
    assert not Favourite.objects.exists()


def test_goods_that_no_shopper_may_see_cannot_be_kept(shopper):
    for hidden in (make_product(state="hidden"), make_product(make_vendor(status="suspended")), make_product()):
        if hidden.listing.state == "live" and hidden.listing.vendor.status == "open":
            hidden.pk = 10**18
        assert keep(shopper, hidden).status_code == 404
    assert not Favourite.objects.exists()


def test_full_favourites_say_so_and_keep_what_they_have(shopper, person, monkeypatch):
    monkeypatch.setattr(favourites, "MOST", 2)
    kept = [make_product() for _ in range(2)]
    for product in kept:
        keep(shopper, product)
    more = make_product()
    refused = keep(shopper, more)
    assert (refused.status_code, refused.json()["said"]) == (409, "Favorit Anda penuh. Hapus satu dulu.")
    assert join(shopper, favourites=f"{more.pk}").json()["favourites"] == [kept[1].pk, kept[0].pk]
    assert "Favorit Anda penuh" in words(
        shopper.post(reverse("wishes:keep", args=[more.pk]), headers=ORIGIN, follow=True)
    )


def test_what_a_device_kept_joins_the_account_once_however_often_it_is_sent(shopper, person):
    old, first, second, hidden = make_product(), make_product(), make_product(), make_product(state="hidden")
    favourites.add(person, old.pk)
    sent = f"{second.pk},{first.pk},{old.pk},{hidden.pk},x"
    for _ in range(2):
        assert join(shopper, favourites=sent).json()["favourites"] == [second.pk, first.pk, old.pk]
    assert Favourite.objects.filter(user=person).count() == 3


def test_what_a_device_saw_comes_first_and_twenty_are_remembered(shopper, person):
    goods = [make_product() for _ in range(22)]
    for part in (goods[:20], goods[20:]):
        join(shopper, seen=",".join(str(one.pk) for one in part))
    again = join(shopper, seen=str(goods[3].pk)).json()["seen"]
    assert again[:4] == [goods[3].pk, goods[20].pk, goods[21].pk, goods[0].pk]
    assert len(again) == Seen.objects.filter(user=person).count() == 20


def test_the_page_of_an_account_shows_the_latest_first_and_says_what_is_sold_out_or_gone(shopper, person):
    sold_out, gone, fresh = make_product(title="Madu", stock=0), make_product(title="Kopi"), make_product(title="Dodol")
    for product in (sold_out, gone, fresh):
        favourites.add(person, product.pk)
    gone.listing.state = "hidden"
    gone.listing.save()
    page = shopper.get("/favorit/")
    assert names(page) == ["Dodol", "Madu"]
    assert [good.card.sold_out for good in page.context["goods"]] == [False, True]
    assert "1 produk favorit Anda sedang tidak dijual." in words(page)
    assert "Kopi" not in words(page)
    assert reverse("wishes:wait", args=[sold_out.pk]) in page.content.decode()
    shopper.post(reverse("wishes:tidy"), headers=ORIGIN)
    assert favourites.ids(person) == [fresh.pk, sold_out.pk]


def test_an_empty_page_says_how_to_begin(shopper):
    assert "Belum ada favorit." in words(shopper.get("/favorit/"))


def test_a_guest_finds_the_device_s_favourites_and_without_javascript_the_way_to_log_in(client):
    page = client.get("/favorit/").content.decode()
    assert 'data-kept="/favorit/kartu/"' in page
    assert "/akun/login/?next=/favorit/" in page


def test_cards_come_in_the_order_asked_for_without_those_not_on_sale(client):
    first, second = make_product(title="Kopi"), make_product(title="Dodol", stock=0)
    hidden = make_product(title="Rahasia", state="in_review")
    answer = client.get("/favorit/kartu/", {"ids": f"{second.pk},{hidden.pk},{first.pk},999999"})
    assert names(answer) == ["Dodol", "Kopi"]
    assert answer["Cache-Control"] == "private, max-age=60"
    assert "Rahasia" not in answer.content.decode()
    assert client.get("/favorit/kartu/", {"ids": "x"}).content.strip() == b""


@pytest.mark.parametrize("path", ["/favorit/kartu/", "/favorit/terakhir/"])
def test_a_piece_costs_three_queries_with_one_product_and_with_twenty_and_is_alike_for_everybody(client, person, path):
    goods = [make_product() for _ in range(20)]
    few = queries(client, f"{path}?ids={goods[0].pk}")
    many = queries(client, f"{path}?ids={','.join(str(one.pk) for one in goods)}")
    assert len(few) == len(many) == 3
    stranger = client.get(path, {"ids": goods[0].pk}).content
    client.force_login(person)
    answer = client.get(path, {"ids": goods[0].pk})
    assert answer.content == stranger
    assert "Cookie" not in answer.get("Vary", "")


def test_the_page_of_an_account_costs_the_same_with_one_favourite_and_with_twenty(shopper, person):
    def costs():
        with CaptureQueriesContext(connection) as captured:
            assert shopper.get("/favorit/").status_code == 200
        return len(captured)

    def like(n):
        for product in (make_product() for _ in range(n)):
            favourites.add(person, product.pk)
            history.join(person, [product.pk])
            Waiting.objects.create(product=product, user=person)

    like(1)
    one = costs()
    like(19)
    assert costs() == one


def test_the_row_of_a_device_shows_four_and_an_account_may_forget(shopper, client, person):
    goods = [make_product() for _ in range(6)]
    answer = client.get("/favorit/terakhir/", {"ids": ",".join(str(one.pk) for one in goods)})
    assert names(answer) == [one.title for one in goods[:4]]
    assert "Terakhir dilihat" in words(answer)
    history.join(person, [goods[0].pk])
    assert "Hapus riwayat dilihat" in words(shopper.get("/favorit/"))
    shopper.post(reverse("wishes:forget"), headers=ORIGIN)
    assert history.ids(person) == []
    assert "Terakhir dilihat" not in words(shopper.get("/favorit/"))


def test_the_visitor_s_piece_tells_the_hearts_of_an_account_and_none_of_a_guest(client, person):
    product = make_product()
    favourites.add(person, product.pk)
    assert json.loads(client.get("/pengunjung/").content)["favourites"] == []
    client.force_login(person)
    assert json.loads(client.get("/pengunjung/").content)["favourites"] == [product.pk]


def test_a_page_that_is_not_on_sale_has_no_heart_and_is_not_noted(client, person):
    product = make_product(state="in_review")
    person.is_staff = True
    person.save()
    client.force_login(person)
    page = client.get(product.get_absolute_url()).content.decode()
    assert "data-heart" not in page and "data-viewed" not in page


def test_a_person_gets_all_that_is_theirs_and_nothing_of_others_and_may_erase_it(person):
    other, product, sold_out = make_user(), make_product(title="Kopi"), make_product(title="Madu", stock=0)
    for one in (person, other):
        favourites.add(one, product.pk)
        history.join(one, [product.pk])
        waiting.ask(sold_out.pk, one, "", "id")
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    waiting.ask(sold_out.pk, None, person.email, "id")
    theirs = personal.export(person)
    assert [row["product"] for row in theirs["favourites"] + theirs["seen"]] == ["Kopi", "Kopi"]
    assert [(row["product"], row["email"]) for row in theirs["waiting"]] == [("Madu", person.email)] * 2
    personal.erase(person)
    kinds = ("favourites", "seen", "waiting")
    assert [personal.export(person)[kind] for kind in kinds] == [[], [], []]
    assert [len(personal.export(other)[kind]) for kind in kinds] == [1, 1, 1]
