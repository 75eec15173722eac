"""The mail server of a machine without one: a folder with one file per Message-ID, so a repeat lies on top of the first."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as Parsed
from email.utils import parsedate_to_datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


@dataclass(frozen=True)
class Letter:
    """A mail in the folder, as the page at /surat/ lists it."""

    name: str
    subject: str
    to: str
    at: datetime
    parsed: Parsed


class MailboxBackend(BaseEmailBackend):
    """Writes each mail to `settings.MAILBOX` atomically: a reader sees a whole mail or none."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            written = message.message()
            _put(file_name(written["Message-ID"]), written.as_bytes())
        return len(email_messages)


def file_name(message_id: str) -> str:
    return f"{hashlib.sha256(message_id.encode()).hexdigest()[:40]}.eml"


def letters(limit: int = 200) -> list[Letter]:
    """The newest mails in the folder, newest first."""
    files = sorted(folder().glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [_letter(file) for file in files[:limit]]


def letter(name: str) -> Letter | None:
    """The mail in a file of that name, or None."""
    file = folder() / f"{name}.eml"
    return _letter(file) if name.isalnum() and file.is_file() else None


def part(found: Letter, subtype: str) -> str:
    """The text of a mail, as `plain` or `html`; empty when it has no such part."""
    body = found.parsed.get_body(preferencelist=(subtype,))
    return body.get_content() if body else ""


def pictures(found: Letter) -> Iterator[tuple[str, str, bytes]]:
    """(Content-ID, type, bytes) of the pictures a mail carries."""
    for piece in found.parsed.walk():
        if piece.get_content_maintype() == "image":
            yield piece["Content-ID"].strip("<>"), piece.get_content_type(), piece.get_content()


def folder() -> Path:
    return Path(settings.MAILBOX)


def _put(name: str, contents: bytes) -> None:
    target = folder()
    target.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target, suffix=".part", delete=False) as file:
        file.write(contents)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, target / name)


def _letter(file: Path) -> Letter:
    parsed = message_from_bytes(file.read_bytes(), policy=policy.default)
    at = parsedate_to_datetime(parsed["Date"])
    return Letter(file.stem, str(parsed["Subject"]), str(parsed["To"]), at, parsed)  # type: ignore[arg-type]
