"""A message is reported to PLUT, PLUT reads that thread and decides, both sides are told."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from marketplace.events import outbox
from marketplace.shop.conversations.models import Message, Report, Thread


class Refused(Exception):
    """This cannot be reported or decided (any more). `str()` is what to show."""


def report(message: Message, side: str, reporter: User | None, reason: str, note: str = "") -> Report:
    """Ask PLUT to look at what the other side wrote. Raises Refused for one's own message and for a second report."""
    if message.side == side:
        raise Refused(_("This is your own message."))
    try:
        with transaction.atomic():
            made = Report.objects.create(message=message, side=side, reporter=reporter, reason=reason, note=note)
            outbox.record("conversation.reported", key=f"conversation.reported:{made.pk}", report_id=made.pk)
            return made
    except IntegrityError as error:
        raise Refused(_("This message was reported already. PLUT looks at it.")) from error


def decide(made: Report, actor: Any, outcome: str, note: str = "") -> None:
    """Close the report with an outcome; `closed` also ends the thread. Raises Refused when it was decided before."""
    with transaction.atomic():
        waiting = Report.objects.filter(pk=made.pk, state=Report.State.WAITING)
        now = timezone.now()
        told = {"outcome": outcome, "outcome_note": note, "decided_by": actor, "decided_at": now}
        if not waiting.update(state=Report.State.DECIDED, **told):
            raise Refused(_("Somebody else has decided this. Nothing was changed."))
        if outcome == Report.Outcome.CLOSED:
            Thread.objects.filter(pk=made.message.thread_id).update(status=Thread.Status.CLOSED)
        outbox.record("conversation.decided", key=f"conversation.decided:{made.pk}", report_id=made.pk)
    made.refresh_from_db()
