"""Buying again: what an earlier order held goes into the basket as far as it can be bought now."""

from dataclasses import dataclass, field
from typing import Any

from marketplace.shop.basket import editing, words
from marketplace.shop.basket.quantities import Refused


@dataclass
class Outcome:
    """Names of what went into the basket, and (name, why) of what did not."""

    added: list[str] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)


def put(basket: Any, order: Any) -> Outcome:
    """Put an order's goods into an open basket, each in the quantity of then. What is refused is left out and named."""
    outcome = Outcome()
    lines = order.lines.select_related("product__listing", "product__parent__listing").order_by("pk")
    for line in lines:
        try:
            editing.add(basket, line.product_id or 0, str(line.quantity))
        except Refused as refusal:
            outcome.missed.append((line.title, str(refusal)))
        else:
            outcome.added.append(words.name_of(line.product))
    return outcome
