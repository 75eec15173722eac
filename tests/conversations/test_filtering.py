import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.shop.conversations.filtering import MASK, filtered

WORDS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
ODD = ["0１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"]
digits = st.text("0123456789", min_size=8, max_size=11).map(lambda rest: f"08{rest}")
between = st.sampled_from(["", " ", ".", "-", " - ", ".  ", "/", "\n", "\u200b", "_", "(", ") ", "\u20e3"])


@given(digits, st.lists(between, min_size=13, max_size=13), st.lists(st.booleans(), min_size=13, max_size=13))
def test_a_phone_number_written_with_any_signs_between_and_some_digits_in_words_never_gets_through(number, gaps, spelt):
    written = "".join(
        (f" {WORDS[int(sign)]} " if word else sign) + gap for sign, gap, word in zip(number, gaps, spelt, strict=False)
    )
    result = filtered(f"hubungi saya di {written} ya")
    assert "phone" in result.kinds
    assert (
        result.shown.replace(MASK, "")
        == f"hubungi saya di {'' if not spelt[0] else ' '}{result.shown[result.shown.index(MASK) + len(MASK) :]}"
    )
    assert not any(sign.isdigit() for sign in result.shown)


@given(st.text(max_size=300))
def test_any_text_is_filtered_without_a_fault_and_twice_gives_the_same(text):
    once = filtered(text).shown
    assert filtered(once).shown == once


@pytest.mark.parametrize(
    "text",
    [
        "nol delapan satu dua tujuh empat nol nol satu dua tiga empat",
        "0812-7400-1234",
        "+62 812 7400 1234",
        "o812 74oo 1234",
        "０８１２７４００１２３４",
        "WA 0 8 1 2 7 4 0 0 1 2 3 4",
        "0741 123456",
    ],
)
def test_a_phone_number_is_hidden(text):
    result = filtered(text)
    assert result.kinds == ("phone",)
    assert MASK in result.shown
    assert not any(sign.isdigit() for sign in result.shown)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tulis ke siti.aminah@gmail.com", "email"),
        ("siti (at) gmail (dot) com", "email"),
        ("lihat https://tokolain.example/abc?x=1", "link"),
        ("lihat www.tokolain.id", "link"),
        ("di tokopedia.com/tokoku", "link"),
        ("chat wa.me/62812", "link"),
        ("tokolain titik com", "link"),
        ("rekening BCA 1234567890", "account"),
        ("BRI 3456-01-012345-53-9", "account"),
    ],
)
def test_addresses_links_and_accounts_are_hidden(text, kind):
    result = filtered(text)
    assert kind in result.kinds
    assert MASK in result.shown


@pytest.mark.parametrize(
    "text",
    [
        "Harganya Rp 25.000 atau 150.000 untuk 2 kg?",
        "Bisa kirim 24 November 2026 jam 10.32?",
        "Ukuran 20 x 15 x 5 cm, isi 12 pcs",
        "Satu atau dua bungkus, tiga juga boleh.",
        "Tahan berapa hari di suhu ruang?",
        "Rp 1.250.000 untuk 50 kotak, benar?",
    ],
)
def test_an_ordinary_question_stays_as_it_is(text):
    assert filtered(text) == filtered(text).__class__(text, ())


def test_a_link_to_our_own_site_stays(settings):
    settings.SITE_URL = "https://pasarjambi.example.id"
    text = "lihat https://pasarjambi.example.id/belanja/dodol_1/"
    assert filtered(text).shown == text


def test_the_orders_own_tracking_number_stays():
    assert filtered("resi 1234567890123", {"1234567890123"}).kinds == ()
