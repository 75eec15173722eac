"""Transfers to the bank account: a slip is a hint, staff decide, the amount alone tells one from another."""

import io
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from marketplace.events.models import Event
from marketplace.payments import bank_transfer, opening
from marketplace.payments.models import Capture, Payment, Refund, TransferProof
from marketplace.shop import audit
from marketplace.shop.checkout import collection, placement, refusals, repayment, settlement
from marketplace.shop.checkout.settlement import Outcome
from marketplace.shop.order.visiting import SESSION_KEY
from tasks import relay
from tests.factories import make_basket, make_order, make_product, make_user, make_vendor, make_wish
from tests.payments.shop import state_of
from vendors.models import Entry

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


HOSTILE = ("svg", "svg as png", "html as png", "html as pdf", "gif", "half a png", "half a jpeg", "pdf of 12 MB")
HOSTILE += ("png of 12 MB", "30 megapixels", "3600 megapixels", "empty")


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is huge, in a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.fixture
def order() -> Any:
    return make_order((make_product(make_vendor(), price=50_000), 2))


@pytest.fixture
def upload(client, order):
    session = client.session
    session[SESSION_KEY] = [order.number]
    session.save()

    def send(content: bytes, name: str, kind: str = "image/png") -> int:
        slip = SimpleUploadedFile(name, content, kind)
        return client.post(f"/pesanan/{order.number}/bukti/", {"slip": slip}).status_code

    return send


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now(), tick=True) as traveller:
        yield traveller


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (picture(), "slip.png"),
        (picture("JPEG"), "slip.jpg"),
        (PDF, "slip.pdf"),
        (picture("JPEG"), "slip.svg.png"),
        (picture(), "../../etc/passwd.png"),
    ],
    ids=["png", "jpeg", "pdf", "two endings", "a path"],
)
def test_a_picture_or_a_pdf_is_kept_under_a_name_of_ours_and_staff_are_told(order, upload, content, name):
    assert upload(content, name) == 302
    kept = TransferProof.objects.get().file.name
    assert kept.startswith("proofs/") and "slip" not in kept and ".." not in kept
    assert kept.endswith((".webp", ".pdf"))
    assert state_of(order) == ("proof_received", "awaiting_payment")
    assert Event.objects.filter(kind="payment.proof_received").count() == 1


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (SVG, "slip.svg", "image/svg+xml"),
        (SVG, "slip.png", "image/png"),
        (HTML, "slip.png", "image/png"),
        (HTML, "slip.pdf", "application/pdf"),
        (picture("GIF"), "slip.gif", "image/gif"),
        (picture()[:60], "slip.png", "image/png"),
        (b"\xff\xd8\xff\xe0" + b"0" * 500, "slip.jpg", "image/jpeg"),
        (b"%PDF-1.4" + b"0" * (12 * 1024 * 1024), "slip.pdf", "application/pdf"),
        (picture() + b"0" * (12 * 1024 * 1024), "slip.png", "image/png"),
        (bomb(6_000, 5_000), "slip.png", "image/png"),
        (bomb(60_000, 60_000), "slip.png", "image/png"),
        (b"", "slip.png", "image/png"),
    ],
    ids=HOSTILE,
)
def test_anything_else_is_refused_with_a_message_and_nothing_kept(order, upload, content, name, kind):
    assert upload(content, name, kind) == 422
    assert not TransferProof.objects.exists()
    assert state_of(order) == ("pending", "awaiting_payment")


def test_the_sixth_slip_is_refused(order, upload):
    assert [upload(picture(), "slip.png") for _ in range(6)] == [302] * 5 + [422]
    assert TransferProof.objects.count() == bank_transfer.MOST_PROOFS == 5


def test_a_slip_for_an_order_paid_by_card_is_not_taken(client):
    card = make_order(method="stripe")
    session = client.session
    session[SESSION_KEY] = [card.number]
    session.save()
    slip = SimpleUploadedFile("slip.png", picture(), "image/png")
    client.post(f"/pesanan/{card.number}/bukti/", {"slip": slip})
    assert not TransferProof.objects.exists()


def test_a_stranger_cannot_send_a_slip(client, order):
    slip = SimpleUploadedFile("slip.png", picture(), "image/png")
    assert client.post(f"/pesanan/{order.number}/bukti/", {"slip": slip}).status_code == 404


def confirm(order: Any, amount: int | None = None) -> Outcome:
    payment = Payment.objects.get(order=order)
    return settlement.confirm_transfer(payment, make_user(), int(payment.amount) if amount is None else amount)


def findings() -> list[str]:
    return [finding for found in audit.run().values() for finding in found]


def test_confirmed_twice_is_one_payment(order):
    assert (confirm(order), confirm(order)) == (Outcome.PAID, Outcome.KNOWN)
    assert Capture.objects.count() == 1
    assert state_of(order) == ("paid", "paid")
    assert findings() == []


def test_another_amount_is_kept_apart_and_waits_for_staff_to_send_it_back_while_the_right_one_still_pays(order):
    due = int(order.payment.amount)
    assert confirm(order, due - 500) is Outcome.MISMATCH
    assert state_of(order) == ("mismatch", "awaiting_payment")
    refund = Refund.objects.get()
    assert (refund.state, int(refund.amount)) == ("planned", due - 500)
    assert repayment.send_due() == 0
    assert confirm(order) is Outcome.PAID
    assert state_of(order) == ("paid", "paid")
    assert repayment.confirm_sent(refund, make_user(), "TRF-77")
    assert repayment.confirm_sent(refund, make_user(), "TRF-78") is False
    assert findings() == []
    bank = sum(e.amount for e in Entry.objects.filter(account="bank"))
    assert bank == due


def test_a_wrong_amount_confirmed_twice_is_one_to_send_back(order):
    assert (confirm(order, 1_000), confirm(order, 1_000)) == (Outcome.MISMATCH, Outcome.KNOWN)
    assert Refund.objects.count() == 1


def test_a_slip_keeps_the_order_until_staff_have_looked(order, upload, clock):
    upload(picture(), "slip.png")
    clock.shift(3 * 86_400)
    assert collection.expire_overdue() == 0
    assert state_of(order) == ("proof_received", "awaiting_payment")


def test_a_slip_after_a_wrong_amount_keeps_the_order_too(order, upload, clock):
    confirm(order, 1_000)
    upload(picture(), "slip.png")
    clock.shift(3 * 86_400)
    assert collection.expire_overdue() == 0
    assert state_of(order) == ("proof_received", "awaiting_payment")
    assert confirm(order) is Outcome.PAID


@pytest.mark.parametrize("wrong_amount", [False, True])
def test_without_a_slip_the_order_ends_after_a_day_and_its_goods_are_free(order, clock, wrong_amount):
    if wrong_amount:
        confirm(order, 1_000)
    clock.shift(23 * 3_600)
    assert collection.expire_overdue() == 0
    clock.shift(2 * 3_600)
    assert collection.expire_overdue() == 1
    assert state_of(order) == ("expired", "expired")
    assert order.lines.get().stockrecord.num_allocated == 0
    assert findings() == []


@pytest.mark.parametrize("gone", [False, True])
def test_a_transfer_after_that_revives_the_order_or_waits_to_be_sent_back(order, gone):
    settlement.expire(order.payment.pk)
    if gone:
        type(order.lines.get().stockrecord).objects.update(num_in_stock=1)
    assert confirm(order) is (Outcome.LATE if gone else Outcome.PAID)
    assert state_of(order)[1] == ("expired" if gone else "paid")
    assert Refund.objects.filter(reason="late", state="planned").exists() is gone
    assert findings() == []


def test_the_unique_code_is_booked_apart_and_never_a_vendors(order):
    code = order.payment.unique_code
    confirm(order)
    assert 1 <= code <= 999
    assert sum(e.amount for e in Entry.objects.filter(account="unique_code")) == -code


def test_when_every_code_is_taken_the_shopper_is_asked_to_wait_and_keeps_the_basket(monkeypatch):
    monkeypatch.setattr(opening, "UNIQUE_CODES", 2)
    vendor = make_vendor()
    product = make_product(vendor, price=20_000)
    for _ in range(2):
        make_order((product, 1), choices={vendor.pk: "ambil"})
    basket = make_basket((product, 1))
    with pytest.raises(refusals.Busy):
        placement.place(basket.pk, make_wish(basket, {vendor.pk: "ambil"}, method="bank_transfer"))
    basket.refresh_from_db()
    assert basket.status == "Open"


def test_everybody_concerned_is_told_of_a_wrong_amount(order):
    with transaction.atomic():
        confirm(order, 1_000)
    relay.drain()
    assert not Event.objects.filter(kind="payment.mismatch", deliveries__state="waiting").exists()
