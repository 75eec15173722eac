"""Every kind of page on a phone and a desk, in both languages: it fits, it reads well, it speaks one language, nothing fails."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests import chromium
from tests.test_access import ours
from tests.walk import pages
from tests.walk import town as towns
from tests.walk.pages import Kind
from tests.walk.seeing import Witness
from tests.walk.town import Town

pytestmark = chromium.needed
SLOW = pytest.mark.slow
VISITS = [
    ("360", "id"),
    pytest.param("1280", "id", marks=SLOW),
    pytest.param("360", "en", marks=SLOW),
    pytest.param("1280", "en", marks=SLOW),
]


@pytest.mark.parametrize(("size", "language"), VISITS)
def test_every_kind_of_page_fits_reads_well_and_speaks_one_language(
    browser: Browser, site: str, town: Town, size: str, language: str
) -> None:
    written = towns.own_words()
    found: dict[str, Any] = {}
    people: dict[str, Witness] = {}
    for kind in pages.PAGES:
        if kind.who not in people:
            people[kind.who] = Witness(browser, site, size, town.cookies[kind.who])
        if wrong := visited(people[kind.who], kind, town, size, language, written):
            found[kind.title] = wrong
    for one in people.values():
        one.close()
    assert not found, "\n".join(f"{name}: {one}" for name, wrong in found.items() for one in wrong)


def visited(witness: Witness, kind: Kind, town: Town, size: str, language: str, written: str) -> list[str]:
    path = kind.path or town.path(kind.view, kind.of, kind.query)
    path = path if language == "id" else f"/en{path.removeprefix('/en')}"
    wrong = witness.open(path, kind.status)
    wrong += witness.look(language) + witness.axe()
    if size == "360" and not kind.is_samples:
        wrong += witness.foreign(language, written)
    witness.keep(size, language, kind.title)
    return wrong + witness.complaints(kind.status)


def test_every_address_of_ours_is_walked_or_named_as_none_to_walk() -> None:
    addresses = {one.name for one in ours() if not one.route.startswith("cms/")}
    walked = {kind.view for kind in pages.PAGES} - {"none"}
    assert addresses - walked - pages.NOT_WALKED.keys() == set(), "add to tests/walk/pages.py"
    assert (walked | pages.NOT_WALKED.keys()) - addresses == set(), "gone from the site"
    assert walked & pages.NOT_WALKED.keys() == set()


def test_no_two_pages_share_a_picture() -> None:
    names = [kind.title for kind in pages.PAGES]
    assert len(names) == len(set(names))
