from typing import Any

from django.http import HttpRequest
from wagtail import hooks

# Wagtail's help speaks of things nobody here uses, and no address of the site serves its documents.
UNUSED = {"help", "documents"}


@hooks.register("construct_main_menu")
def only_what_is_used(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in UNUSED]
