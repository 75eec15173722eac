"""Products by their ids as cards, in the order asked for; three queries at most."""

from dataclasses import dataclass

from django.db.models import Case, Value, When
from oscar.core.loading import get_model

from marketplace.front.goods import Card
from marketplace.shop.catalogue import cards, categories, visibility

Product = get_model("catalogue", "Product")


@dataclass(frozen=True)
class Good:
    pk: int
    card: Card


def goods(ids: list[int], most: int | None = None) -> list[Good]:
    """Those of the products that a shopper may see, sold-out ones too, up to `most`."""
    seen = set(visibility.visible().filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    kept = [pk for pk in ids if pk in seen][:most]
    if not kept:
        return []
    order = Case(*[When(pk=pk, then=Value(place)) for place, pk in enumerate(kept)])
    found = cards.of(Product.objects.filter(pk__in=kept).order_by(order), categories.tree())
    return [Good(pk, card) for pk, card in zip(kept, found, strict=True)]
