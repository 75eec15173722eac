from typing import Any

from django.core.management.base import BaseCommand

from marketplace.accounts import roles


class Command(BaseCommand):
    help = "Makes the groups of PLUT staff (curator, finance, consultant, editor, support) with their permissions."

    def handle(self, *args: Any, **options: Any) -> None:
        roles.set_up()
        self.stdout.write("Roles: " + ", ".join(roles.PERMISSIONS))
