"""Reading a page as people do, and finding on it what belongs to the other language."""

import gettext
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
import oscar
import polib

from marketplace.front import words

SAID_BY_ATTRIBUTE = ("aria-label", "placeholder", "title", "alt", "data-busy", "data-done", "data-label", "data-said")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}")
LIBRARIES = [Path(django.__file__).parent / "conf", Path(oscar.__file__).parent, Path(allauth.__file__).parent]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")
        given = dict(attributes)
        self.said += [given[name] or "" for name in SAID_BY_ATTRIBUTE if name in given]
        if tag == "meta" and given.get("name") == "description":
            self.said.append(given.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def said_on(html: str) -> list[str]:
    """Every text of a page that somebody sees or hears, each once, in order."""
    reader = _Reader()
    reader.feed(html)
    texts = (" ".join(text.split()) for text in reader.said)
    return list(dict.fromkeys(text for text in texts if text))


def foreign_words(texts: list[str], language: str) -> list[str]:
    """Sentences of two words or more in `texts` that our catalogues have in the other language only."""
    page = "\n".join(texts)
    ours = [text for text, pattern in _ours(language) if pattern.search(page)]
    return ours + [text for text in texts if text in _of_libraries(language)]


@cache
def _ours(language: str) -> list[tuple[str, re.Pattern[str]]]:
    pairs = [pair for folder in words.FOLDERS for pair in _pairs(words.path_of(folder, "id"))]
    english, indonesian = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    other, own = (english, indonesian) if language == "id" else (indonesian, english)
    return [(text, _pattern(text)) for text in sorted(other - own) if _long_enough(text)]


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for entry in polib.pofile(str(path)) if path.exists() else []:
        said = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        yield from ((english, text) for english in (entry.msgid, entry.msgid_plural) if english for text in said)


def _long_enough(text: str) -> bool:
    return len(re.findall(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>", " ", PLACEHOLDER.sub(" ", text)))) >= 2


def _pattern(text: str) -> re.Pattern[str]:
    """The text with its values filled in, as whole words on one line of the page."""
    parts = (re.escape(part) for part in PLACEHOLDER.split(" ".join(text.split())))
    return re.compile(r"(?<!\w)" + r"[^\n]{1,80}?".join(parts) + r"(?!\w)")


@cache
def _of_libraries(language: str) -> set[str]:
    """What the libraries say in the other language, as long as it is two words or more."""
    pairs: list[tuple[str, str]] = []
    for folder in LIBRARIES:
        found = gettext.translation("django", str(folder / "locale"), ["id"], fallback=True)
        catalogue = getattr(found, "_catalog", {})
        pairs += [(key.split("\x04")[-1], text) for key, text in catalogue.items() if isinstance(key, str) and key]
    # What a library has not translated at all stands in its English catalogue only.
    english = {key for key, _ in pairs} | {key.split("\x04")[-1] for key in words.libraries_english()}
    indonesian = {text for _, text in pairs}
    other, own = (english, indonesian) if language == "id" else (indonesian, english)
    ours = {said for folder in words.FOLDERS for pair in _pairs(words.path_of(folder, "id")) for said in pair}
    return {" ".join(text.split()) for text in other - own - ours if _long_enough(text)}
