from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "marketplace.shop.conversations"
    label = "conversations"
    verbose_name = _("Conversations")

    def ready(self) -> None:
        from marketplace.shop.conversations import own_data

        own_data.register()
