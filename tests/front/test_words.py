"""The catalogue of the shop's own words: nothing empty, nothing fuzzy, the compiled file from the same source."""

import gettext
from pathlib import Path

import polib
import pytest

FOLDER = Path(__file__).parents[2] / "marketplace" / "locale" / "id" / "LC_MESSAGES"
CATALOGUE = polib.pofile(str(FOLDER / "django.po"))


def test_no_word_is_missing_or_doubtful() -> None:
    assert [entry.msgid for entry in CATALOGUE.untranslated_entries()] == []
    assert [entry.msgid for entry in CATALOGUE.fuzzy_entries()] == []


def test_the_compiled_catalogue_says_what_the_source_says() -> None:
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in CATALOGUE:
        wanted = entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr
        found = (
            compiled.ngettext(entry.msgid, entry.msgid_plural, 2)
            if entry.msgid_plural
            else compiled.pgettext(entry.msgctxt, entry.msgid)
            if entry.msgctxt
            else compiled.gettext(entry.msgid)
        )
        assert found == wanted


@pytest.mark.parametrize("word", ["kamu", "Kamu", "Mohon", "Harap", "troli", "surel", "!"])
def test_the_voice_is_kept(word: str) -> None:
    texts = [text for entry in CATALOGUE for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in texts if word in text] == []
