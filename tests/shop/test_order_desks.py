"""What sellers and PLUT mend in an order: a mistyped tracking number, a proof that says nothing."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from marketplace.accounts import roles
from marketplace.notices.models import Mail
from marketplace.payments import bank_transfer
from marketplace.payments.models import Payment
from marketplace.shop.order import fulfilment
from tasks import relay
from tests.factories import make_member, make_order, make_product, make_user, make_vendor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.PRIVATE_MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def shop():
    return make_vendor("Dapur Mak Ina", opening_hours="Senin–Sabtu 08.00–17.00")


@pytest.fixture
def desk(shop, client) -> Client:
    client.force_login(make_member(shop))
    return client


def part_of(shop, choice="kurir"):
    return make_order((make_product(shop), 1), choices={shop.pk: choice}, paid=True).vendor_orders.get()


def shipped(shop):
    part = part_of(shop)
    fulfilment.accept(part, None)
    fulfilment.ship(part, None, "JNE", "SALAH12345")
    return part


def test_a_mistyped_tracking_number_is_corrected_once_with_history_and_mail(shop, desk):
    part = shipped(shop)
    path = f"/mitra/pesanan/{part.number}/resi/"
    assert 'value="SALAH12345"' in desk.get(path).content.decode()
    for _ in range(2):
        desk.post(path, {"courier": "JNE", "tracking_number": "BENAR12345"})
    part.refresh_from_db()
    assert (part.status, part.tracking_number) == ("shipped", "BENAR12345")
    notes = [change.note for change in part.changes.filter(old_status="shipped")]
    assert notes == ["JNE SALAH12345 → JNE BENAR12345"]
    relay.drain()
    mail = Mail.objects.get(message="vendor_order.tracking_corrected.shopper")
    assert "BENAR12345" in mail.text


def test_the_tracking_number_of_a_parcel_that_arrived_stays(shop, desk):
    part = shipped(shop)
    fulfilment.deliver(part, None)
    desk.post(f"/mitra/pesanan/{part.number}/resi/", {"courier": "JNE", "tracking_number": "BENAR12345"})
    part.refresh_from_db()
    assert part.tracking_number == "SALAH12345"
    with pytest.raises(fulfilment.NotNow):
        fulfilment.correct_tracking(part, None, "JNE", "BENAR12345")


@pytest.fixture
def payment(shop):
    order = make_order((make_product(shop), 1), choices={shop.pk: "kurir"})
    bank_transfer.receive_proof(order.payment.pk, ContentFile(b"%PDF-1.4", "a.pdf"))
    return Payment.objects.get(pk=order.payment.pk)


def test_finance_asks_for_another_proof_and_the_buyer_has_at_least_a_day(payment, client):
    roles.set_up()
    finance = make_user("uang@plut.id")
    roles.give(finance, roles.Role.FINANCE)
    client.force_login(finance)
    Payment.objects.filter(pk=payment.pk).update(expires_at=timezone.now() - timedelta(hours=1))
    page = client.get(f"/cms/konsol/transfer/{payment.pk}/").content.decode()
    assert "Minta bukti lain" in page
    client.post(f"/cms/konsol/transfer/{payment.pk}/minta-bukti/", {"reason": "unreadable"})
    payment.refresh_from_db()
    assert payment.state == "pending"
    assert timedelta(hours=23, minutes=59) < payment.expires_at - timezone.now() <= timedelta(hours=24)
    relay.drain()
    assert "fotonya tidak terbaca" in Mail.objects.get(message="payment.proof_asked.shopper").text
    buyer, order = Client(), payment.order
    page = buyer.get(f"/pesanan/{order.number}/", {"kunci": order.purchase.token}, follow=True).content.decode()
    assert "Kami perlu bukti lain: fotonya tidak terbaca." in page
    bank_transfer.receive_proof(payment.pk, ContentFile(b"%PDF-1.4", "b.pdf"))
    payment.refresh_from_db()
    assert (payment.state, bank_transfer.refusal_of(payment)) == ("proof_received", "")


def test_a_deadline_further_away_than_a_day_stays(payment):
    later = timezone.now() + timedelta(days=3)
    Payment.objects.filter(pk=payment.pk).update(expires_at=later)
    payment.refresh_from_db()
    bank_transfer.ask_again(payment, "amount")
    payment.refresh_from_db()
    assert payment.expires_at == later


def test_a_payment_without_a_proof_to_look_at_is_not_asked_again(payment):
    bank_transfer.ask_again(payment, "amount")
    with pytest.raises(bank_transfer.NotWaiting):
        bank_transfer.ask_again(payment, "amount")


def test_the_pick_up_code_stands_with_hours_and_address(shop, client):
    part = part_of(shop, "ambil")
    fulfilment.accept(part, None)
    fulfilment.ready(part, None)
    order = part.order
    page = client.get(f"/pesanan/{order.number}/", {"kunci": order.purchase.token}, follow=True).content.decode()
    assert part.pickup_code in page and "Senin–Sabtu 08.00–17.00" in page and "Jl. Patimura 1" in page
