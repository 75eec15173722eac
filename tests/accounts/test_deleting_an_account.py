"""Deleting an account: refused while something is open, then nothing names the person and the books still add up."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.accounts import erasure, personal, roles
from marketplace.accounts.models import SavedAddress, User
from marketplace.events.models import Event
from marketplace.notices.models import Mail, Notice
from marketplace.payments import forgetting
from marketplace.payments.models import TransferProof, WebhookEvent
from marketplace.shop import audit
from marketplace.shop.order import fulfilment
from marketplace.shop.order.models import Purchase
from marketplace.shop.reviews.models import Review
from tasks import cleanup, relay
from tests.factories import (
    make_basket,
    make_member,
    make_order,
    make_product,
    make_saved_address,
    make_user,
    make_vendor,
)
from tests.shop.reviews.bought import make_line, make_review

pytestmark = pytest.mark.django_db
Order, ShippingAddress = get_model("order", "Order"), get_model("order", "ShippingAddress")
PASSWORD = {"password": "rahasia-sekali"}
DELETE = "account_delete"


@pytest.fixture
def siti(client):
    user = make_user("siti@contoh.id", full_name="Siti Rahasia")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.force_login(user)
    return user


def completed(user=None, product=None):
    """An order that is over: arrived, and past the time to complain."""
    line = make_line(product, user=user)
    _complete_all()
    return Order.objects.get(pk=line.order_id)


def _complete_all():
    with time_machine.travel(timezone.now() + fulfilment.TIME_TO_COMPLAIN + timedelta(hours=1)):
        fulfilment.complete_arrived()


def everything():
    """All rows of all tables as text, but those of sessions, which are sealed."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in ("django_session", "regions_region"):
                cursor.execute(f'SELECT * FROM "{table}"')
                found.append(f"{table} {cursor.fetchall()}")
    return "\n".join(found)


def test_the_password_deletes_the_account_and_ends_every_session(client, siti):
    elsewhere = Client()
    elsewhere.force_login(siti)
    answer = client.post(reverse(DELETE), PASSWORD)
    assert (answer.status_code, answer.url) == (302, reverse("account_deleted"))
    assert "Akun Anda sudah dihapus" in client.get(answer.url).content.decode()
    for one in (client, elsewhere):
        assert one.get(reverse("account")).status_code == 302
    siti.refresh_from_db()
    assert (siti.email, siti.full_name) == (f"deleted-{siti.pk}@deleted.invalid", "")
    assert not siti.is_active and not siti.has_usable_password()
    assert not client.login(email="siti@contoh.id", password="rahasia-sekali")


def test_a_wrong_password_deletes_nothing_and_says_so(client, siti):
    page = client.post(reverse(DELETE), {"password": "salah"})
    assert page.status_code == 422 and "Kata sandi tidak cocok." in page.content.decode()
    assert User.objects.get(pk=siti.pk).is_active


def test_without_a_password_a_mailed_code_deletes(client, siti):
    siti.set_unusable_password()
    siti.save()
    client.force_login(siti)
    assert 'name="password"' not in client.get(reverse(DELETE)).content.decode()
    assert client.post(reverse(DELETE), PASSWORD).status_code == 422
    client.post(reverse(DELETE), {"do": "code"})
    code = re.match(r"\d{6}", Mail.objects.get(message="account.deletion_code").subject).group()
    wrong = "000000" if code != "000000" else "111111"
    assert "Kode tidak cocok" in client.post(reverse(DELETE), {"code": wrong}).content.decode()
    assert client.post(reverse(DELETE), {"code": code}).url == reverse("account_deleted")


def test_three_wrong_codes_end_the_code(client, siti):
    client.post(reverse(DELETE), {"do": "code"})
    code = re.match(r"\d{6}", Mail.objects.get(message="account.deletion_code").subject).group()
    wrong = "000000" if code != "000000" else "111111"
    for _n in range(3):
        client.post(reverse(DELETE), {"code": wrong})
    assert client.post(reverse(DELETE), {"code": code}).status_code == 422
    assert User.objects.get(pk=siti.pk).is_active


def test_an_open_order_is_a_reason_to_wait(client, siti):
    order = make_order(user=siti, email=siti.email)
    page = client.get(reverse(DELETE)).content.decode()
    assert f"Pesanan {order.number} masih berjalan." in page and 'name="password"' not in page
    assert client.post(reverse(DELETE), PASSWORD).status_code == 422
    with pytest.raises(erasure.Refused):
        erasure.erase(siti)
    assert User.objects.get(pk=siti.pk).is_active


def test_money_on_its_way_back_is_a_reason_to_wait(siti):
    order = make_line(user=siti, until="new").order
    fulfilment.decline(order.vendor_orders.get(), None, "Habis")
    assert erasure.obstacles(siti) == [f"Pengembalian dana pesanan {order.number} masih berjalan."]


def test_owners_and_staff_hand_over_first_and_other_members_just_leave(siti):
    shop = make_vendor("Dapur Mak Ina")
    owner, clerk = make_member(shop), make_member(shop, "orders")
    assert erasure.obstacles(owner) == ["Anda pemilik Dapur Mak Ina. Serahkan tokonya dulu, PLUT membantu."]
    roles.set_up()
    roles.give(siti, roles.Role.SUPPORT)
    assert "Anda bekerja untuk PLUT" in erasure.obstacles(User.objects.get(pk=siti.pk))[0]
    erasure.erase(clerk)
    assert not clerk.memberships.exists() and owner.memberships.exists()


def test_nothing_names_the_person_any_more_and_the_audit_is_clean(siti, settings, tmp_path):
    settings.PRIVATE_MEDIA_ROOT = str(tmp_path)
    product = make_product(title="Dodol kentang")
    orders = [completed(siti, product), completed(None, product)]
    Purchase.objects.filter(order=orders[0].pk).update(email="hadiah@rahasia.id")
    make_saved_address(siti, recipient="Siti Rahasia", street="Jl. Tersembunyi 7")
    make_basket((product, 1), owner=siti)
    review = make_review(product, user=siti, text="Manis.", name="Siti Rahasia")
    _complete_all()
    _address(orders[1])
    relay.drain()
    assert "Siti Rahasia" in everything()
    was = audit.run()
    erasure.erase(User.objects.get(pk=siti.pk))
    relay.drain()
    Mail.objects.update(state=Mail.State.SENT)
    last = Mail.objects.get(message="account.account_deleted")
    assert (last.recipient, last.subject) == ("siti@contoh.id", "Akun Anda sudah dihapus")
    cleanup.forget_people()
    left = everything()
    for secret in (
        "Siti Rahasia",
        "siti@contoh.id",
        "hadiah@rahasia.id",
        "Tersembunyi",
        "Siti Aminah",
        "Jl. Mawar",
    ):
        assert secret not in left, left[max(0, left.index(secret) - 300) : left.index(secret) + 50]
    assert audit.run() == was and not any(was.values())
    assert (Review.objects.get(pk=review.pk).name, Review.objects.get(pk=review.pk).text) == ("", "Manis.")
    assert not SavedAddress.objects.exists()
    assert set(ShippingAddress.objects.values_list("phone_number", flat=True)) == {""}


def _address(order):
    ShippingAddress.objects.filter(order=order.pk).update(first_name="Siti Rahasia")


def test_the_shop_still_sees_its_order_without_a_name(client, siti):
    order = completed(siti)
    part = order.vendor_orders.get()
    owner = make_member(part.vendor)
    erasure.erase(siti)
    shop = Client()
    shop.force_login(owner)
    for page in (reverse("portal:order", args=[part.number]), reverse("portal:orders"), reverse("portal:home")):
        body = shop.get(page).content.decode()
        assert "Siti" not in body and "Mawar" not in body
    assert "Akun dihapus" in shop.get(reverse("portal:order", args=[part.number])).content.decode()


def test_links_of_old_mails_open_the_order_no_more(client, siti):
    order = completed(siti)
    token = Purchase.objects.get(order=order.pk).token
    erasure.erase(siti)
    assert Client().get(reverse("orders:detail", args=[order.number]), {"kunci": token}).status_code == 404


def test_what_shops_and_staff_were_told_names_nobody(siti):
    order = completed(siti)
    relay.drain()
    assert any(note.values.get("buyer") == "Siti Aminah" for note in Notice.objects.filter(user=None))
    erasure.erase(siti)
    assert "Siti" not in json.dumps(list(Notice.objects.values_list("values", flat=True)))
    assert not Mail.objects.filter(text__contains=order.number).exists()


def test_what_the_gateway_told_is_emptied_of_the_buyer(siti):
    order = completed(siti)
    about = {"client_reference_id": order.number, "customer_details": {"email": siti.email}, "amount_total": 38500}
    event = WebhookEvent.objects.create(event_id="evt_1", kind="x", body={"data": {"object": about}})
    erasure.erase(siti)
    event.refresh_from_db()
    assert event.body["data"]["object"] == {**about, "customer_details": None}


def test_only_what_names_a_person_is_emptied():
    deep = {"a": [{"billing_details": {"name": "Siti"}, "amount": 1}], "id": "pi_1"}
    assert forgetting.without_person(deep) == {"a": [{"billing_details": None, "amount": 1}], "id": "pi_1"}


def test_orders_of_strangers_stay_as_they_are(siti):
    other = make_user("lain@contoh.id", full_name="Orang Lain")
    order = completed(other)
    Purchase.objects.filter(order=order.pk).update(email="lain@contoh.id")
    completed(siti)
    relay.drain()
    mails = Mail.objects.filter(recipient="lain@contoh.id").count()
    erasure.erase(siti)
    assert Purchase.objects.get(order=order.pk).email == "lain@contoh.id"
    assert order.shipping_address.name == "Siti Aminah"
    assert Mail.objects.filter(recipient="lain@contoh.id").count() == mails
    assert User.objects.get(pk=other.pk).full_name == "Orang Lain"


def test_twice_is_once(siti):
    erasure.erase(siti)
    erasure.erase(siti)
    assert Mail.objects.filter(message="account.account_deleted").count() == 1


def test_a_fault_halfway_leaves_all_as_it_was(siti, monkeypatch):
    make_saved_address(siti)

    def fault(user):
        raise ZeroDivisionError

    monkeypatch.setitem(personal._parts, "zz", personal.Part("zz", lambda user: [], fault))
    with pytest.raises(ZeroDivisionError):
        erasure.erase(siti)
    assert SavedAddress.objects.filter(user=siti).exists() and User.objects.get(pk=siti.pk).email == "siti@contoh.id"


def test_the_same_email_may_sign_up_again(client, siti):
    erasure.erase(siti)
    sent = {"full_name": "Siti", "email": "siti@contoh.id", "password1": "rahasia-sekali"}
    assert Client().post(reverse("account_signup"), sent).status_code == 302
    assert User.objects.filter(email="siti@contoh.id").count() == 1


def test_a_transfer_slip_goes_with_its_file(siti, settings, tmp_path, django_capture_on_commit_callbacks):
    order = completed(siti)
    proof = TransferProof.objects.create(payment=order.payment, file=ContentFile(b"%PDF-1.4", "bukti.pdf"))
    storage, name = proof.file.storage, proof.file.name
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(siti)
    assert not TransferProof.objects.exists() and not storage.exists(name)


def test_no_event_holds_a_name(siti):
    completed(siti)
    assert "Siti" not in json.dumps(list(Event.objects.values_list("payload", flat=True)))
