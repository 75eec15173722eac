import json
from datetime import UTC, date, datetime

import pytest

from marketplace.notices.values import (
    Bilingual,
    Count,
    Rupiah,
    clean,
    packed,
    phrase,
    shown,
    unpacked,
)

MOMENT = datetime(2026, 11, 24, 3, 32, tzinfo=UTC)
MAY = datetime(2026, 5, 2, 3, 32, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (Rupiah(25_000), "Rp\u00a025.000", "Rp\u00a025.000"),
        (Rupiah(-5_000), "-Rp\u00a05.000", "-Rp\u00a05.000"),
        (MOMENT, "24 Nov 2026, 10.32\u00a0WIB", "24 Nov 2026, 10:32\u00a0WIB"),
        (MAY, "2 Mei 2026, 10.32\u00a0WIB", "2 May 2026, 10:32\u00a0WIB"),
        (date(2026, 12, 1), "1 Des 2026", "1 Dec 2026"),
        (Count("{n} shop", "{n} shops", 1), "1 toko", "1 shop"),
        (Count("{n} shop", "{n} shops", 3), "3 toko", "3 shops"),
        (phrase("Orders from {shops} go on.", shops=("A",)), "Pesanan dari A tetap jalan.", "Orders from A go on."),
        (
            phrase("Orders from {shops} go on.", shops=("A", "B", "C")),
            "Pesanan dari A, B, dan C tetap jalan.",
            "Orders from A, B, and C go on.",
        ),
        ("Toko {x}", "Toko {x}", "Toko {x}"),
        (Bilingual("Dodol Kentang", "Potato dodol"), "Dodol Kentang", "Potato dodol"),
    ],
)
def test_a_value_is_written_in_the_readers_language_also_after_it_lay_in_the_database(value, indonesian, english):
    stored = unpacked(json.loads(json.dumps(packed({"it": value}))))["it"]
    for one in (value, stored):
        assert (shown(one, "id"), shown(one, "en")) == (indonesian, english)


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("Toko\r\nBcc: semua@contoh.id", "Toko Bcc: semua@contoh.id"),
        ("Toko\u2028baris\u2029lagi\x00\x1b[31m", "Toko baris lagi [31m"),
        ("\u202egnp.exe\u202c Toko \u2066x\u2069", "gnp.exe Toko x"),
        ("متجر جامبي", "متجر جامبي"),
        ("Kopi ☕👩‍🍳", "Kopi ☕👩‍🍳"),
        ("a" * 601, "a" * 599 + "…"),
    ],
)
def test_values_are_one_line_of_text_in_which_scripts_and_emoji_stay(hostile, harmless):
    assert clean(hostile) == harmless
