"""What each event tells whom, through the outbox and the relay: one mail and one notice per event and reader."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import transaction
from django.utils import timezone

from marketplace.events import outbox
from marketplace.events.models import Delivery, Event
from marketplace.notices.models import Mail, Notice
from marketplace.payments import refunds
from marketplace.shop.checkout import settlement
from marketplace.shop.order import fulfilment
from tasks import registry, relay
from tests.factories import (
    make_member,
    make_order,
    make_product,
    make_user,
    make_vendor,
)
from vendors.models import Membership, Vendor

pytestmark = pytest.mark.django_db

TOLD_KINDS = {
    "order.placed",
    "order.paid",
    "order.expired",
    *(f"vendor_order.{step}" for step in ("accepted", "ready", "shipped", "delivered", "cancelled")),
    "payment.proof_received",
    "payment.mismatch",
    "payment.late",
    "refund.planned",
    "refund.succeeded",
    "refund.failed",
    *(
        f"vendor.{step}"
        for step in ("approved", "sent_back", "suspended", "reopened", "closed", "submitted", "invited")
    ),
    *(f"product.{step}" for step in ("submitted", "approved", "sent_back", "rejected", "taken_down")),
}


@pytest.fixture
def three_shops():
    """Goods and choices of scenario 1: pick-up, courier, own delivery."""
    shops = [make_vendor(name) for name in ("Dapur Mak Ina", "Rumah Batik Danau", "Kopi Tungkal")]
    goods = [
        make_product(shop, price=price, title=title)
        for shop, price, title in zip(
            shops, (45_000, 38_500, 12_500), ("Dodol Kentang", "Syal Batik", "Kopi Liberika"), strict=True
        )
    ]
    choices = {shop.pk: code for shop, code in zip(shops, ("ambil", "kurir", "antar"), strict=True)}
    return shops, list(zip(goods, (2, 1, 3), strict=True)), choices


def mails(code: str) -> list[Mail]:
    relay.drain()
    return list(Mail.objects.filter(message=code).order_by("pk"))


def mail(code: str) -> Mail:
    [only] = mails(code)
    return only


def part(order, shop):
    return order.vendor_orders.get(vendor=shop)


def happened(kind: str, **payload) -> None:
    with transaction.atomic():
        outbox.record(kind, key=f"{kind}:{Event.objects.count()}", **payload)


def run_everything_again() -> None:
    for event in Event.objects.all():
        for name in registry.names_for(event.kind):
            if name.startswith("notifications."):
                with transaction.atomic():
                    registry.handler_called(name)(event)


@pytest.mark.parametrize("kind", sorted(TOLD_KINDS))
def test_every_kind_of_event_that_people_care_about_has_a_handler(kind):
    assert any(name.startswith("notifications.") for name in registry.names_for(kind))


def test_a_purchase_from_three_shops_is_confirmed_in_one_mail_grouped_by_shop(three_shops):
    shops, goods, choices = three_shops
    order = make_order(*goods, choices=choices, paid=True)
    confirmation = mail("order.paid.shopper")
    assert confirmation.recipient == "siti@contoh.id"
    assert confirmation.subject == f"Pembayaran {order.number} sudah kami terima"
    total = 200_000 + order.payment.unique_code
    assert f"Rp\u00a0{total:,}".replace(",", ".") in confirmation.text
    assert "3 toko menjawab paling lambat" in confirmation.text
    blocks = [confirmation.text.index(f"\n{shop.name} · ") for shop in shops]
    goods_at = [
        confirmation.text.index(name) for name in ("2 × Dodol Kentang: Rp\u00a090.000", "1 × Syal Batik", "3 × Kopi")
    ]
    assert sorted(blocks + goods_at) == [place for pair in zip(blocks, goods_at, strict=True) for place in pair]
    assert confirmation.html.count("Dodol Kentang") == 1


def test_each_shop_gets_one_mail_and_one_notice_however_often_the_handlers_run(three_shops):
    shops, goods, choices = three_shops
    make_order(*goods, choices=choices, paid=True)
    assert len(mails("order.paid.vendor")) == 3
    before = list(Mail.objects.order_by("pk").values()), list(Notice.objects.order_by("pk").values())
    for _ in range(3):
        run_everything_again()
    assert before == (list(Mail.objects.order_by("pk").values()), list(Notice.objects.order_by("pk").values()))
    assert sorted(Mail.objects.filter(message="order.paid.vendor").values_list("recipient", flat=True)) == sorted(
        shop.email for shop in shops
    )
    assert sorted(Notice.objects.filter(message="order.paid.vendor").values_list("vendor__name", flat=True)) == sorted(
        shop.name for shop in shops
    )


def test_a_shop_reads_its_own_lines_and_its_own_money_only(three_shops):
    shops, goods, choices = three_shops
    order = make_order(*goods, choices=choices, paid=True)
    told = {row.recipient: row for row in mails("order.paid.vendor")}[shops[1].email]
    number = part(order, shops[1]).number
    assert re.fullmatch(rf"Pesanan baru {number}: jawab paling lambat .*WIB", told.subject)
    net = part(order, shops[1]).vendor_receives
    assert (
        f"Siti Aminah memesan 1 × Syal Batik. Anda terima Rp\u00a0{net:,} setelah komisi.".replace(",", ".")
        in told.text
    )
    for foreign in ("Dodol", "Liberika", "Dapur Mak Ina", "200.", "siti@contoh.id", "kunci="):
        assert foreign not in told.text + told.html
    assert f"http://testserver/mitra/pesanan/{number}/" in told.text


def test_a_shop_is_written_to_in_its_owners_language(three_shops):
    shops, goods, choices = three_shops
    make_member(shops[0], user=make_user(language="en"))
    make_order(*goods, choices=choices, paid=True)
    languages = {row.recipient: row.language for row in mails("order.paid.vendor")}
    assert languages == {shops[0].email: "en", shops[1].email: "id", shops[2].email: "id"}


def test_who_transfers_is_told_how_and_who_pays_by_card_is_not():
    order = make_order(method="bank_transfer")
    told = mail("order.placed.shopper")
    amount = f"Rp\u00a0{int(order.payment.amount):,}".replace(",", ".")
    assert told.subject.startswith(f"Transfer {amount} paling lambat ") and told.subject.endswith("WIB")
    assert f"Transfer tepat {amount}, sampai 3 digit terakhir, ke Bank Jambi 1000 2000 30 atas nama" in told.text
    assert f"Kode unik: Rp\u00a0{order.payment.unique_code}" in told.text
    assert f"http://testserver/pesanan/{order.number}/?kunci={order.purchase.token}" in told.text
    make_order(method="stripe")
    assert len(mails("order.placed.shopper")) == 1


def test_a_note_or_a_name_of_several_lines_stays_one_line_in_the_list_of_goods():
    shop = make_vendor("Toko\nTotal: Rp 0")
    order = make_order((make_product(shop, title="Dodol\r\n1 × Emas: Rp 1"), 1))
    order.vendor_orders.update(buyer_note="tolong\n\u202edibungkus")
    settlement.finalise(order.payment.pk, "mutasi-9", int(order.payment.amount))
    told = mail("order.paid.vendor")
    assert "\nToko Total: Rp 0 · Nomor pesanan" in told.text
    assert "  1 × Dodol 1 × Emas: Rp 1: Rp\u00a025.000\n" in told.text
    assert "  Catatan untuk penjual: tolong dibungkus\n" in told.text


def test_a_guest_gets_mail_alone_and_who_has_an_account_a_notice_too():
    make_order(paid=True)
    relay.drain()
    assert not Notice.objects.filter(user__isnull=False).exists()
    order = make_order(paid=True)
    order.user = make_user()
    order.save()
    vendor_order = order.vendor_orders.get()
    fulfilment.accept(vendor_order, None)
    relay.drain()
    notice = Notice.objects.get(message="vendor_order.accepted.shopper")
    assert (notice.user, notice.path) == (order.user, f"/pesanan/{order.number}/")


def test_an_english_shopper_reads_english_and_lands_on_english_pages():
    order = make_order(paid=True, language="en")
    told = mail("order.paid.shopper")
    assert told.subject == f"We received your payment for {order.number}"
    assert "Answer from 1 shop by" in told.text and "Halo" not in told.text and "Hello Siti Aminah," in told.text
    assert f"http://testserver/en/pesanan/{order.number}/?kunci=" in told.text


def test_the_way_of_a_parcel_is_told_step_by_step(three_shops):
    shops, goods, choices = three_shops
    order = make_order(*goods, choices=choices, paid=True)
    pickup, courier, own = (part(order, shop) for shop in shops)
    for vendor_order in (pickup, courier, own):
        fulfilment.accept(vendor_order, None)
    fulfilment.ready(pickup, None)
    fulfilment.ship(courier, None, "JNE Reguler", "JB0123456789")
    fulfilment.ship(own, None, "", "")
    arrives = timezone.localdate() + timedelta(days=3)
    pickup.refresh_from_db()
    assert len(mails("vendor_order.accepted.shopper")) == 2
    assert f"siap diambil di {pickup.pickup_place} paling lambat" in mail("vendor_order.accepted.pickup.shopper").text
    ready = mail("vendor_order.ready.shopper")
    assert f"Tunjukkan kode {pickup.pickup_code} hanya saat barang" in ready.text
    shipped = mail("vendor_order.shipped.shopper")
    assert shipped.subject == f"Rumah Batik Danau mengirim pesanan {courier.number}"
    assert f"Lewat JNE Reguler, nomor resi JB0123456789, perkiraan tiba {arrives.day} " in shipped.text
    assert "3 × Kopi Liberika diantar toko" in mail("vendor_order.shipped.own.shopper").text
    fulfilment.hand_over(pickup, None, pickup.pickup_code)
    fulfilment.deliver(courier, None)
    assert "sudah diambil" in mail("vendor_order.delivered.pickup.shopper").subject
    assert "Laporkan masalah paling lambat" in mail("vendor_order.delivered.shopper").text
    assert not mails("vendor_order.delivered.vendor")
    assert Notice.objects.filter(message="vendor_order.delivered.vendor").count() == 2


def test_a_silent_shop_is_told_apart_and_the_orders_of_the_others_are_named(three_shops):
    shops, goods, choices = three_shops
    order = make_order(*goods, choices=choices, paid=True)
    silent = part(order, shops[1])
    fulfilment.cancel_for_silence(silent)
    told = mail("vendor_order.cancelled.silence.shopper")
    assert told.subject == "Rumah Batik Danau tidak menjawab, Rp\u00a062.500 kami kembalikan"
    assert "Pesanan dari Dapur Mak Ina dan Kopi Tungkal tetap jalan. Maaf atas kejadian ini." in told.text
    assert "Dana masuk ke rekening bank Anda paling lambat" in told.text
    assert mail("vendor_order.cancelled.silence.vendor").recipient == shops[1].email


def test_the_last_shop_that_declines_leaves_no_sentence_about_others():
    order = make_order(paid=True)
    vendor_order = order.vendor_orders.get()
    fulfilment.decline(vendor_order, None, "Bahan <habis>")
    told = mail("vendor_order.cancelled.declined.shopper")
    assert "Alasan: Bahan <habis>. Dana masuk ke" in told.text and "tetap jalan" not in told.text
    assert "Bahan &lt;habis&gt;" in told.html and "<habis>" not in told.html
    assert not Mail.objects.filter(message__startswith="vendor_order.cancelled", message__endswith="vendor").exists()
    assert Notice.objects.filter(message="refund.planned.staff").count() == 1


def test_an_order_that_was_never_paid_is_told_to_its_buyer_once_and_to_no_shop():
    order = make_order()
    with time_machine.travel(order.payment.expires_at + timedelta(minutes=1), tick=True):
        assert settlement.expire(order.payment.pk)
        assert f"pesanan {order.number} batal" in mail("order.expired.shopper").subject
    assert set(Mail.objects.values_list("message", flat=True)) == {"order.placed.shopper", "order.expired.shopper"}
    assert not Notice.objects.exists()


def test_money_that_pays_no_order_is_told_for_what_it_is():
    order = make_order()
    amount = int(order.payment.amount)
    settlement.finalise(order.payment.pk, "mutasi-1", amount - 1_000)
    told = mail("payment.mismatch.shopper")
    assert f"seharusnya Rp\u00a0{amount:,}. Kami hubungi Anda.".replace(",", ".") in told.text
    settlement.finalise(order.payment.pk, "mutasi-2", amount)
    settlement.finalise(order.payment.pk, "mutasi-3", amount)
    assert mail("payment.double.shopper").subject.startswith(f"Pesanan {order.number} terbayar dua kali, ")
    expired = make_order()
    settlement.expire(expired.payment.pk)
    for line in expired.lines.all():
        line.stockrecord.num_in_stock = 0
        line.stockrecord.save()
    settlement.finalise(expired.payment.pk, "mutasi-4", int(expired.payment.amount))
    assert expired.number in mail("payment.late.shopper").subject
    staff = Notice.objects.filter(user=None, vendor=None).exclude(message="refund.planned.staff")
    assert sorted(staff.values_list("message", flat=True)) == [
        "payment.double.staff",
        "payment.late.staff",
        "payment.mismatch.staff",
    ]


@pytest.mark.spoils_the_books
def test_a_refund_is_told_when_it_has_left_and_when_it_failed():
    order = make_order(paid=True)
    fulfilment.decline(order.vendor_orders.get(), None, "Habis")
    refund = order.payment.captures.get().refunds.get()
    refunds.mark_failed(refund, "rekening ditutup")
    assert "belum berhasil" in mail("refund.failed.shopper").subject
    relay.drain()
    failed = Notice.objects.get(message="refund.failed.staff")
    assert failed.values["reason"] == "rekening ditutup"
    refunds.mark_sent(refund, "transfer-1")
    assert "sudah kami kembalikan" in mail("refund.succeeded.shopper").subject


def test_a_proof_of_transfer_is_told_to_its_sender_and_to_finance(settings):
    settings.ROLE_ADDRESSES = {"finance": "keuangan@plut.id", "curator": ""}
    order = make_order()
    happened("payment.proof_received", payment_id=order.payment.pk)
    assert mail("payment.proof_received.shopper").recipient == "siti@contoh.id"
    told = mail("payment.proof_received.staff")
    assert (told.recipient, told.subject) == ("keuangan@plut.id", f"Periksa bukti transfer {order.number}")
    assert f"http://testserver/cms/konsol/pesanan/{order.number}/" in told.text
    assert Notice.objects.get(message="payment.proof_received.staff").path == f"/cms/konsol/pesanan/{order.number}/"
    happened("payment.proof_received", payment_id=order.payment.pk)
    assert len(mails("payment.proof_received.staff")) == 2


@pytest.mark.parametrize(
    ("step", "subject"),
    [
        ("approved", "Dapur Mak Ina sudah aktif"),
        ("sent_back", "Data Dapur Mak Ina perlu diperbaiki"),
        ("suspended", "Dapur Mak Ina ditangguhkan"),
        ("reopened", "Dapur Mak Ina aktif lagi"),
        ("closed", "Dapur Mak Ina sudah ditutup"),
    ],
)
def test_a_shop_hears_of_each_step_of_its_life(step, subject):
    shop = make_vendor("Dapur Mak Ina", status_reason="Foto toko belum ada")
    happened(f"vendor.{step}", vendor_id=shop.pk)
    told = mail(f"vendor.{step}.vendor")
    assert (told.subject, told.recipient) == (subject, shop.email)
    assert ("Foto toko belum ada" in told.text) == (step in ("sent_back", "suspended", "closed"))
    assert Notice.objects.get().vendor == shop


@pytest.mark.parametrize(
    ("step", "subject", "path"),
    [
        ("approved", "Dodol <Kentang> sudah tayang", "/belanja/"),
        ("sent_back", "Dodol <Kentang> perlu diperbaiki", "/mitra/produk/"),
        ("rejected", "Dodol <Kentang> tidak disetujui", "/mitra/produk/"),
        ("taken_down", "Dodol <Kentang> diturunkan PLUT", "/mitra/produk/"),
    ],
)
def test_a_shop_hears_what_became_of_its_product(step, subject, path):
    product = make_product(title="Dodol <Kentang>", state_reason="Foto gelap")
    happened(f"product.{step}", product_id=product.pk)
    told = mail(f"product.{step}.vendor")
    assert told.subject == subject and "<Kentang>" not in told.html
    assert Notice.objects.get().path.startswith(path)


def test_curators_hear_of_shops_and_products_to_check(settings):
    settings.ROLE_ADDRESSES = {"finance": "", "curator": "kurator@plut.id"}
    product = make_product(title="Dodol Kentang")
    shop = product.listing.vendor
    happened("vendor.submitted", vendor_id=shop.pk)
    happened("product.submitted", product_id=product.pk)
    relay.drain()
    assert list(Notice.objects.order_by("pk").values_list("message", "path")) == [
        ("vendor.submitted.staff", f"/cms/konsol/penjual/{shop.pk}/"),
        ("product.submitted.staff", f"/cms/konsol/produk/{product.listing.pk}/"),
    ]
    assert set(Mail.objects.values_list("recipient", flat=True)) == {"kurator@plut.id"}


def test_an_invited_person_sets_a_password_by_the_link_in_the_mail(client):
    shop = make_vendor("Dapur Mak Ina")
    newcomer = make_user("baru@contoh.id")
    newcomer.set_unusable_password()
    newcomer.save()
    membership = Membership.objects.create(vendor=shop, user=newcomer, role="orders")
    happened("vendor.invited", vendor_id=shop.pk, membership_id=membership.pk)
    told = mail("vendor.invited.new.vendor")
    assert (told.recipient, told.subject) == ("baru@contoh.id", "Anda diundang mengurus Dapur Mak Ina")
    assert f"Link ini berlaku {django_settings.PASSWORD_RESET_TIMEOUT // 86_400} hari" in told.text
    [link] = re.findall(r"http://testserver(/akun/\S+)", told.text)
    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": "kata-sandi-baru", "password2": "kata-sandi-baru"})
    newcomer.refresh_from_db()
    assert done.status_code == 302 and newcomer.check_password("kata-sandi-baru")


def test_who_has_a_password_is_invited_straight_into_the_shop():
    shop = make_vendor()
    membership = Membership.objects.create(vendor=shop, user=make_user("lama@contoh.id"), role="money")
    happened("vendor.invited", vendor_id=shop.pk, membership_id=membership.pk)
    assert "http://testserver/mitra/" in mail("vendor.invited.vendor").text


def test_no_delivery_of_these_tests_fails_in_silence(three_shops):
    _shops, goods, choices = three_shops
    make_order(*goods, choices=choices, paid=True)
    relay.drain()
    assert not Delivery.objects.exclude(state=Delivery.State.DONE).exists()
    assert Vendor.objects.count() == 3
