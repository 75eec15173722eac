"""The marketplace as in production, static files hashed and compressed, but over plain HTTP on this machine."""

from marketplace.settings.base import *  # noqa: F403
from marketplace.settings.env import env

STATIC_ROOT = env("STATIC_ROOT")
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING["root"]["level"] = "ERROR"  # type: ignore[index]  # noqa: F405
