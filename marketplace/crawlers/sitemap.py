"""What search engines may find: goods, categories, shops and pages of text, in both languages.

A file holds at most `MOST` addresses. Rows are read as plain values in one query a file, since twenty thousand products
as model instances would cost seconds.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

from marketplace.shop.catalogue import categories, visibility
from vendors.models import Vendor

MOST = 10_000
PER_FILE = MOST // len(settings.LANGUAGES)


class Entry(NamedTuple):
    """One page: its absolute address by language, and when it last changed."""

    addresses: dict[str, str]
    changed: dt.datetime | None = None


def parts() -> Iterator[tuple[str, int]]:
    """(section, number) of every file there is now."""
    goods = visibility.visible().count()
    shops = Vendor.objects.filter(status=Vendor.Status.OPEN).count()
    counts = {"goods": goods, "shops": shops}
    for section in SECTIONS:
        files = -(-counts.get(section, 1) // PER_FILE)
        yield from ((section, number) for number in range(1, files + 1))


def entries(section: str, number: int) -> list[Entry]:
    """The pages of one file, in an order that holds; empty beyond the last file. Raises KeyError for no such section."""
    start = (number - 1) * PER_FILE
    return SECTIONS[section](start, start + PER_FILE)


def _goods(start: int, end: int) -> list[Entry]:
    rows = visibility.visible().order_by("pk").values_list("pk", "slug", "date_updated")[start:end]
    patterns = _patterns("catalogue:detail", {"product_slug": "SLUG", "pk": "0"})
    return [
        Entry({code: _filled(pattern, slug, pk) for code, pattern in patterns.items()}, changed)
        for pk, slug, changed in rows
    ]


def _filled(pattern: str, slug: str, pk: int) -> str:
    return pattern.replace("SLUG_0", f"{slug}_{pk}")


def _shops(start: int, end: int) -> list[Entry]:
    rows = Vendor.objects.filter(status=Vendor.Status.OPEN).order_by("pk").values_list("slug", flat=True)[start:end]
    patterns = _patterns("storefront:shop", {"slug": "SLUG"})
    return [Entry({code: pattern.replace("SLUG", slug) for code, pattern in patterns.items()}) for slug in rows]


def _categories(start: int, end: int) -> list[Entry]:
    fixed = [Entry(_patterns(name, {})) for name in ("home", "catalogue:index", "storefront:index")]
    nodes = categories.tree().nodes.values()
    made = [Entry(_patterns("catalogue:category", {"category_slug": n.full_slug, "pk": n.pk})) for n in nodes]
    return [*fixed, *made][start:end]


def _pages(start: int, end: int) -> list[Entry]:
    """Wagtail's pages that anybody may read, those of one translation together; home is ours."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return []
    roots = site.root_page.get_translations(inclusive=True)
    rows = Page.objects.live().public().filter(depth__gt=site.root_page.depth).select_related("locale").order_by("path")
    found: dict[object, Entry] = {}
    below = [(root.path, root.url_path) for root in roots]
    for page in rows:
        beginning = next((url for path, url in below if page.path.startswith(path)), "")
        if beginning:
            entry = found.setdefault(page.translation_key, Entry({}, page.last_published_at))
            entry.addresses[page.locale.language_code] = _of_page(page, beginning)
    return list(found.values())[start:end]


def _of_page(page: Page, beginning: str) -> str:
    with translation.override(page.locale.language_code):
        return settings.SITE_URL + reverse("wagtail_serve", args=(page.url_path.removeprefix(beginning),))


def _patterns(name: str, arguments: dict[str, object]) -> dict[str, str]:
    """The absolute address of a view in each language."""
    made = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            made[code] = settings.SITE_URL + reverse(name, kwargs=arguments)
    return made


SECTIONS: dict[str, Callable[[int, int], list[Entry]]] = {
    "goods": _goods,
    "shops": _shops,
    "categories": _categories,
    "pages": _pages,
}
