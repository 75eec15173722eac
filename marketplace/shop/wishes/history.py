"""What an account looked at lately: the last `MOST` products, each once."""

import datetime as dt

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.shop.catalogue import visibility
from marketplace.shop.wishes.models import Seen

MOST = 20


def ids(user: User) -> list[int]:
    """The latest first."""
    return list(Seen.objects.filter(user=user).values_list("product_id", flat=True)[:MOST])


def join(user: User, products: list[int]) -> None:
    """Take in what a device saw, the latest first: those come before what the account saw earlier."""
    seen = set(visibility.visible().filter(pk__in=products).values_list("pk", flat=True))
    now = timezone.now()
    rows = [
        Seen(user=user, product_id=pk, at=now - dt.timedelta(milliseconds=place))
        for place, pk in enumerate(products)
        if pk in seen
    ]
    Seen.objects.bulk_create(rows, update_conflicts=True, unique_fields=["user", "product"], update_fields=["at"])
    _forget_oldest(user)


def forget(user: User) -> None:
    Seen.objects.filter(user=user).delete()


def _forget_oldest(user: User) -> None:
    kept = Seen.objects.filter(user=user).values_list("pk", flat=True)[:MOST]
    Seen.objects.filter(user=user).exclude(pk__in=list(kept)).delete()
