"""Small pictures of goods for lists, made once and kept by sorl."""

from typing import Any

from sorl.thumbnail import get_thumbnail


def small(product: Any, side: int) -> str:
    """The address of a square of a product's first picture, empty without one. Needs `images` prefetched."""
    first = next(iter(product.images.all()), None) if product else None
    return of(first.original, side) if first else ""


def of(file: Any, side: int) -> str:
    try:
        return get_thumbnail(file, f"{side}x{side}", crop="center").url
    except OSError:  # the file is gone from the storage: a page without one picture is still a page
        return ""
