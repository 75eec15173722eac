"""How words are found in Python and templates."""

from pathlib import Path

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext

from marketplace.front import words, words_found
from marketplace.front.words_found import Word


def found(source: str) -> list[tuple[str | None, str, str]]:
    read = words_found.of_python if "import" in source else words_found.of_template
    return sorted((word.context, word.msgid, word.plural) for word in read(source))  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('from django.utils.translation import gettext as _\nx = _("Save " "it")', [(None, "Save it", "")]),
        ('from django.utils.translation import gettext_lazy\nx = gettext_lazy("Save")', [(None, "Save", "")]),
        ('from django.utils import translation\nx = translation.gettext("Save")', [(None, "Save", "")]),
        (
            'from django.utils.translation import ngettext as n\nn("{n} shop", "{n} shops", 2)',
            [(None, "{n} shop", "{n} shops")],
        ),
        ('from django.utils.translation import pgettext_lazy\npgettext_lazy("verb", "Order")', [("verb", "Order", "")]),
        ('from django.utils.translation import npgettext\nnpgettext("a", "b", "c", 1)', [("a", "b", "c")]),
        ("from django.utils.translation import gettext as _\nx = _(name)", []),
        ('import os\n_ = str\nx = _("no word")', []),
    ],
)
def test_calls_in_python(source: str, expected: list[tuple[str | None, str, str]]) -> None:
    assert found(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% load i18n %}{% translate "Save" %}', [(None, "Save", "")]),
        (
            '{% load i18n %}{% if a %}{% for x in y %}{% trans "Save" context "verb" as z %}{% endfor %}{% endif %}',
            [("verb", "Save", "")],
        ),
        (
            "{% load i18n %}{% blocktranslate trimmed with n=m %}\n  {{ n }} of\n  all {% endblocktranslate %}",
            [(None, "%(n)s of all", "")],
        ),
        (
            "{% load i18n %}{% blocktranslate count n=m %}{{ n }} shop{% plural %}{{ n }} shops{% endblocktranslate %}",
            [(None, "%(n)s shop", "%(n)s shops")],
        ),
        ('{% load i18n shop %}{% badge _("Halal") "river" %}', [(None, "Halal", "")]),
        ('{{ x|default:_("None") }}', [(None, "None", "")]),
        ('{% load i18n %}{% translate "5% off" %}', [(None, "5%% off", "")]),
        ("{% load i18n %}{% translate word %}", []),
        (
            '{% load i18n shop %}{% note "wait" %}{% if a %}{% translate "Wait" %}{% else %}'
            '{% translate "Go" %}{% endif %}{% endnote %}',
            [(None, "Go", ""), (None, "Wait", "")],
        ),
        (
            '{% extends "base.html" %}{% load i18n %}{% block main %}{% with a=1 %}{% translate "In" %}{% endwith %}{% endblock %}',
            [(None, "In", "")],
        ),
    ],
)
def test_tags_in_templates(source: str, expected: list[tuple[str | None, str, str]]) -> None:
    assert found(source) == expected


def test_a_word_is_looked_up_under_the_name_it_was_found_by(tmp_path: Path) -> None:
    for source in ('{% load i18n %}{% translate "Add to basket" %}', '{{ ""|default:_("Add to basket") }}'):
        assert found(source) == [(None, "Add to basket", "")]
    assert gettext("Add to basket") == "Tambah ke keranjang"


def test_english_says_what_we_wrote_where_a_library_would_say_something_else() -> None:
    assert words.libraries_english()["Basket"] == "Cart"
    with translation.override("en"):
        assert (gettext("Basket"), gettext("Add to basket")) == ("Basket", "Add to basket")
        assert gettext("Enter a valid email address.") == "Incomplete email, e.g. name@example.id"
    assert gettext("Enter a valid email address.") == "Email belum lengkap, contoh: nama@contoh.id"


def test_what_is_known_is_kept_and_what_is_gone_is_dropped() -> None:
    known = {
        (None, "Save"): polib.POEntry(msgid="Save", msgstr="Simpan"),
        (None, "Old"): polib.POEntry(msgid="Old", msgstr="Lama"),
    }
    new = words.merged("id", [Word("Save", places={"a.py"}), Word("New", places={"b.py"})], known)
    assert [(entry.msgid, entry.msgstr, entry.occurrences) for entry in new] == [
        ("New", "", [("b.py", "")]),
        ("Save", "Simpan", [("a.py", "")]),
    ]


@pytest.mark.parametrize(
    ("entry", "trouble"),
    [
        (polib.POEntry(msgid="New"), "no translation of 'New'"),
        (polib.POEntry(msgid="a", msgid_plural="b", msgstr_plural={0: ""}), "no translation of 'a'"),
        (polib.POEntry(msgid="New", msgstr="Baru", flags=["fuzzy"]), "doubtful: 'New'"),
    ],
)
def test_a_check_names_what_is_missing_or_doubtful(tmp_path: Path, entry: polib.POEntry, trouble: str) -> None:
    catalogue = polib.POFile()
    catalogue.append(entry)
    words.write(tmp_path / "django.po", catalogue)
    assert list(words.troubles(tmp_path / "django.po", catalogue)) == [trouble]


def test_a_check_notices_a_file_that_was_edited_and_not_compiled(tmp_path: Path) -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Save", msgstr="Simpan"))
    path = tmp_path / "django.po"
    words.write(path, catalogue)
    assert list(words.troubles(path, catalogue)) == []
    path.with_suffix(".mo").write_bytes(b"")
    assert [trouble.split(",")[0] for trouble in words.troubles(path, catalogue)] == ["compiled file is out of date"]
    path.unlink()
    assert [trouble.split(",")[0] for trouble in words.troubles(path, catalogue)] == ["not what the code gives"]
