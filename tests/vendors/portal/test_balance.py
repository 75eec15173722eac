"""The shop's balance: each line with its reason, sums to the rupiah, and a file that a spreadsheet cannot be fooled by."""

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.shop.order import fulfilment
from tests import factories
from tests.vendors.portal.conftest import paid_order
from vendors import ledger
from vendors.models import Posting, Vendor
from vendors.portal.views.balance import inert

pytestmark = pytest.mark.django_db


def csv_of(client: Client) -> str:
    return b"".join(client.get(reverse("portal:balance-csv")).streaming_content).decode("utf-8-sig")


def test_every_line_has_its_reason_and_the_balance_after_it(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    lines = owner.get(reverse("portal:balance")).context["lines"]
    assert [(line.reason, line.amount, line.balance, line.order_number) for line in lines] == [
        ("Komisi", -2_500, 71_500, order.number),
        ("Ongkir", 24_000, 74_000, order.number),
        ("Penjualan barang", 50_000, 50_000, order.number),
    ]


def test_a_declined_order_comes_out_at_zero(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    fulfilment.decline(order, None, "Habis")
    answer = owner.get(reverse("portal:balance"))
    assert sum(line.amount for line in answer.context["lines"]) == 0
    assert (answer.context["balance"].total, answer.context["balance"].pending) == (0, 0)


def test_the_running_balance_goes_on_over_pages(vendor: Vendor, owner: Client) -> None:
    for _ in range(9):
        paid_order(vendor)
    first = owner.get(reverse("portal:balance")).context["lines"]
    second = owner.get(reverse("portal:balance"), {"page": "2"}).context["lines"]
    assert (len(first), len(second)) == (20, 7)
    assert first[0].balance == ledger.balance(vendor) == 9 * 71_500
    assert first[-1].balance - first[-1].amount == second[0].balance
    assert second[-1].balance == second[-1].amount == 50_000


def test_another_shops_money_is_neither_shown_nor_downloaded(vendor: Vendor, owner: Client) -> None:
    other = factories.make_vendor("Toko lain")
    order = paid_order(other)
    assert owner.get(reverse("portal:balance")).context["lines"] == []
    assert order.number not in csv_of(owner)


def test_the_file_holds_all_lines_oldest_first(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    rows = [line.split(";")[1:] for line in csv_of(owner).splitlines()]
    assert rows == [
        ["Alasan", "Nomor pesanan", "Jumlah", "Saldo", "Catatan"],
        ["Penjualan barang", order.number, "50000", "50000", ""],
        ["Ongkir", order.number, "24000", "74000", ""],
        ["Komisi", order.number, "-2500", "71500", ""],
    ]


def test_a_formula_in_the_file_is_text(vendor: Vendor, owner: Client) -> None:
    ledger.post(
        [
            (
                Posting(kind="correction", key="k", note='=HYPERLINK("http://jahat.id")'),
                [
                    ledger.Side(ledger.Account.VENDOR_PAYABLE, -1, vendor, ledger.Reason.CORRECTION),
                    ledger.Side(ledger.Account.ROUNDING, 1),
                ],
            )
        ]
    )
    assert """"'=HYPERLINK(""http://jahat.id"")\"""" in csv_of(owner)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert inert(text) == f"'{text}"
    assert inert("JB1-1") == "JB1-1"
