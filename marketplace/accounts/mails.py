"""Mails about accounts: in the frame of all our mails, through the queue that sends each once and tries again."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.front import identity
from marketplace.notices import envelope
from marketplace.notices.models import Mail


@dataclass(frozen=True)
class Letter:
    """`url` names the value of allauth's context that holds the address of the button; without one there is no button.

    Subject and lines may have the gap `{code}`.
    """

    subject: Promise
    lines: tuple[Promise, ...]
    button: Promise | str = ""
    url: str = ""


_NOT_YOU = _("Was it not you? Then ignore this mail, nothing changes.")
_CONFIRM = Letter(
    _("Confirm your email"),
    (_("Open the link once so that we know this email reaches you."), _NOT_YOU),
    _("Confirm email"),
    "activate_url",
)
LETTERS: dict[str, Letter] = {
    "email_confirmation": _CONFIRM,
    "email_confirmation_signup": _CONFIRM,
    "password_reset_key": Letter(
        _("Choose a new password"),
        (_("Somebody asked for a new password for your account. The link works for 3 days."), _NOT_YOU),
        _("Choose a new password"),
        "password_reset_url",
    ),
    "login_code": Letter(
        _("{code} is your verification code"),
        (
            _("Type it on the page where you asked for it. It works for 10 minutes."),
            _("PLUT never asks for this code."),
            _NOT_YOU,
        ),
    ),
    "unknown_account": Letter(
        _("This email has no account yet"),
        (_("Somebody wanted to log in with this email, but it has no account with us."), _NOT_YOU),
        _("Sign up"),
        "signup_url",
    ),
}


def queue(name: str, recipient: str, values: dict[str, Any]) -> None:
    """Write one mail in the reader's language to be sent. Raises KeyError for a mail that we do not have."""
    letter = LETTERS[name]
    user, code = values.get("user"), values.get("code", "")
    context = {
        "subject": str(letter.subject).format(code=code),
        "paragraphs": [str(line) for line in letter.lines],
        "name": user.get_full_name() if user else "",
        "button": letter.button,
        "url": values[letter.url] if letter.url else "",
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "plut": identity.operator(),
        "ornament": envelope.ORNAMENT_ID,
        "language": get_language(),
    }
    Mail.objects.create(
        key=f"account.{name}:{uuid.uuid4()}",
        message=f"account.{name}",
        recipient=recipient,
        language=get_language() or settings.LANGUAGE_CODE,
        subject=context["subject"],
        text=render_to_string("notices/mail.txt", context).strip() + "\n",
        html=render_to_string("notices/mail.html", context),
    )
