"""What a shop's own page shows."""

import re
from typing import Any, cast

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from marketplace.shop.catalogue import cards, pictures, shared, shipping_hints
from marketplace.shop.catalogue.categories import Tree
from marketplace.shop.reviews import page as reviews_page
from vendors import hours
from vendors.hours import Span
from vendors.models import Vendor
from vendors.storefront import directory, regency_map

GOODS_PER_PAGE = 24
MOST_QUOTED = 160
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
# As schema.org names the days.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class _Counted(Paginator):
    """A paginator that is told its count, where the page has it already."""

    def __init__(self, rows: QuerySet, count: int) -> None:
        super().__init__(rows, GOODS_PER_PAGE)
        self._known = count

    @cached_property
    def count(self) -> int:
        return self._known


def of(vendor: Vendor, tree: Tree, wanted: str, number: str | None) -> dict[str, Any]:
    """The page of an open shop loaded by `directory.open_shop`, in four more queries. `wanted` is the slug of a category
    of the shop's goods; one that it does not sell shows all."""
    shelves = _shelves(vendor, tree)
    chosen = next((shelf for shelf in shelves if shelf["slug"] == wanted), None)
    total = sum(shelf["count"] for shelf in shelves)
    goods = directory.goods_of(vendor, chosen["paths"] if chosen else None)
    page = _Counted(goods, chosen["count"] if chosen else total).get_page(number)
    spans = hours.of(vendor)
    return _who(vendor) | {
        "tabs": _tabs(vendor, shelves, chosen, total),
        "chosen": chosen,
        "total": total,
        "page": page,
        "goods": cards.of(cast(QuerySet, page.object_list), tree, shops=False),
        "rating": reviews_page.for_vendor(vendor),
        "week": hours.week_in_words(spans),
        "shipping": shipping_hints.of([vendor.pk]).get(vendor.pk, ""),
        "described": _described(vendor, spans),
    }


def _who(vendor: Vendor) -> dict[str, Any]:
    story = cards.in_reader_tongue(vendor.story, vendor.story_en)
    quote, rest = quoted(story)
    return {
        "vendor": vendor,
        "regency": cards.regency_of(vendor),
        "region_code": vendor.district.regency_code,
        "tiles": regency_map.tiles(vendor.district.regency_code),
        "tagline": cards.in_reader_tongue(vendor.tagline, vendor.tagline_en),
        "story": story,
        "policies": cards.in_reader_tongue(vendor.policies, vendor.policies_en),
        "quote": quote,
        "rest": rest,
        "portrait": pictures.address(vendor.portrait.name, 200),
        "banner": pictures.Picture(str(vendor.banner)) if vendor.banner else None,
        "address": settings.SITE_URL + vendor.get_absolute_url(),
        "share_picture": settings.SITE_URL + shared.address_of_shop(vendor),
        "report_url": reverse("complaints:report_shop", args=[vendor.slug]),
    }


def quoted(story: str) -> tuple[str, str]:
    """A story's last sentence, to be set large, and what stands before it. A story of one or two sentences, or one whose
    last is long, keeps all of it together."""
    sentences = _SENTENCE.split(story.strip())
    if len(sentences) < 3 or len(sentences[-1]) > MOST_QUOTED:
        return "", story
    return sentences[-1], story.strip()[: -len(sentences[-1])].rstrip()


def _shelves(vendor: Vendor, tree: Tree) -> list[dict[str, Any]]:
    """The kinds of goods the shop sells, each with its number and the paths of its categories, by the tree's order."""
    rows = directory.goods_of(vendor).order_by().annotate(branch=cards.first_branch("pk"))
    counts = dict(rows.values_list("branch").annotate(n=Count("pk")))
    shelves: dict[str, dict[str, Any]] = {}
    for path in sorted(counts, key=lambda path: path or ""):
        line = tree.line(path or "")
        node = line[1] if len(line) > 1 else line[0] if line else None
        slug = node.slug if node else ""
        shelf = shelves.setdefault(slug, {"slug": slug, "name": node.name if node else "", "count": 0, "paths": []})
        shelf["count"] += counts[path]
        shelf["paths"].append(path)
    return list(shelves.values())


def _tabs(
    vendor: Vendor, shelves: list[dict[str, Any]], chosen: dict[str, Any] | None, total: int
) -> list[tuple[str, str, bool, int]]:
    """(name, address, current, count) of each kind of goods; none when there is only one."""
    named = [shelf for shelf in shelves if shelf["slug"]]
    if len(named) < 2:
        return []
    path = vendor.get_absolute_url()
    return [("", f"{path}#products", chosen is None, total)] + [
        (shelf["name"], f"{path}?category={shelf['slug']}#products", shelf is chosen, shelf["count"]) for shelf in named
    ]


def _described(vendor: Vendor, spans: list[Span]) -> dict[str, Any]:
    """The shop for search engines, as schema.org's Store."""
    described: dict[str, Any] = {
        "@type": "Store",
        "name": vendor.name,
        "url": settings.SITE_URL + vendor.get_absolute_url(),
        "description": cards.in_reader_tongue(vendor.tagline, vendor.tagline_en),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": vendor.street,
            "addressLocality": vendor.district.name,
            "addressRegion": vendor.district.parent.name if vendor.district.parent else "",
            "postalCode": vendor.postcode,
            "addressCountry": "ID",
        },
        "image": settings.SITE_URL + shared.address_of_shop(vendor),
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": f"https://schema.org/{_DAYS[span.weekday - 1]}",
                "opens": f"{span.opens:%H:%M}",
                "closes": f"{span.closes:%H:%M}",
            }
            for span in spans
        ],
    }
    return {name: value for name, value in described.items() if value}
