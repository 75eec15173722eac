"""A developer's machine, and `make demo`."""

from marketplace.settings.base import *
from marketplace.settings.env import env

DEBUG = env.bool("DEBUG", default=True)
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
