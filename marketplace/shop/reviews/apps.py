from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "marketplace.shop.reviews"
    label = "shop_reviews"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        from marketplace.shop.reviews import own_data

        own_data.register()
