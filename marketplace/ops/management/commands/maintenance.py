"""`manage.py maintenance on 16:30`, `manage.py maintenance off`: close the site for an update, and open it again."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from marketplace.ops import maintenance


class Command(BaseCommand):
    help = "Close the site while it is updated (on HH:MM, or on MINUTES), or open it (off)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("state", choices=["on", "off"])
        parser.add_argument(
            "until", nargs="?", default="15", help="a time of day (16:30, WIB) or minutes; 15 by default"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["state"] == "off":
            maintenance.off()
            self.stdout.write("The site is open.")
            return
        back = _moment(options["until"])
        maintenance.on(back)
        self.stdout.write(f"The site is closed until {timezone.localtime(back):%d %b %Y %H:%M}.")


def _moment(said: str) -> dt.datetime:
    """Minutes from now, or the next time the clock shows HH:MM. Raises CommandError for anything else."""
    now = timezone.localtime()
    if said.isdecimal() and 0 < int(said) <= 7 * 24 * 60:
        return now + dt.timedelta(minutes=int(said))
    try:
        clock = dt.time.fromisoformat(said)
    except ValueError:
        raise CommandError("Say until when: 16:30, or a number of minutes.") from None
    back = now.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return back if back > now else back + dt.timedelta(days=1)
