from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WishesConfig(AppConfig):
    name = "marketplace.shop.wishes"
    label = "wishes"
    verbose_name = _("Favourites")

    def ready(self) -> None:
        from marketplace.shop.wishes import own_data

        own_data.register()
