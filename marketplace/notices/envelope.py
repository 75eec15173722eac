"""The parts of a mail as it goes out: headers, text, page and the one ornament, which travels inside the mail."""

from email.mime.image import MIMEImage
from email.utils import format_datetime
from functools import cache
from pathlib import Path

from django.core.mail import EmailMultiAlternatives

from marketplace.notices.models import Mail

ORNAMENT_ID = "angso-duo"
ORNAMENT = Path(__file__).parent / "art" / "angso-duo.png"


def sealed(mail: Mail, message_id: str) -> EmailMultiAlternatives:
    """The mail of a row. The same row gives the same headers and contents, however often it is sent."""
    letter = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.recipient],
        headers={
            "Message-ID": message_id,
            "Date": format_datetime(mail.queued_at),
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
        },
    )
    letter.mixed_subtype = "related"  # type: ignore[attr-defined]  # the stubs do not know it
    letter.attach_alternative(mail.html, "text/html")
    letter.attach(_ornament())
    return letter


def _ornament() -> MIMEImage:
    picture = MIMEImage(_ornament_bytes())
    picture.add_header("Content-ID", f"<{ORNAMENT_ID}>")
    picture.add_header("Content-Disposition", "inline", filename=ORNAMENT.name)
    return picture


@cache
def _ornament_bytes() -> bytes:
    return ORNAMENT.read_bytes()
