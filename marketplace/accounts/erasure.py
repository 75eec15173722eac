"""Deleting an account: what names the person goes, what the books need stays without a name (UU PDP 27/2022)."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.accounts import desks, mails, personal
from marketplace.accounts.models import User
from marketplace.notices.models import Mail

# These tell the old address a last time; their rows go once they are sent.
LAST_WORDS = ("account.account_deleted", "account.deletion_code")


class Refused(Exception):
    """Nothing was erased. `reasons` are sentences in the reader's language."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


def is_erased(user: User) -> bool:
    return user.email == personal.nobodys_address(user)


def obstacles(user: User) -> list[str]:
    """Why the account cannot be deleted now; empty when it can."""
    return [*_of_work(user), *personal.obstacles(user)]


def erase(user: User) -> None:
    """Erase all of a person in one transaction, end every session, and tell the old address. Twice is once.

    Raises Refused while an order is under way, or the person owns a shop or works for PLUT.
    """
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=user.pk)
        if is_erased(person):
            return
        reasons = obstacles(person)
        if reasons:
            raise Refused(reasons)
        email, name, language = person.email, person.get_full_name(), person.language
        personal.erase(person)
        _empty(person)
        with translation.override(language):
            mails.queue("account_deleted", email, {"name": name})


def forget_last_words() -> int:
    """Drop the mails that told of a deletion and are sent: they hold the old address. How many."""
    return Mail.objects.filter(message__in=LAST_WORDS, state=Mail.State.SENT).delete()[0]


def _of_work(user: User) -> list[str]:
    reasons = []
    if user.is_staff or user.is_superuser or desks.works_for_plut(user):
        reasons.append(_("You work for PLUT. Hand over your work and have your rights taken away first."))
    owned = user.memberships.filter(role="owner").select_related("vendor").order_by("pk")
    reasons += [
        _("You own {shop}. Hand the shop over first, PLUT helps.").format(shop=one.vendor.name) for one in owned
    ]
    return reasons


def _empty(person: User) -> None:
    """The row stays for what points to it, and says nothing any more. Changing the password ends every session."""
    EmailAddress.objects.filter(user=person).delete()
    person.memberships.all().delete()
    person.groups.clear()
    person.user_permissions.clear()
    person.data_files.all().delete()
    person.email = personal.nobodys_address(person)
    person.full_name = person.first_name = person.last_name = ""
    person.is_active = False
    person.last_login = None
    person.set_unusable_password()
    person.save()
