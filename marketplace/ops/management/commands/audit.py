"""`manage.py audit`: does the money add up? Exit status 1, and the rows by name, when it does not."""

from typing import Any

from django.core.management.base import BaseCommand

from marketplace.shop import audit


class Command(BaseCommand):
    help = "Prove that ledger, orders, payments and stock add up; names every row that does not."

    def handle(self, *args: Any, **options: Any) -> None:
        found = audit.run()
        for name, rows in found.items():
            self.stdout.write(f"{'ok  ' if not rows else 'OFF '} {name}")
            for row in rows:
                self.stderr.write(f"     {row}")
        off = sum(len(rows) for rows in found.values())
        if off:
            self.stderr.write(self.style.ERROR(f"{off} rows are off."))
            raise SystemExit(1)
        self.stdout.write(self.style.SUCCESS(f"All {len(found)} checks hold."))
