"""Notices under the bell: each person's own, a shop's for its members, PLUT's for staff."""

import pytest
from django.db import connection, transaction
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from marketplace.accounts import roles
from marketplace.notices import inbox, messages
from marketplace.notices.models import Notice, Wording
from marketplace.notices.values import Rupiah
from tests.factories import make_member, make_superuser, make_user, make_vendor

pytestmark = pytest.mark.django_db

PRODUCT = messages.message("product.approved.vendor")
ORDER = messages.message("vendor_order.cancelled.buyer.vendor")
SHOPPER = messages.message("refund.failed.shopper")
STAFF = messages.message("payment.late.unknown.staff")


def tell_user(user, key="u1", path="/pesanan/JB2/"):
    values = {"order": "JB2", "amount": Rupiah(5_000), "method": "rekening bank Anda"}
    with transaction.atomic():
        inbox.tell_user(user, key, SHOPPER, values, path)
    return Notice.objects.get(key=key)


def tell_vendor(vendor, message=PRODUCT, key="v1"):
    values = {"product": "Dodol", "order": "JB2-1", "items": "1 × Dodol"}
    with transaction.atomic():
        inbox.tell_vendor(vendor, key, message, values, "/mitra/")
    return Notice.objects.get(key=key)


def tell_staff(key="s1"):
    with transaction.atomic():
        inbox.tell_staff(key, STAFF, {"amount": Rupiah(5_000)}, "/cms/konsol/transfer/")
    return Notice.objects.get(key=key)


def test_a_key_is_told_once_and_counted_for_its_reader_only():
    user, other, shop = make_user(), make_user(), make_vendor()
    for _ in range(3):
        tell_user(user)
        tell_vendor(shop)
        tell_staff()
    assert (inbox.unread_for_user(user), inbox.unread_for_user(other)) == (1, 0)
    assert (inbox.unread_for_vendor(shop), inbox.unread_for_vendor(make_vendor())) == (1, 0)
    assert inbox.unread_for_staff(make_superuser()) == 1


def test_a_person_sees_the_own_notices_and_no_others(client):
    user, other = make_user(), make_user()
    tell_user(user)
    client.force_login(user)
    assert "Pengembalian dana JB2 belum berhasil" in client.get("/pemberitahuan/").content.decode()
    client.force_login(other)
    assert "JB2" not in client.get("/pemberitahuan/").content.decode()


def test_a_notice_is_read_in_the_readers_language_and_in_the_words_of_staff(client):
    user = make_user()
    tell_user(user)
    client.force_login(user)
    assert "The refund for JB2 was not successful" in client.get("/en/pemberitahuan/").content.decode()
    Wording.objects.create(message=SHOPPER.code, language="en", subject="Refund of {order} bounced", body="{amount}")
    assert "Refund of JB2 bounced" in client.get("/en/pemberitahuan/").content.decode()


def test_opening_a_notice_marks_it_read_and_goes_to_its_place(client):
    user = make_user()
    notice = tell_user(user)
    client.force_login(user)
    answer = client.post(f"/pemberitahuan/{notice.pk}/buka/")
    assert (answer.status_code, answer.url) == (302, "/pesanan/JB2/")
    assert inbox.unread_for_user(user) == 0
    assert client.get(f"/pemberitahuan/{notice.pk}/buka/").status_code == 405


def test_a_notice_opened_in_english_leads_to_the_english_page(client):
    user = make_user()
    notice = tell_user(user)
    client.force_login(user)
    assert client.post(f"/en/pemberitahuan/{notice.pk}/buka/").url == "/en/pesanan/JB2/"


@pytest.mark.parametrize("path", ["", "//jahat.id/", "https://jahat.id/", "javascript:alert(1)"])
def test_a_notice_leads_nowhere_but_into_this_site(client, path):
    user = make_user()
    notice = tell_user(user, path=path)
    client.force_login(user)
    assert client.post(f"/pemberitahuan/{notice.pk}/buka/").url == "/pemberitahuan/"


def test_notices_of_others_do_not_exist_for_a_stranger(client):
    owner, shop = make_user(), make_vendor()
    foreign = [tell_user(owner), tell_vendor(shop), tell_staff()]
    client.force_login(make_user())
    assert [client.post(f"/pemberitahuan/{notice.pk}/buka/").status_code for notice in foreign] == [404, 404, 404]
    assert client.get(f"/pemberitahuan/toko/{shop.slug}/").status_code == 404
    assert client.post(f"/pemberitahuan/toko/{shop.slug}/baca/").status_code == 404
    assert client.get("/pemberitahuan/petugas/").status_code == 403
    assert client.post("/pemberitahuan/petugas/baca/").status_code == 403
    assert not Notice.objects.exclude(read_at=None).exists()


@pytest.mark.parametrize("path", ["", "toko/toko-1/", "petugas/"])
def test_without_login_every_page_asks_for_it(client, path):
    answer = client.get(f"/pemberitahuan/{path}")
    assert (answer.status_code, answer.url.startswith("/akun/")) == (302, True)


def test_marking_all_as_read_touches_the_own_notices_only(client):
    user, other = make_user(), make_user()
    tell_user(user)
    tell_user(other, key="u2")
    client.force_login(user)
    assert client.post("/pemberitahuan/baca/").status_code == 302
    assert (inbox.unread_for_user(user), inbox.unread_for_user(other)) == (0, 1)


def test_a_shops_notices_are_read_by_its_members_and_those_on_orders_not_by_who_keeps_the_catalogue(client):
    shop = make_vendor()
    tell_vendor(shop)
    about_order = tell_vendor(shop, ORDER, "v2")
    client.force_login(make_member(shop, "orders"))
    page = client.get(f"/pemberitahuan/toko/{shop.slug}/").content.decode()
    assert "Dodol sudah tayang" in page and "membatalkan pesanan JB2-1" in page
    client.force_login(make_member(shop, "catalogue"))
    page = client.get(f"/pemberitahuan/toko/{shop.slug}/").content.decode()
    assert "Dodol sudah tayang" in page and "JB2-1" not in page
    assert client.post(f"/pemberitahuan/{about_order.pk}/buka/").status_code == 404
    client.post(f"/pemberitahuan/toko/{shop.slug}/baca/")
    assert list(inbox.unread(inbox.for_vendor(shop))) == [about_order]


def test_staff_read_the_notices_of_plut(client):
    tell_staff()
    member_of_staff = make_superuser()
    client.force_login(member_of_staff)
    assert "masuk tanpa pesanan" in client.get("/pemberitahuan/petugas/").content.decode()
    client.post("/pemberitahuan/petugas/baca/")
    assert inbox.unread_for_staff(member_of_staff) == 0


def test_names_in_notices_are_text(client):
    shop = make_vendor()
    with transaction.atomic():
        inbox.tell_vendor(shop, "v1", PRODUCT, {"product": "<script>alert(1)</script>"}, "/mitra/")
    client.force_login(make_member(shop))
    page = client.get(f"/pemberitahuan/toko/{shop.slug}/").content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)&lt;/script&gt; sudah tayang" in page


def test_a_long_list_is_paged_and_costs_no_more_queries_than_a_short_one(client):
    user = make_user()
    client.force_login(user)
    tell_user(user)
    with CaptureQueriesContext(connection) as short:
        client.get("/pemberitahuan/")
    for number in range(25):
        tell_user(user, key=f"lagi:{number}")
    with CaptureQueriesContext(connection) as long:
        first = client.get("/pemberitahuan/").content.decode()
    assert len(long) == len(short)
    assert first.count("belum berhasil") == 20 and "?page=2" in first
    assert client.get("/pemberitahuan/?page=2").content.decode().count("belum berhasil") == 6
    assert client.get("/pemberitahuan/?page=x").status_code == 200


def test_a_message_that_no_longer_exists_is_shown_by_its_code(client):
    user = make_user()
    Notice.objects.create(user=user, key="lama", message="kabar.lama", values={})
    client.force_login(user)
    assert "kabar.lama" in client.get("/pemberitahuan/").content.decode()


def test_the_bell_shows_how_many_are_unread():
    user, shop = make_user(), make_vendor()
    tell_user(user)
    tell_user(user, key="u2")
    tell_vendor(shop, ORDER)
    tell_staff()
    page = Template(
        "{% load notices %}{% bell_of_user user %}|{% bell_of_shop shop %}|{% bell_of_shop shop False %}|{% bell_of_staff boss %}"
    )
    mine, of_shop, of_catalogue, of_staff = page.render(
        Context({"user": user, "shop": shop, "boss": make_superuser()})
    ).split("|")
    assert 'href="/pemberitahuan/"' in mine and '<span class="pip num">2<' in mine
    assert f'href="/pemberitahuan/toko/{shop.slug}/"' in of_shop and '<span class="pip num">1<' in of_shop
    assert "pip" not in of_catalogue
    assert 'href="/pemberitahuan/petugas/"' in of_staff and '<span class="pip num">1<' in of_staff


@pytest.mark.parametrize(
    ("role", "sees"), [("curator", 0), ("finance", 1), ("support", 1), ("consultant", 0), ("editor", 0)]
)
def test_staff_are_told_only_of_what_their_role_may_see(role, sees):
    roles.set_up()
    reader = make_user()
    roles.give(reader, roles.Role(role))
    tell_staff()
    assert inbox.unread_for_staff(reader) == sees
