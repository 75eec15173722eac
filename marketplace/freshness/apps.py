from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FreshnessConfig(AppConfig):
    name = "marketplace.freshness"
    label = "freshness"

    def ready(self) -> None:
        from marketplace.freshness import triggers

        post_migrate.connect(triggers.install_after_migrations, sender=self)
