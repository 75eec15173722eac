"""The catalogue of messages, and the words that staff may put in place of the built-in ones."""

import pytest
from django.core.exceptions import ValidationError

from marketplace.notices import messages, post, rendering, wording
from marketplace.notices.messages import CATALOGUE, Words
from marketplace.notices.models import Wording
from marketplace.notices.values import Rupiah

EVERY = [(message, language) for message in CATALOGUE.values() for language in message.words]
PAID = messages.message("vendor_order.cancelled.buyer.vendor")
VALUES = {"order": "JB2-1", "buyer": "Siti", "items": "2 × Dodol"}


@pytest.mark.parametrize(("message", "language"), EVERY, ids=[f"{m.code}-{lang}" for m, lang in EVERY])
@pytest.mark.django_db
def test_every_message_is_written_out_whole_in_both_languages(message, language):
    mail = post.compose(
        message, language, wording.example(message), name="Siti Rahma", url="http://contoh.id/pesanan/1/"
    )
    assert len(mail.subject.splitlines()) == 1 and len(mail.subject) <= wording.LONGEST_SUBJECT
    for written in (mail.subject, mail.text, mail.html):
        assert not set("{}") & set(written), written
    assert ("Halo Siti Rahma," if language == "id" else "Hello Siti Rahma,") in mail.text
    assert "http://contoh.id/pesanan/1/" in mail.text and 'href="http://contoh.id/pesanan/1/"' in mail.html


@pytest.mark.parametrize("message", CATALOGUE.values(), ids=str)
def test_built_in_words_pass_the_check_that_staff_pass_and_say_the_same_facts_in_both_languages(message):
    used = {}
    for language, words in message.words.items():
        wording.check(message, words.subject, words.body)
        used[language] = set(wording.gaps(words.subject) + wording.gaps(words.body))
    assert used["id"] == used["en"]


def test_the_vocabulary_is_followed_to_the_letter():
    words = messages.message("order.placed.shopper").words["id"]
    assert words.subject == "Transfer {total} paling lambat {deadline}"
    assert words.body == (
        "Pesanan {order} kami simpan. Transfer tepat {total}, sampai 3 digit terakhir, ke {bank} {account} atas nama {holder}, "
        "lalu unggah bukti transfer. Tanpa pembayaran, pesanan batal otomatis. PLUT tidak pernah meminta PIN atau kode "
        "verifikasi."
    )
    assert messages.message("order.paid.vendor").words["id"] == Words(
        "Pesanan baru {order}: jawab paling lambat {deadline}",
        "{buyer} memesan {items}. Anda terima {net} setelah komisi. Tanpa jawaban, pesanan batal otomatis dan uang pembeli "
        "kembali.",
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{order.__class__}", "{order.__class__}"),
        ("{order[0]}", "{order[0]}"),
        ("{order!r}", "{order}"),
        ("{order:>999999999}", "{order}"),
        ("{order:{buyer}}", "{order}"),
        ("{}", "{}"),
        ("{0}", "{0}"),
        ("{ order }", "{ order }"),
        ("{order", "{order}"),
        ("order}", "{order}"),
        ("{password}", "{password}"),
        ("{net}", "{net}"),
        ("   ", "Isi bagian ini."),
    ],
)
def test_hostile_and_broken_words_are_refused_with_what_to_mend(body, said):
    with pytest.raises(ValidationError) as refusal:
        wording.check(PAID, "Pesanan {order}", body)
    assert list(refusal.value.message_dict) == ["body"]
    assert said in refusal.value.message_dict["body"][0]


def test_a_refusal_names_the_gaps_that_may_be_used():
    with pytest.raises(ValidationError) as refusal:
        wording.check(PAID, "{total}", "{order}")
    assert refusal.value.message_dict == {
        "subject": ["{total} tidak bisa dipakai di sini. Yang bisa: {order}, {buyer}, {items}."]
    }


def test_a_subject_of_two_lines_is_refused():
    with pytest.raises(ValidationError) as refusal:
        wording.check(PAID, "Pesanan {order}\nBcc: semua@contoh.id", "{order}")
    assert refusal.value.message_dict == {"subject": ["Judul harus satu baris."]}


def test_doubled_braces_are_braces_and_braces_in_a_value_are_text():
    assert wording.fill("{{x}} {order}", {"order": "{buyer}", "buyer": "Siti"}) == "{x} {buyer}"


@pytest.mark.django_db
def test_words_of_staff_win_in_their_language_only():
    Wording.objects.create(message=PAID.code, language="id", subject="Batal: {order}", body="Jangan kirim {items} ya.")
    assert rendering.render(PAID, "id", VALUES) == Words("Batal: JB2-1", "Jangan kirim 2 × Dodol ya.")
    assert rendering.render(PAID, "en", VALUES).subject == "The buyer cancelled order JB2-1"


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["{net}", "{order", "{order.pk}", ""])
def test_words_that_cannot_be_filled_any_more_give_way_to_the_built_in_ones(body, caplog):
    Wording.objects.create(message=PAID.code, language="id", subject="Batal: {order}", body=body)
    assert rendering.render(PAID, "id", VALUES).subject == "Pembeli membatalkan pesanan JB2-1"
    assert "cannot be used" in caplog.text


@pytest.mark.django_db
def test_the_form_of_a_wording_refuses_what_the_check_refuses():
    with pytest.raises(ValidationError) as refusal:
        Wording(message=PAID.code, language="id", subject="x", body="{x.__class__}").full_clean()
    assert "body" in refusal.value.message_dict
    with pytest.raises(ValidationError) as unknown:
        Wording(message="tidak.ada", language="id", subject="x", body="y").full_clean()
    assert unknown.value.message_dict == {"message": ["Kabar ini tidak ada."]}
    Wording(message=PAID.code, language="id", subject="Batal {order}", body="Maaf, {buyer}.").full_clean()


@pytest.mark.django_db
def test_a_built_in_message_without_one_of_its_values_is_an_error_and_never_half_a_message():
    with pytest.raises(wording.Broken):
        rendering.render(messages.message("refund.planned.staff"), "id", {"amount": Rupiah(5000)})
