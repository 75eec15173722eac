"""An account's favourites. Adding twice and removing what is not there change nothing."""

from django.db.models import QuerySet

from marketplace.accounts.models import User
from marketplace.shop.catalogue import visibility
from marketplace.shop.wishes.models import Favourite

MOST = 200


class Full(Exception):
    """The account has `MOST` favourites."""


def of(user: User) -> QuerySet[Favourite]:
    """The latest first."""
    return Favourite.objects.filter(user=user)


def ids(user: User) -> list[int]:
    return list(of(user).values_list("product_id", flat=True)[:MOST])


def add(user: User, product: int) -> None:
    """Keep a product. Raises Full, and LookupError when no shopper may see it."""
    if not visibility.visible().filter(pk=product).exists():
        raise LookupError(f"product {product} cannot be seen")
    if product in (kept := ids(user)):
        return
    if len(kept) >= MOST:
        raise Full
    Favourite.objects.bulk_create([Favourite(user=user, product_id=product)], ignore_conflicts=True)


def remove(user: User, product: int) -> None:
    of(user).filter(product=product).delete()


def join(user: User, products: list[int]) -> None:
    """Add what a device kept, its latest last to be written, as far as there is room; what cannot be seen is left out."""
    room = MOST - of(user).count()
    known = set(of(user).values_list("product_id", flat=True))
    seen = set(visibility.visible().filter(pk__in=products).values_list("pk", flat=True))
    new = [pk for pk in products if pk in seen - known][: max(room, 0)]
    Favourite.objects.bulk_create([Favourite(user=user, product_id=pk) for pk in reversed(new)], ignore_conflicts=True)


def tidy(user: User) -> int:
    """Drop what is no longer on sale. How many there were."""
    return of(user).exclude(product__in=visibility.visible().order_by().values("pk")).delete()[0]
