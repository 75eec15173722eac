"""The test suite: the same code paths, faster passwords, data in folders of its own."""

import tempfile
from pathlib import Path

from marketplace.settings.base import *

_folder = Path(tempfile.gettempdir()) / "pasar-jambi-tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = str(_folder / "media")
PRIVATE_MEDIA_ROOT = str(_folder / "private")
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_MEDIA_ROOT
MAINTENANCE_FILE = str(_folder / "maintenance")
MAILBOX = _folder / "mail"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# A test that is rolled back leaves no trace of its changes; tests/pages turns it on.
WHOLE_PAGES = False
SITE_URL = "http://testserver"
