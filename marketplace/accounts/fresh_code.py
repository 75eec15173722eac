"""A code to the account's own address, for who has no password at hand and wants to do what cannot be undone."""

import time

from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from marketplace.accounts import mails
from marketplace.accounts.models import User

SESSION_KEY = "fresh_code"
# Seconds a code works, and how often it may be typed.
WORKS_FOR, MOST_TRIES = 10 * 60, 3


def send(request: HttpRequest, user: User) -> None:
    """Mail six digits; an earlier code no longer works."""
    code = get_random_string(6, "0123456789")
    request.session[SESSION_KEY] = [make_password(code), int(time.time()), 0]
    mails.queue("deletion_code", user.email, {"user": user, "code": code})


def is_sent(request: HttpRequest) -> bool:
    """Whether a code is out that still works."""
    _code, at, tries = request.session.get(SESSION_KEY, ["", 0, 0])
    return time.time() - at < WORKS_FOR and tries < MOST_TRIES


def fits(request: HttpRequest, typed: str) -> bool:
    """Whether this is the code. Each question counts as a try."""
    if not is_sent(request):
        return False
    code, at, tries = request.session[SESSION_KEY]
    request.session[SESSION_KEY] = [code, at, tries + 1]
    return check_password(typed.strip(), code)
