"""Bank transfers: found by their amount, confirmed once, and the proof is for finance only."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from marketplace.payments.models import Payment, TransferProof
from tests.console.conftest import PNG
from tests.factories import make_order


@pytest.fixture
def finance(log_in):
    return log_in("finance")


def address(order):
    return reverse("console:transfer", args=[order.payment.pk])


def state(order):
    return Payment.objects.get(pk=order.payment.pk).state


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_the_amount_of_the_bank_statement_finds_the_one_order(finance, order):
    shown = f"{int(order.payment.amount):,}".replace(",", ".")
    page = finance.get(reverse("console:transfers"), {"q": shown})
    assert [row.pk for row in page.context["object_list"]] == [order.payment.pk]
    assert list(finance.get(reverse("console:transfers"), {"q": "1"}).context["object_list"]) == []


def test_the_expected_amount_pays_the_order_and_the_diary_says_who_did_it(finance, people, order):
    answer = finance.post(address(order), {"amount": f"Rp {int(order.payment.amount)}"}, follow=True)
    assert said(answer) == ["Pembayaran diterima. Pembeli dan toko kami kabari."]
    payment = Payment.objects.get(pk=order.payment.pk)
    assert (payment.state, payment.confirmed_by) == ("paid", people["finance"])
    entry = ModelLogEntry.objects.get(action="console.payment")
    assert "→ Dibayar: Rp" in entry.message
    assert (entry.user, entry.data["before"], entry.data["after"]) == (people["finance"], "proof_received", "paid")


def test_another_amount_is_asked_about_before_it_is_booked_as_a_mismatch(finance, order):
    amount = int(order.payment.amount) - 500
    asked = finance.post(address(order), {"amount": str(amount)})
    assert "selisih -Rp\u00a0500" in asked.context["form"].non_field_errors()[0]
    assert state(order) == "proof_received"
    answer = finance.post(address(order), {"amount": str(amount), "is_sure": "on"}, follow=True)
    assert "tidak melunasi pesanan ini" in said(answer)[0]
    assert state(order) == "mismatch"
    assert order.payment.captures.get().refunds.get().amount == amount


def test_the_same_transfer_confirmed_twice_is_booked_once(finance, order):
    for _ in range(2):
        answer = finance.post(address(order), {"amount": str(int(order.payment.amount))}, follow=True)
    assert said(answer) == ["Transfer ini sudah dicocokkan, tidak kami ubah."]
    assert order.payment.captures.count() == 1


@pytest.mark.parametrize(
    "amount", ["", "0", "-3", "1.5", "25.00", "NaN", "1e5", "٢٥٠٠٠", "100000000000", "Rp", "2 5.000x"]
)
def test_what_is_no_amount_is_refused_by_the_field(finance, order, amount):
    answer = finance.post(address(order), {"amount": amount, "is_sure": "on"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["amount"]
    assert state(order) == "proof_received"


def test_a_picture_is_shown_as_what_it_is_and_can_run_nothing(finance, order):
    answer = finance.get(reverse("console:proof", args=[order.payment.proofs.get().pk]))
    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == f'inline; filename="bukti-{order.number}.png"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"].startswith("private, no-store")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("slip.pdf", "application/pdf"), ("slip.html", "application/octet-stream"), ("a.svg", "application/octet-stream")],
)
def test_anything_but_a_picture_is_a_download(finance, order, name, kind):
    row = TransferProof(payment=order.payment)
    row.file.save(name, ContentFile(b"<script>alert(1)</script>"))
    answer = finance.get(reverse("console:proof", args=[row.pk]))
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith("attachment; ")


def test_a_proof_whose_file_is_gone_is_not_found(finance, order):
    row = order.payment.proofs.get()
    row.file.storage.delete(row.file.name)
    assert finance.get(reverse("console:proof", args=[row.pk])).status_code == 404


def test_a_paid_order_has_no_form_to_pay_it_again(finance, order):
    finance.post(address(order), {"amount": str(int(order.payment.amount))})
    assert b'name="amount"' not in finance.get(address(order)).content


def test_transfers_with_a_proof_come_first(finance, order, goods):
    later = make_order((goods, 1), method="bank_transfer")
    rows = finance.get(reverse("console:transfers")).context["object_list"]
    assert [row.pk for row in rows] == [order.payment.pk, later.payment.pk]
