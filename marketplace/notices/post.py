"""Mails: written in the transaction of what they tell, sent later, each once.

A row with a unique key is written first. Sending takes the row by compare-and-set for `LEASE`, talks to the mail server
outside any transaction, then marks it. Whoever dies in between leaves a row that is due again after the lease, and the
second copy carries the same Message-ID, which mail programs and our own mailbox show as one mail.
"""

import hashlib
import logging
import smtplib
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from marketplace.front import identity
from marketplace.notices import envelope, rendering
from marketplace.notices import values as typed
from marketplace.notices.lines import Receipt
from marketplace.notices.messages import Message
from marketplace.notices.models import Mail

logger = logging.getLogger(__name__)

# Longer than one talk with a slow mail server: EMAIL_TIMEOUT holds for each step of it.
LEASE = timedelta(seconds=60)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=3)
BATCH = 200
# Below the time limit of a task, so that a round ends by itself and the next one goes on.
ROUND_SECONDS = 60


@dataclass(frozen=True)
class Composed:
    subject: str
    text: str
    html: str


def queue(
    key: str,
    message: Message,
    recipient: str,
    language: str,
    values: typed.Values,
    lines: Receipt | None = None,
    *,
    name: str = "",
    url: str = "",
    stop: str = "",
) -> None:
    """Write one mail per `key` into the caller's transaction; a second call with the same key changes nothing.

    `url` is the whole address of the button, `stop` that of the page that ends such mails. Nothing is written for an
    address that is none: that is logged, since no try would ever succeed. Raises RuntimeError outside a transaction: a
    mail must not outlive a rollback.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{message} must be queued in the transaction of what it tells")
    if not _is_address(recipient):
        logger.error("No mail %s: %r is no address", key, recipient)
        return
    mail = compose(message, language, values, lines, name=name, url=url, stop=stop)
    row = Mail(
        key=key,
        message=message.code,
        recipient=recipient,
        language=language,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
    )
    Mail.objects.bulk_create([row], ignore_conflicts=True)


def compose(
    message: Message,
    language: str,
    values: typed.Values,
    lines: Receipt | None = None,
    *,
    name: str = "",
    url: str = "",
    stop: str = "",
) -> Composed:
    """The mail as it would be sent. Raises `wording.Broken` when a value is missing."""
    words = rendering.render(message, language, values)
    with translation.override(language):
        context = {
            "subject": words.subject,
            "paragraphs": [line.strip() for line in words.body.splitlines() if line.strip()],
            "name": typed.clean(name),
            "receipt": lines,
            "button": message.button,
            "url": url,
            "stop": stop,
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "plut": identity.operator(),
            "ornament": envelope.ORNAMENT_ID,
            "language": language,
        }
        text = render_to_string("notices/mail.txt", context)
        return Composed(words.subject, text.strip() + "\n", render_to_string("notices/mail.html", context))


def due(limit: int = BATCH) -> list[int]:
    """The mails that may be sent now, oldest first."""
    waiting = Mail.objects.filter(state=Mail.State.QUEUED, due_at__lte=timezone.now())
    return list(waiting.order_by("due_at", "pk").values_list("pk", flat=True)[:limit])


def sweep() -> int:
    """Send what is due, for at most a minute. How many went out.

    Stops at the first one the server does not take, so an absent server costs one time-out a round.
    """
    ends = time.monotonic() + ROUND_SECONDS
    sent = 0
    for mail_id in due():
        mail = claim(mail_id)
        if mail is None:
            continue
        if not _send(mail):
            break
        sent += 1
        if time.monotonic() > ends:
            break
    return sent


def send(mail_id: int) -> bool:
    """Send one mail if nobody else has it and it is due. True when this call sent it.

    Raises RuntimeError inside a transaction: no database lock may wait for a mail server.
    """
    mail = claim(mail_id)
    return mail is not None and _send(mail)


def claim(mail_id: int) -> Mail | None:
    """Take a due mail for `LEASE` by compare-and-set, or None when it is sent, not due or taken by somebody else."""
    now = timezone.now()
    free = Mail.objects.filter(pk=mail_id, state=Mail.State.QUEUED, due_at__lte=now)
    with transaction.atomic(durable=True):
        taken = free.update(due_at=now + LEASE, tries=F("tries") + 1)
    return Mail.objects.get(pk=mail_id) if taken else None


def message_id(key: str) -> str:
    """The Message-ID of the mail with this key, always the same."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def pause_after(tries: int) -> timedelta:
    """The wait before the next try: it doubles, up to ten minutes."""
    return min(FIRST_PAUSE * 2 ** min(tries, 10), LONGEST_PAUSE)


def _send(mail: Mail) -> bool:
    try:
        envelope.sealed(mail, message_id(mail.key)).send()
    except Exception as error:
        _put_back(mail, error)
        return False
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.SENT, sent_at=timezone.now(), last_error="")
    return True


def _put_back(mail: Mail, error: Exception) -> None:
    now = timezone.now()
    hopeless = _is_final(error) or _is_too_old(mail, now)
    logger.warning("Mail %s not sent (try %s): %s", mail.key, mail.tries, error)
    Mail.objects.filter(pk=mail.pk, state=Mail.State.QUEUED).update(
        state=Mail.State.FAILED if hopeless else Mail.State.QUEUED,
        due_at=now + pause_after(mail.tries),
        last_error=f"{type(error).__name__}: {error}"[:300],
    )


def _is_final(error: Exception) -> bool:
    """Whether no later try can succeed: the server refused this address or these contents for good (5xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _answer in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def _is_too_old(mail: Mail, now: datetime) -> bool:
    return now - mail.queued_at > GIVE_UP_AFTER


def _is_address(recipient: str) -> bool:
    try:
        validate_email(recipient)
    except ValidationError:
        return False
    return True
