"""What `check --deploy` refuses besides Django's own list: settings that are right for a demo and wrong for a shop."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

SIMULATOR_KEY = "sk_test_simulator"
DEVELOPMENT_KEY = "only-for-development-and-tests-never-in-production"
MAILBOX = "marketplace.notices.mailbox.MailboxBackend"


@register(Tags.security, deploy=True)
def real_payments(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if not uses_simulator(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE):
        return []
    hint = "Set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET, and leave STRIPE_API_BASE empty."
    return [Error("Payments go to the Stripe simulator: nobody would be charged.", hint=hint, id="marketplace.E001")]


@register(Tags.security, deploy=True)
def own_secret_key(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.SECRET_KEY != DEVELOPMENT_KEY:
        return []
    return [Error("SECRET_KEY is the published development key.", hint="Set SECRET_KEY.", id="marketplace.E002")]


@register(Tags.security, deploy=True)
def real_mail(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.EMAIL_BACKEND != MAILBOX:
        return []
    return [
        Error("Mails are written to files that anybody may read.", hint="Set EMAIL_BACKEND.", id="marketplace.E003")
    ]


@register(Tags.compatibility, deploy=True)
def servers(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The embedded parts are safe but end at one machine."""
    if settings.REDIS_URL and "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        return []
    hint = "Set DATABASE_URL (PostgreSQL) and REDIS_URL; see docker-compose.yml."
    return [
        Warning(
            "Embedded database or broker: web and workers must share one machine.", hint=hint, id="marketplace.W001"
        )
    ]


def uses_simulator(secret_key: str, api_base: str) -> bool:
    """Whether payments would go anywhere but Stripe itself."""
    return bool(api_base) or secret_key == SIMULATOR_KEY
