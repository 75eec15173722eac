"""Catalogues of words, kept in step with the code: `python -m marketplace.front.words`, with `--check` to compare only.

Every folder of `FOLDERS` has one catalogue per language beside its code. Indonesian holds every word of ours; English
holds the few that a library's own English would say differently, and the libraries' words that we say in our voice
(`borrowed.py`). Reads Python and templates itself, so that a machine without GNU gettext can check too. Exit status 1
when `--check` finds a word without Indonesian, a doubtful one, or a catalogue that is not what the code gives.
"""

import gettext
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import django
import polib

from marketplace.front import words_found

ROOT = Path(__file__).parents[2]
FOLDERS = ("marketplace", "marketplace/console", "vendors", "cms", "search", "tasks")
HEADER = {
    "Project-Id-Version": "Pasar Jambi",
    "Last-Translator": "PLUT-KUMKM Jambi",
    "Language-Team": "PLUT-KUMKM Jambi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
PLURALS = {"id": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
BORROWED = "marketplace/front/borrowed.py"

Key = tuple[str | None, str]


def path_of(folder: str, language: str) -> Path:
    return ROOT / folder / "locale" / language / "LC_MESSAGES" / "django.po"


def found_in_code() -> dict[str, dict[Key, words_found.Word]]:
    """Every word of ours by the folder it belongs to, with the files it stands in."""
    words: dict[str, dict[Key, words_found.Word]] = {folder: {} for folder in FOLDERS}
    for source in words_found.sources(ROOT, FOLDERS):
        name = source.relative_to(ROOT).as_posix()
        home = max((folder for folder in FOLDERS if name.startswith(f"{folder}/")), key=len)
        for word in words_found.words_of(source):
            known = words[home].setdefault(word.key, word)
            known.plural = known.plural or word.plural
            known.places.add(name)
    return words


def libraries_english() -> dict[str, str]:
    """What the installed libraries' English catalogues say, by msgid; a context stands before its msgid and `\\x04`."""
    from django.apps import apps

    said: dict[str, str] = {}
    ours = {ROOT / folder for folder in FOLDERS}
    places = [Path(django.__file__).parent / "conf", *(Path(config.path) for config in apps.get_app_configs())]
    for place in places:
        if not ours & {place, *place.parents}:
            # gettext finds en_US for "en" too, as it does for Django: Oscar's "Cart" for "Basket" comes from there.
            found = gettext.translation("django", str(place / "locale"), ["en"], fallback=True)
            catalogue = getattr(found, "_catalog", {})
            said |= {key: text for key, text in catalogue.items() if isinstance(key, str) and key}
    return said


def needs_english(word: words_found.Word, said: dict[str, str]) -> bool:
    """Whether English pages would not show the msgid as written, or show a library's word in our voice."""
    key = f"{word.context}\x04{word.msgid}" if word.context else word.msgid
    return BORROWED in word.places or said.get(key, word.msgid) not in ("", word.msgid)


def merged(language: str, words: Iterable[words_found.Word], known: dict[Key, polib.POEntry]) -> polib.POFile:
    """A catalogue of exactly these words, sorted, with what is known about them."""
    new = polib.POFile(wrapwidth=110)
    new.metadata = {**HEADER, "Language": language, "Plural-Forms": PLURALS[language]}
    for word in sorted(words, key=lambda word: (word.msgid.casefold(), word.msgid, word.context or "")):
        new.append(_entry(language, word, known.get(word.key)))
    return new


def _entry(language: str, word: words_found.Word, old: polib.POEntry | None) -> polib.POEntry:
    flags = [flag for flag in old.flags if flag == "fuzzy"] if old else []
    entry = polib.POEntry(
        msgid=word.msgid,
        msgctxt=word.context,
        comment="\n".join(sorted(word.notes)),
        occurrences=[(place, "") for place in sorted(word.places)],
        flags=[*flags, *words_found.format_flags(word.msgid)],
    )
    given = [word.msgid, word.plural] if word.plural and language == "en" else [word.msgid if language == "en" else ""]
    if word.plural:
        entry.msgid_plural = word.plural
        kept = [old.msgstr_plural.get(i) or (old.msgstr if i == 0 else "") for i in range(len(given))] if old else []
        entry.msgstr_plural = {i: (kept[i] if kept else "") or text for i, text in enumerate(given)}
    else:
        entry.msgstr = ((old.msgstr or old.msgstr_plural.get(0, "")) if old else "") or given[0]
    return entry


def catalogues() -> Iterator[tuple[Path, polib.POFile]]:
    """Every catalogue as it has to be, and where it stands."""
    said = libraries_english()
    for folder, words in found_in_code().items():
        for language in PLURALS:
            wanted = [word for word in words.values() if language == "id" or needs_english(word, said)]
            path = path_of(folder, language)
            if wanted or path.exists():
                yield path, merged(language, wanted, _known(language, path))


def _known(language: str, path: Path) -> dict[Key, polib.POEntry]:
    """Entries of this catalogue, and of the others for words that stand in several parts of the code."""
    paths = [*(other for folder in FOLDERS if (other := path_of(folder, language)) != path), path]
    files = [polib.pofile(str(one)) for one in paths if one.exists()]
    return {(entry.msgctxt, entry.msgid): entry for file in files for entry in file if not entry.obsolete}


def troubles(path: Path, wanted: polib.POFile) -> Iterator[str]:
    """What is wrong with one catalogue: words without a translation, doubtful ones, files that are not up to date."""
    for entry in wanted:
        said = [entry.msgstr, *entry.msgstr_plural.values()] if not entry.msgid_plural else entry.msgstr_plural.values()
        if not all(said):
            yield f"no translation of {entry.msgid!r}"
        if entry.fuzzy:
            yield f"doubtful: {entry.msgid!r}"
    if not path.exists() or path.read_text("utf-8") != str(wanted) + "\n":
        yield "not what the code gives, run python -m marketplace.front.words"
    elif not _compiled(path).exists() or _compiled(path).read_bytes() != wanted.to_binary():
        yield "compiled file is out of date, run python -m marketplace.front.words"


def write(path: Path, wanted: polib.POFile) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(wanted) + "\n", "utf-8")
    _compiled(path).write_bytes(wanted.to_binary())


def _compiled(path: Path) -> Path:
    return path.with_suffix(".mo")


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.dev")
    django.setup()
    bad = 0
    for path, wanted in catalogues():
        if "--check" not in arguments:
            write(path, wanted)
        for trouble in troubles(path, wanted):
            bad += 1
            print(f"{path.relative_to(ROOT)}: {trouble}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
