from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "marketplace.shop.reviews"
    label = "shop_reviews"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        from marketplace.accounts import hub
        from marketplace.shop.reviews import own_data, waiting

        own_data.register()
        hub.register("reviews/waiting.html", waiting.of)
