"""The catalogues: complete, certain, in step with the code, in one voice."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from marketplace.front import words
from tests.words.vocabulary import offences

PATHS = sorted(path for folder in words.FOLDERS for path in (words.ROOT / folder / "locale").rglob("django.po"))
INDONESIAN = [path for path in PATHS if path.parts[-3] == "id"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}")


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def entries() -> Iterator[tuple[Path, polib.POEntry]]:
    for path in INDONESIAN:
        yield from ((path, entry) for entry in polib.pofile(str(path)))


def test_every_word_of_the_code_has_its_indonesian_and_every_file_is_up_to_date() -> None:
    found = [(str(path), trouble) for path, wanted in words.catalogues() for trouble in words.troubles(path, wanted)]
    assert found == []


def test_each_part_of_the_code_has_a_catalogue_and_nothing_waits_to_be_merged() -> None:
    with_words = {folder for folder, found in words.found_in_code().items() if found}
    assert with_words == {str(path.relative_to(words.ROOT)).split("/locale/")[0] for path in INDONESIAN}
    assert [path for folder in words.FOLDERS for path in (words.ROOT / folder).rglob("parts/*.po")] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(words.ROOT)))
def test_a_catalogue_is_sorted_without_leftovers_dates_or_paths_of_a_machine(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    assert catalogue.obsolete_entries() == [] and catalogue.fuzzy_entries() == []
    assert [entry.msgid.casefold() for entry in catalogue] == sorted(entry.msgid.casefold() for entry in catalogue)
    assert not {"POT-Creation-Date", "PO-Revision-Date", "X-Generator"} & set(catalogue.metadata)
    places = {place for entry in catalogue for place, _line in entry.occurrences}
    assert [place for place in places if not (words.ROOT / place).exists()] == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    for _path, entry in entries():
        if (words.BORROWED, "") in entry.occurrences:
            continue
        # A plural that English says without its figure ("1 shop") still has one Indonesian text, with the figure.
        wanted = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        assert [sorted(PLACEHOLDER.findall(text)) for text in texts(entry)] == [wanted] * len(texts(entry)), entry.msgid


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(words.ROOT)))
def test_a_sentence_of_a_library_never_needs_a_value_that_the_library_does_not_give(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        for text in texts(entry):
            given = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
            assert set(PLACEHOLDER.findall(text)) <= given, entry.msgid


def test_forbidden_words_stay_away() -> None:
    assert [
        (entry.msgid, text, offences(text)) for _path, entry in entries() for text in texts(entry) if offences(text)
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "Kamu belum masuk.",
        "Batal",
        "Lihat detail",
        "Simpan ke wishlist",
        "Kirim surel",
        "Selamat datang",
        "Berhasil!",
        "Ganti sandi",
        "{shop}nya",
        "Mohon tunggu",
        "Anda harus masuk",
        "Pesanan telah dikirim",
    ],
)
def test_the_list_of_forbidden_words_catches(text: str) -> None:
    assert offences(text)


@pytest.mark.parametrize(
    "text", ["Ganti kata sandi", "Batalkan pesanan", "Batas waktu lewat", "Rincian", "Alamat", "Responsnya cepat"]
)
def test_the_list_of_forbidden_words_lets_good_words_pass(text: str) -> None:
    assert offences(text) == []


def test_one_english_text_has_one_indonesian_everywhere() -> None:
    said = defaultdict(set)
    for _path, entry in entries():
        said[entry.msgctxt, entry.msgid].add(tuple(texts(entry)))
    assert {key: ways for key, ways in said.items() if len(ways) > 1} == {}


def test_capitals_and_stops_follow_the_english() -> None:
    """A sentence stays a sentence: a full stop where English has one, none where it has none; names keep their capital."""
    ends = [
        (entry.msgid, text)
        for _path, entry in entries()
        if (words.BORROWED, "") not in entry.occurrences
        for text in texts(entry)
        if (entry.msgid[-1] in ".?…") != (text[-1] in ".?…")
    ]
    assert ends == []


def test_two_english_spellings_of_one_thing_are_one() -> None:
    """Words that differ only in case, hyphen or British and American spelling."""
    spellings = defaultdict(set)
    for _path, entry in entries():
        if (words.BORROWED, "") not in entry.occurrences and entry.msgctxt is None:
            spellings[re.sub(r"[\s-]", "", entry.msgid).replace("ize", "ise").replace("color", "colour")].add(
                entry.msgid
            )
    assert [ways for ways in spellings.values() if len(ways) > 1] == []


@pytest.mark.parametrize(
    "word", ["cart", "wishlist", "wish list", r"sign in(?! it)", "e-mail", "zip", "merchant", "favorite", "center"]
)
def test_english_has_one_word_for_a_thing(word: str) -> None:
    pattern = re.compile(rf"\b{word}\b", re.IGNORECASE)
    found = [entry.msgid for _path, entry in entries() if (words.BORROWED, "") not in entry.occurrences]
    assert [msgid for msgid in found if pattern.search(msgid)] == []
