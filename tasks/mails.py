"""The mails that the outbox's handlers queued."""

from celery import shared_task

from marketplace.notices import post
from tasks.alone import alone


@shared_task(name="tasks.send_mails")
@alone("mail server")
def send_mails() -> None:
    """Send the mails that are due. Two rounds at once share them; a lost round is made up for by the next."""
    post.sweep()
