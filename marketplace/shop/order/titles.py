"""What the goods of an order are called: as at the sale, in English as the shop calls them today."""

from typing import Any

from marketplace.shop.catalogue import cards


def english(line: Any) -> str:
    """Of an order line loaded with its product's listing; empty when it has no English name, or the product is gone."""
    listing = getattr(line.product, "listing", None)
    return listing.name_en if listing else ""


def in_reader_tongue(line: Any) -> str:
    return cards.in_reader_tongue(line.title, english(line))
