"""The shop's pages of text as they are written into a fresh site, one file each with both languages.

A page that is there already is left alone: from then on its words belong to the editors.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.models import StandardPage

HERE = Path(__file__).parent
MAIN, OTHER = "id", "en"


@transaction.atomic
def load() -> list[str]:
    """Write the pages that are missing, below the home page of each language. Returns their addresses."""
    homes = {MAIN: Site.objects.get(is_default_site=True).root_page}
    homes[OTHER] = _translated_home(homes[MAIN])
    return [made for path in sorted(HERE.glob("*.toml")) for made in _load(path, homes)]


def _load(path: Path, homes: dict[str, Page]) -> Iterator[str]:
    sheet = tomllib.loads(path.read_text("utf-8"))
    main = StandardPage.objects.child_of(homes[MAIN]).filter(slug=path.stem).first()
    if main is None:
        main = _publish(homes[MAIN], path.stem, sheet[MAIN])
        yield f"{MAIN}: {path.stem}"
    there = Page.objects.child_of(homes[OTHER]).filter(slug=path.stem).exists()
    if not there and not main.get_translations().filter(locale__language_code=OTHER).exists():
        _publish(homes[OTHER], path.stem, sheet[OTHER], translation_key=main.translation_key)
        yield f"{OTHER}: {path.stem}"


def _publish(home: Page, slug: str, words: dict[str, str], **fields: Any) -> StandardPage:
    page = StandardPage(
        slug=slug,
        title=words["title"],
        search_description=words["description"],
        body=words["body"].replace("\n", ""),
        locale=home.locale,
        **fields,
    )
    home.refresh_from_db()
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def _translated_home(home: Page) -> Page:
    """The home page of the other language, made when there is none: pages of that language stand below it."""
    locale, _made = Locale.objects.get_or_create(language_code=OTHER)
    found = home.get_translations().filter(locale=locale).first()
    if found is None:
        found = home.copy_for_translation(locale)
        found.save_revision().publish()
    return found
