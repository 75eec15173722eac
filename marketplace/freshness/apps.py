from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class FreshnessConfig(AppConfig):
    name = "marketplace.freshness"
    label = "freshness"
    verbose_name = "Freshness"

    def ready(self) -> None:
        pre_migrate.connect(_before, sender=self)
        post_migrate.connect(_after, sender=self)


def _before(using: str, plan: list[Any], **kwargs: Any) -> None:
    """SQLite refuses to drop a column that a trigger names, and loses triggers where it builds a table anew."""
    from marketplace.freshness import triggers

    if plan:
        triggers.take_off(using)


def _after(using: str, **kwargs: Any) -> None:
    from marketplace.freshness import triggers

    triggers.lay(using)
