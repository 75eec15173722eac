"""Who wants to hear when a sold-out product is back, and whose turn it is when it is."""

from django.core import signing
from django.db.models import Q, QuerySet

from marketplace.accounts import proof
from marketplace.accounts.models import User
from marketplace.shop.catalogue import visibility
from marketplace.shop.wishes.models import Waiting

MOST_OF_ONE = 50
# How many addresses one network address may leave in a quarter of an hour.
MOST_SENT, WINDOW = 10, 15 * 60
BATCH = 200
_SALT = "wishes.waiting"


class Available(Exception):
    """The product can be bought now: there is nothing to wait for."""


class TooMany(Exception):
    """One person waits for `MOST_OF_ONE` products already."""


def ask(product: int, user: User | None, email: str, language: str) -> None:
    """Remember that an account, or else an address, waits for a product; asking again changes nothing.

    Raises LookupError when no shopper may see the product, Available when it can be bought, and TooMany.
    """
    if not visibility.visible().filter(pk=product).exists():
        raise LookupError(f"product {product} cannot be seen")
    if visibility.buyable().filter(pk=product).exists():
        raise Available
    row = Waiting(product_id=product, user=user, email="" if user else email.lower(), language=language)
    if _of(row).exclude(product=product).count() >= MOST_OF_ONE:
        raise TooMany
    Waiting.objects.bulk_create([row], ignore_conflicts=True)


def of(user: User) -> QuerySet[Waiting]:
    """What an account waits for, and what it asked for under its confirmed addresses."""
    return Waiting.objects.filter(Q(user=user) | Q(email__in=proof.addresses(user)))


def leave(user: User, product: int) -> None:
    of(user).filter(product=product).delete()


def due(product: int) -> list[Waiting]:
    """Take out up to `BATCH` of those who wait for a product that can be bought now, to be told by the caller.

    What is returned is no longer waiting: tell them in the same transaction. Two callers never get the same person.
    """
    if not visibility.buyable().filter(pk=product).exists():
        return []
    rows = Waiting.objects.filter(product=product).select_related("user").order_by("pk")[:BATCH]
    return [row for row in rows if Waiting.objects.filter(pk=row.pk).delete()[0]]


def products_back() -> list[int]:
    """Sweep: products that can be bought and are still waited for, as after a holiday of their shop."""
    waited = Waiting.objects.order_by().values("product")
    return list(visibility.buyable().filter(pk__in=waited).order_by("pk").values_list("pk", flat=True))


def key(row: Waiting) -> str:
    """What a mail carries to stop all mails of this kind to its reader."""
    return signing.dumps([row.user_id, row.email], salt=_SALT)


def stop(key: str) -> int:
    """End all waiting of the person a key was made for. How many products. Raises LookupError for a key not of ours."""
    return _held_by(key).delete()[0]


def count(key: str) -> int:
    """How many products the person of a key waits for. Raises LookupError for a key not of ours."""
    return _held_by(key).count()


def _held_by(key: str) -> QuerySet[Waiting]:
    try:
        user_id, email = signing.loads(key, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise LookupError("no key of ours") from error
    return _of(Waiting(user_id=user_id, email=email))


def _of(row: Waiting) -> QuerySet[Waiting]:
    """All that the same person waits for."""
    rows = Waiting.objects.all()
    return rows.filter(user_id=row.user_id) if row.user_id else rows.filter(user=None, email=row.email)
