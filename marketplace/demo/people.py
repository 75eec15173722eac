"""The people of the demo. They share one password, hashed once: hashing sixty would take longer than all the rest."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from marketplace.accounts import roles
from marketplace.demo.accounts import PASSWORD

DATA = Path(__file__).parent / "data"


@cache
def book() -> dict[str, Any]:
    return tomllib.loads((DATA / "people.toml").read_text("utf-8"))


def load_staff() -> Any:
    """PLUT's staff, one per role. Returns the curator, in whose name shops are approved."""
    roles.set_up()
    staff = {one["role"]: _person(one) for one in book()["staff"]}
    for role, user in staff.items():
        if role == "superuser":
            type(user).objects.filter(pk=user.pk).update(is_superuser=True, is_staff=True)
        else:
            user.groups.add(Group.objects.get(name=role))
    return staff["curator"]


def load_shoppers() -> list[Any]:
    return [_person(one) for one in book()["shoppers"]]


def give_password(emails: list[str]) -> None:
    """Members of shops were invited without a password; in the demo they all have the same one."""
    get_user_model().objects.filter(email__in=emails).update(password=make_password(PASSWORD))


@cache
def _hash() -> str:
    return make_password(PASSWORD)


def _person(one: dict[str, Any]) -> Any:
    user = get_user_model().objects.create(
        email=one["email"], full_name=one["name"], language=one.get("language", "id"), password=_hash()
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
