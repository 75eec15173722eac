"""Who has shown that an e-mail address is theirs. Signing up takes any address; only its reader can open our mails."""

from typing import Any

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


def end_password_of_before(request: Any, email_address: EmailAddress, **_signal: Any) -> None:
    """Whoever confirms an address by a login code reads its mails; a password set before that may be a stranger's."""
    match = request.resolver_match
    if match and match.url_name == "account_confirm_login_code":
        email_address.user.set_unusable_password()
        email_address.user.save(update_fields=["password"])


def addresses(user: User) -> QuerySet:
    """The e-mail addresses that are shown to be theirs, in lower case."""
    return EmailAddress.objects.filter(user=user, verified=True).values("email")
