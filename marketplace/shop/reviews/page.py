"""What pages show of reviews: the block on a product's page, the list of all, the figures of a shop."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.urls import reverse

from marketplace.shop.catalogue.pictures import Picture
from marketplace.shop.reviews.models import ASPECTS, STARS, ProductRating, Review, VendorRating

LATEST = 3
PER_PAGE = 10


@dataclass(frozen=True)
class Shown:
    """A published review as its readers see it."""

    review: Review

    @property
    def pictures(self) -> list[Picture]:
        return [Picture(name) for name in self.review.photos]


@dataclass(frozen=True)
class Block:
    """A product's figures, how its stars are spread, its latest reviews with photos first, and where all of them are."""

    figures: ProductRating
    rows: list[tuple[int, int, str]]
    latest: list[Shown]
    url: str

    @property
    def is_empty(self) -> bool:
        return not self.figures.count


def for_product(product: Any) -> Block:
    """The block of a product loaded with its `score`: one query, and none while nobody has rated it."""
    block = summary(product)
    return block if block.is_empty else replace(block, latest=shown(published(product.pk)[:LATEST]))


def summary(product: Any) -> Block:
    """The figures of a product loaded with its `score`, without its reviews; no query."""
    try:
        score = product.score
    except ObjectDoesNotExist:
        score = ProductRating(product=product)
    url = reverse("reviews:product", args=[product.pk])
    return Block(score, histogram(score, url), [], url)


def for_vendor(vendor: Any) -> dict[str, Any]:
    """A shop's own rating, apart from its goods: figures, and (aspect, average) rows. No query where `rating` is loaded."""
    try:
        rating = vendor.rating
    except ObjectDoesNotExist:
        rating = VendorRating(vendor=vendor)
    columns: Any = VendorRating._meta.get_field
    rows = [(columns(one).verbose_name, getattr(rating, one)) for one in ASPECTS]
    return {"figures": rating, "rows": rows}


def histogram(score: ProductRating, url: str) -> list[tuple[int, int, str]]:
    """(stars, how many, address of those alone)."""
    return [(stars, count, f"{url}?{urlencode({'bintang': stars})}") for stars, count in score.by_stars]


def published(product: int) -> QuerySet[Review]:
    """A product's published reviews, those with photos first, then the latest."""
    rows = Review.objects.filter(product=product, state=Review.State.PUBLISHED)
    return rows.order_by("-has_photos", "-written_at", "-pk")


def narrowed(rows: QuerySet[Review], stars: int | None, with_photos: bool) -> QuerySet[Review]:
    if stars:
        rows = rows.filter(stars=stars)
    return rows.filter(has_photos=True) if with_photos else rows


def asked_stars(text: str) -> int | None:
    """The number of stars in an address, if it is one of ours."""
    return next((stars for stars in STARS if text == str(stars)), None)


def shown(rows: Iterable[Review]) -> list[Shown]:
    return [Shown(row) for row in rows]
