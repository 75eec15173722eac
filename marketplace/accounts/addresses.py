"""The address book: keep, change, delete, and which address is the main one. Every act starts at its owner."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from marketplace.accounts.models import SavedAddress, User
from marketplace.front import formats

MOST = 20


class Full(Exception):
    """The book holds `MOST` addresses already. `str()` is the message to show."""

    def __str__(self) -> str:
        return _("You can keep {n} addresses. Delete one first.").format(n=MOST)


def of(user: User) -> QuerySet[SavedAddress]:
    """A person's addresses, the main one first, with all that names the place; one query."""
    return user.saved_addresses.select_related("district__parent__parent")


def add(user: User, values: dict[str, Any]) -> SavedAddress:
    """Keep a new address; the first one is the main one. The same address again is the one there is. Raises Full."""
    with transaction.atomic():
        _hold(user)
        place = {name: value for name, value in values.items() if name not in ("label", "is_main")}
        same = user.saved_addresses.filter(**place).first()
        if same:
            return same
        if user.saved_addresses.count() >= MOST:
            raise Full
        kept = SavedAddress.objects.create(user=user, **{**values, "is_main": False})
        if values.get("is_main") or not user.saved_addresses.filter(is_main=True).exists():
            _put_first(kept)
        return kept


def change(address: SavedAddress, values: dict[str, Any]) -> None:
    """Write new values over an address. The main one stays the main one until another takes its place."""
    with transaction.atomic():
        _hold(address.user)
        for name, value in values.items():
            if name != "is_main":
                setattr(address, name, value)
        address.save()
        if values.get("is_main"):
            _put_first(address)


def make_main(address: SavedAddress) -> None:
    with transaction.atomic():
        _hold(address.user)
        _put_first(address)


def delete(address: SavedAddress) -> None:
    """Take an address out of the book; if it was the main one, the oldest left takes its place."""
    with transaction.atomic():
        _hold(address.user)
        user, was_main = address.user, address.is_main
        address.delete()
        left = user.saved_addresses.order_by("pk").first()
        if was_main and left:
            _put_first(left)


def as_typed(address: SavedAddress) -> dict[str, str]:
    """The address as the fields of the checkout page hold it. The village stands with the street."""
    return {
        "name": address.recipient,
        "phone": formats.phone(address.phone),
        "province": address.district_id.split(".")[0],
        "district": address.district_id,
        "street": ", ".join(part for part in (address.street, address.village) if part)[:200],
        "landmark": address.landmark,
        "postcode": address.postcode,
    }


def _hold(user: User) -> None:
    """One change of a person's book at a time."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _put_first(address: SavedAddress) -> None:
    SavedAddress.objects.filter(user=address.user_id, is_main=True).exclude(pk=address.pk).update(is_main=False)
    SavedAddress.objects.filter(pk=address.pk).update(is_main=True)
