"""Who has shown that an e-mail address is theirs. Signing up takes any address; only its reader can open our mails."""

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from marketplace.accounts.models import User


def is_open(user: User) -> bool:
    """Whether somebody signed up under this address and has not confirmed it: it may be anybody's."""
    return EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=False).exists()


def leave_to_reader(user: User) -> None:
    """End what whoever signed up could do: password, sessions, other addresses. The way in is a link in a mail now."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    EmailAddress.objects.filter(user=user).delete()


def addresses(user: User) -> QuerySet:
    """The e-mail addresses that are shown to be theirs, in lower case."""
    return EmailAddress.objects.filter(user=user, verified=True).values("email")
