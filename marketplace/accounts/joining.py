"""From a guest's order to an account with one tap: the address that got the order's mails proves itself by a code.

Whether the address has an account already shows nowhere: both ways lead to the same page and the same mail.
"""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from marketplace.accounts import consents
from marketplace.accounts.models import User


class TooOften(Exception):
    """This address got several codes within the last minute."""


def start(request: HttpRequest, email: str, name: str, language: str) -> None:
    """Mail a code that logs in to the account of this address, which is made if there is none. Raises TooOften.

    A new account has no password and an address nobody has confirmed: until the code is typed it opens nothing.
    """
    if not ratelimit.consume(request, action="request_login_code", key=email.lower()):
        raise TooOften
    user = _with_address(email) or _make(email, name, language)
    LoginCodeVerificationProcess.initiate(request=request, user=user if user.is_active else None, email=user.email)


def _with_address(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def _make(email: str, name: str, language: str) -> User:
    """A new account; of two taps at once the second finds what the first made."""
    try:
        return _write(email, name, language)
    except IntegrityError:
        return User.objects.get(email__iexact=email)


@transaction.atomic
def _write(email: str, name: str, language: str) -> User:
    user = User.objects.create_user(email, None, full_name=name, language=language)
    EmailAddress.objects.create(user=user, email=user.email.lower(), primary=True, verified=False)
    consents.at_sign_up(user)
    return user
