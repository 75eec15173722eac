from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpsConfig(AppConfig):
    name = "marketplace.ops"
    label = "ops"
    verbose_name = _("Operation")

    def ready(self) -> None:
        from marketplace import checks  # noqa: F401  (registers itself)
