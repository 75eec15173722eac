from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "marketplace.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from allauth.account.signals import email_confirmed

        from marketplace.accounts import proof

        email_confirmed.connect(proof.end_password_of_before, dispatch_uid="end_password_of_before")
