"""The marketplace as in production, but over plain HTTP on this machine, and able to count its queries when asked."""

from marketplace.settings.base import *  # noqa: F403
from marketplace.settings.env import env

MIDDLEWARE = ["tests.load.counting.CountingMiddleware", *MIDDLEWARE]  # noqa: F405
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
MEDIA_ROOT = env("MEDIA_ROOT")
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING["root"]["level"] = "ERROR"  # type: ignore[index]  # noqa: F405
for _cache in CACHES.values():  # noqa: F405
    _cache["KEY_PREFIX"] = env("CACHE_PREFIX", default="") + _cache.get("KEY_PREFIX", "")
WHOLE_PAGES_TOLD = True
WHITENOISE_USE_FINDERS = True
if not REDIS_URL:  # noqa: F405
    # Two processes that each remember sessions in their own memory would contradict each other.
    SESSION_ENGINE = "django.contrib.sessions.backends.db"
