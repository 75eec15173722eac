"""Where a person works: staff in the console, members of a shop in the portal, everybody else in their account."""

from django.urls import reverse

from marketplace.accounts import roles
from marketplace.accounts.models import User


def works_for_plut(user: User) -> bool:
    """Whether the console lets this person in, by the rule that guards it."""
    return user.has_perm(roles.DOOR)


def first_of(user: User) -> str:
    """The page that opens after logging in without a destination, in the active language."""
    if works_for_plut(user):
        return reverse("wagtailadmin_home")
    return reverse("portal:home") if user.memberships.exists() else reverse("account")
