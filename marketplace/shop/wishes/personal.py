"""All that is known here of one person, to be handed out to them or erased (UU 27/2022, pasal 6 to 8)."""

from typing import Any

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.shop.wishes import waiting
from marketplace.shop.wishes.models import Favourite, Seen


def of(user: User) -> dict[str, list[dict[str, Any]]]:
    """`favourites`, `seen` and `waiting`, each as rows of product id, product name and ISO time; waiting with its e-mail."""
    return {
        "favourites": [_row(row) for row in Favourite.objects.filter(user=user).select_related("product")],
        "seen": [_row(row) for row in Seen.objects.filter(user=user).select_related("product")],
        "waiting": [
            _row(row) | {"email": row.email or user.email} for row in waiting.of(user).select_related("product")
        ],
    }


@transaction.atomic
def erase(user: User) -> None:
    """Forget it all."""
    waiting.of(user).delete()
    Favourite.objects.filter(user=user).delete()
    Seen.objects.filter(user=user).delete()


def _row(row: Any) -> dict[str, Any]:
    return {"product_id": row.product_id, "product": row.product.title, "at": row.at.isoformat()}
