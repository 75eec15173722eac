import datetime as dt
from typing import Any

import pytest
from django.utils import timezone, translation

from marketplace.front import states
from marketplace.payments.models import Payment
from marketplace.shop.order.models import Purchase
from vendors.models import Listing, Vendor, VendorOrder

FIGURES: dict[str, Any] = {
    "deadline": timezone.now() + dt.timedelta(days=3),
    "date": dt.date(2026, 11, 27),
    "n": 3,
    "amount": 159_600,
    "total": 1_634_217,
    "reason": "x",
    "code": "4821",
    "courier": "JNE",
    "tracking": "8825",
    "gateway": "Stripe",
    "days": 2,
    "bank": "BRI",
    "last4": "4471",
    "permit": "P-IRT",
    "done": 4,
    "steps": 6,
    "result": "x",
}
CELLS = [
    (kind, name, reader) for kind, (readers, table) in states.TABLES.items() for name in table for reader in readers
]


@pytest.mark.parametrize(("kind", "name", "reader"), CELLS)
def test_every_state_has_a_word_in_both_languages(kind: str, name: str, reader: str) -> None:
    shown = {}
    for language in ("id", "en"):
        with translation.override(language):
            shown[language] = states.describe(kind, name, reader, **FIGURES)
    indonesian, english = shown["id"], shown["en"]
    if indonesian is None:
        assert (kind, name, reader) == ("payment", "disputed", "shopper")
        return
    assert english is not None
    assert indonesian.tone in ("quiet", "wait", "good", "bad")
    assert indonesian.label and english.label and indonesian.label != english.label
    assert "{" not in indonesian.label + indonesian.line + english.label + english.line


def test_the_words_are_those_of_the_vocabulary() -> None:
    soon = dt.datetime(2030, 1, 5, 9, 0, tzinfo=dt.UTC)
    assert states.describe("order", "awaiting_payment", "shopper", deadline=soon) == states.Shown(
        "wait", "Belum bayar", "bayar paling lambat 5 Jan 2030, 16.00\u00a0WIB"
    )
    assert states.describe("vendor_order", "accepted", "vendor", pickup=True, deadline=soon) == states.Shown(
        "wait", "Perlu disiapkan", "paling lambat 5 Jan 2030, 16.00\u00a0WIB"
    )
    assert states.describe(
        "vendor_order", "cancelled", "shopper", reason="ditolak toko", amount=60_000
    ) == states.Shown("bad", "Dibatalkan", "ditolak toko, Rp\u00a060.000 dikembalikan")
    assert states.describe("payment", "mismatch", "staff", amount=217) == states.Shown(
        "wait", "Selisih Rp\u00a0217", "hubungi pembeli"
    )
    with translation.override("en"):
        assert states.describe("vendor_order", "new", "shopper", deadline=soon) == states.Shown(
            "wait", "Waiting for the shop", "answer by 5 Jan 2030, 16:00\u00a0WIB"
        )


def test_a_line_without_its_figures_is_left_out_and_the_label_stays() -> None:
    assert states.describe("order", "awaiting_payment", "shopper") == states.Shown("wait", "Belum bayar", "")


@pytest.mark.parametrize(
    ("kind", "choices"),
    [
        ("order", Purchase.Status),
        ("vendor_order", VendorOrder.Status),
        ("product", Listing.State),
        ("vendor", Vendor.Status),
        ("payment", Payment.State),
    ],
)
def test_every_state_a_row_can_have_is_in_the_table(kind: str, choices: Any) -> None:
    assert set(choices.values) <= set(states.TABLES[kind][1])


def test_an_unknown_state_is_an_error_and_not_an_empty_badge() -> None:
    with pytest.raises(KeyError):
        states.describe("order", "lost", "shopper")
