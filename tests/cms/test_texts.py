"""The shop's pages of text: written once, both languages, true to the rules of the code, never over an editor's words."""

import re

import pytest
from django.core.management import call_command

from cms import legal, slugs, texts
from cms.models import StandardPage
from marketplace.front import places
from marketplace.notices import facts
from marketplace.payments import opening
from marketplace.payments.models import Payment
from marketplace.shop.order import fulfilment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", slugs.TEXTS)
@pytest.mark.parametrize(("prefix", "language"), [("", "id"), ("/en", "en")])
def test_every_page_of_text_is_read_in_both_languages_at_the_address_the_frame_leads_to(client, name, prefix, language):
    texts.load()
    answer = client.get(f"{prefix}/{slugs.TEXTS[name]}/")
    page = StandardPage.objects.get(slug=slugs.TEXTS[name], locale__language_code=language)
    assert answer.status_code == 200
    assert f"<h1>{page.title}</h1>" in answer.content.decode()
    assert page.get_url() == f"{prefix}/{slugs.TEXTS[name]}/"


def test_there_is_a_file_for_every_named_page_and_no_other():
    assert {path.stem for path in texts.HERE.glob("*.toml")} == set(slugs.TEXTS.values())


def test_loading_twice_writes_nothing_the_second_time():
    assert len(texts.load()) == 2 * len(slugs.TEXTS)
    assert texts.load() == []


def test_words_an_editor_changed_stay():
    texts.load()
    page = StandardPage.objects.get(slug="cara-belanja", locale__language_code="id")
    page.title = "Belanja di sini"
    page.save_revision().publish()
    call_command("load_pages", verbosity=0)
    page.refresh_from_db()
    assert page.title == "Belanja di sini"


def test_a_page_an_editor_took_down_is_not_put_up_again(client):
    texts.load()
    StandardPage.objects.get(slug="pengiriman", locale__language_code="id").unpublish()
    texts.load()
    assert client.get("/pengiriman/").status_code == 404


def test_the_languages_of_a_page_belong_together(client):
    texts.load()
    page = client.get("/kebijakan-privasi/").content.decode()
    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/kebijakan-privasi/">' in page
    assert (
        StandardPage.objects.get(slug="kebijakan-privasi", locale__language_code="id").get_translations().count() == 1
    )


def test_terms_say_since_when_they_hold_and_other_pages_do_not(client):
    texts.load()
    assert "Berlaku sejak" in client.get("/syarat-dan-ketentuan/").content.decode()
    assert "Berlaku sejak" not in client.get("/cara-belanja/").content.decode()


def test_the_version_of_the_terms_is_a_day_and_a_revision_and_changes_with_the_words():
    assert legal.version("terms") == ""
    texts.load()
    first = legal.version("terms")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.r\d+", first)
    page = StandardPage.objects.get(slug=slugs.TEXTS["terms"], locale__language_code="id")
    page.save_revision().publish()
    assert legal.version("terms") not in ("", first)
    assert legal.version("privacy") != legal.version("terms")


def test_there_is_no_version_of_a_page_that_is_not_law():
    with pytest.raises(KeyError):
        legal.version("about")


def test_the_terms_name_the_times_that_the_code_keeps():
    terms = (texts.HERE / "syarat-dan-ketentuan.toml").read_text("utf-8")
    answer, ship, complain = (
        fulfilment.TIME_TO_ANSWER.days,
        fulfilment.TIME_TO_SHIP.days,
        fulfilment.TIME_TO_COMPLAIN.days,
    )
    hours = int(opening.TRANSFER_WINDOW.total_seconds() // 3600)
    card = facts.REFUND_WORKING_DAYS[Payment.Method.STRIPE]
    transfer = facts.REFUND_WORKING_DAYS[Payment.Method.BANK_TRANSFER]
    for said in (
        f"paling lambat {answer} hari setelah pembayaran",
        f"within {answer} days of payment",
        f"mengirim paling lambat {ship} hari setelah menerima pesanan",
        f"ships within {ship} days of accepting",
        f"paling lambat {complain} hari setelah barang tiba",
        f"within {complain} days of arrival",
        f"paling lambat {hours} jam setelah memesan",
        f"within {hours} hours of ordering",
        f"sampai {card} hari kerja untuk kartu dan {transfer} hari kerja untuk transfer bank",
        f"up to {card} working days to a card and {transfer} working days by bank transfer",
    ):
        assert said in terms


@pytest.mark.parametrize("path", sorted(texts.HERE.glob("*.toml")), ids=lambda path: path.stem)
def test_the_words_keep_to_the_voice_of_the_house(path):
    words = path.read_text("utf-8")
    assert not re.search(r"!|\b(kamu|Mohon|Harap|dll\.|silahkan|2x24)\b", words)
    assert "tidak dapat dikembalikan" not in words


def test_the_footer_names_the_operator_the_complaint_channels_and_the_law(client):
    page = " ".join(client.get("/").content.decode().split())
    assert "Dikelola PLUT-KUMKM Jambi" in page and "Jl. Patimura, Kota Jambi" in page
    assert "Direktorat Jenderal Perlindungan Konsumen dan Tertib Niaga" in page
    assert "0853-1111-1010" in page and "simpktn.kemendag.go.id" in page
    for name in ("about", "how_to_buy", "delivery", "returns", "terms", "privacy", "sell"):
        assert f'href="{places.address(name)}"' in page


def test_a_page_in_one_language_leads_home_for_the_other_and_claims_no_translation(client):
    texts.load()
    StandardPage.objects.get(slug="pengiriman", locale__language_code="en").unpublish()
    page = client.get("/pengiriman/").content.decode()
    assert 'hreflang="en" href="http' not in page
    assert '<a href="/en/" lang="en"' in page
