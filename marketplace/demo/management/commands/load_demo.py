"""`manage.py load_demo`: people, shops, goods and orders into an empty shop, in one transaction, without network."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from marketplace.demo import goods, people, permits, reviews, sales, shops
from vendors.models import Vendor


class Command(BaseCommand):
    help = "Fill an empty shop with the demo: staff, 35 shops, 95 products, shoppers and orders in every state."

    def handle(self, *args: Any, **options: Any) -> None:
        if Vendor.objects.exists():
            self.stdout.write("There are shops already: nothing was changed.")
            return
        # First, so that whoever orders has terms to agree to.
        call_command("load_pages", verbosity=self.verbosity)
        with transaction.atomic():
            curator = people.load_staff()
            made = shops.load(curator)
            self._say(f"{len(made)} shops")
            self._say(f"{goods.load(made)} products")
            self._say(f"{permits.load(curator)} permits")
            shops.suspend(made, curator)
            self._say(f"{sales.load(people.load_shoppers(), curator)} orders")
            self._say(f"{reviews.load(curator)} reviews")

    def _say(self, line: str) -> None:
        if self.verbosity:
            self.stdout.write(f"  {line}")

    def execute(self, *args: Any, **options: Any) -> Any:
        self.verbosity = options["verbosity"]
        return super().execute(*args, **options)
