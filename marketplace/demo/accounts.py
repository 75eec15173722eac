"""The accounts of the demo, one for each kind of person, for the table that `make demo` prints."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from vendors.models import Membership

PASSWORD = "pasar-jambi-coba"


def one_per_role() -> list[tuple[str, str]]:
    """Role and e-mail address of people who still have the demo's password."""
    return [(role, user.email) for role, user in _candidates() if user and user.check_password(PASSWORD)]


def _candidates() -> Iterator[tuple[str, Any]]:
    users = get_user_model().objects.filter(is_active=True).order_by("pk")
    yield "administrator", users.filter(is_superuser=True).first()
    for group in Group.objects.order_by("name"):
        yield f"PLUT: {group.name}", users.filter(groups=group, is_superuser=False).first()
    for role in Membership.Role.values:
        yield f"shop: {role}", users.filter(memberships__role=role).first()
    yield "shopper", users.filter(is_staff=False, memberships=None, groups=None).first()
