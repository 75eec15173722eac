"""Jobs by the clock. Each finds by state what is left to do, so a lost, late or doubled run changes nothing."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="tasks.publish_scheduled_pages")
def publish_scheduled_pages() -> None:
    call_command("publish_scheduled")


@shared_task(name="tasks.forget_sessions")
def forget_sessions() -> None:
    call_command("clearsessions")
