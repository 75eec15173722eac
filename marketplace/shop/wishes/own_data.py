"""Favourites, recently viewed and waiting as parts of a person's data (UU 27/2022, pasal 6 to 8)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts import personal
from marketplace.accounts.models import User
from marketplace.shop.wishes import waiting
from marketplace.shop.wishes.models import Favourite, Seen

LABELS = {"product": _("Product"), "at": _("When")}


def register() -> None:
    personal.register("favourites", favourites, _forget_favourites, title=_("Favourites"), labels=LABELS)
    personal.register("seen", seen, _forget_seen, title=_("Recently viewed"), labels=LABELS)
    told = LABELS | {"email": _("Email")}
    personal.register("waiting", awaited, _forget_awaited, title=_("Tell me when it is back"), labels=told)


def favourites(user: User) -> personal.Rows:
    return [_row(row) for row in Favourite.objects.filter(user=user).select_related("product")]


def seen(user: User) -> personal.Rows:
    return [_row(row) for row in Seen.objects.filter(user=user).select_related("product")]


def awaited(user: User) -> personal.Rows:
    """What the person waits for, and the e-mail that will be written to."""
    return [_row(row) | {"email": row.email or user.email} for row in waiting.of(user).select_related("product")]


def _forget_favourites(user: User) -> None:
    Favourite.objects.filter(user=user).delete()


def _forget_seen(user: User) -> None:
    Seen.objects.filter(user=user).delete()


def _forget_awaited(user: User) -> None:
    waiting.of(user).delete()


def _row(row: Any) -> dict[str, Any]:
    return {"product": row.product.title, "at": row.at}
