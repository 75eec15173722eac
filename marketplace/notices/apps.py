from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "marketplace.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from marketplace.notices import own_data

        own_data.register()
