"""What allauth asks of the site: its messages in our words, mails in our queue, and where people go after logging in."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import desks, mails
from marketplace.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is not active."),
        "cannot_remove_primary_email": _("This email stays until another one is confirmed."),
        "duplicate_email": _("This is already the email of your account."),
        "email_password_mismatch": _("Email or password does not match."),
        "email_taken": _("This email already has an account. Log in, or ask for a new password."),
        "enter_current_password": _("The current password does not match."),
        "incorrect_code": _("The code does not match. Look at the latest mail."),
        "incorrect_password": _("The password does not match."),
        "invalid_password_reset": _("This link no longer works."),
        "rate_limited": _("Too many tries. Try again in a few minutes."),
        "too_many_login_attempts": _("Too many tries. Try again in a few minutes."),
    }

    def is_safe_url(self, url: str) -> bool:
        """Only a path of our own: other hosts, even allowed ones, and other schemes are refused."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Written to the queue, so that an absent mail server is no fault of the page."""
        mails.queue(template_prefix.removeprefix("account/email/"), email, context)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user = cast(User, request.user)
        with translation.override(user.language):
            return desks.first_of(user)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("account")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("account")
