"""`manage.py load_pages`: the shop's pages of text, where they are missing. May run at every start."""

from typing import Any

from django.core.management.base import BaseCommand

from cms import texts


class Command(BaseCommand):
    help = "Write the pages of text that are missing (terms, privacy, how to buy ...) in both languages."

    def handle(self, *args: Any, **options: Any) -> None:
        made = texts.load()
        if options["verbosity"]:
            self.stdout.write(f"  {len(made)} pages of text")
