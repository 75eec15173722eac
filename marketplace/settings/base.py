"""Settings alike in every deployment. What differs is read from the environment and has a default that runs."""

from django.utils.translation import gettext_lazy as _

from marketplace.settings.accounts import *
from marketplace.settings.apps import INSTALLED_APPS, MIGRATION_MODULES  # noqa: F401  (settings are read by name)
from marketplace.settings.celery import *
from marketplace.settings.env import ROOT, VAR, env
from marketplace.settings.oscar import *
from marketplace.settings.payments import *
from marketplace.settings.security import *
from marketplace.settings.storage import *
from marketplace.settings.wagtail import *

DEBUG = False
ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SITE_NAME = env("SITE_NAME", default="Pasar Jambi")
# The phone of PLUT that the Help link of every page opens in WhatsApp.
HELP_WHATSAPP = env("HELP_WHATSAPP", default="0812-7400-1234")
# While this file exists the site answers 503; `manage.py maintenance` writes it. Several machines share it on a common disk.
MAINTENANCE_FILE = env("MAINTENANCE_FILE", default=str(VAR / "maintenance"))
# Where staff mails go, by role; a role without an address has its bell only.
ROLE_ADDRESSES = {
    "finance": env("FINANCE_EMAIL", default=""),
    "curator": env("CURATOR_EMAIL", default=""),
    "support": env("SUPPORT_EMAIL", default=""),
}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "marketplace.compression.TextCompression",
    "csp.middleware.CSPMiddleware",
    "marketplace.ops.maintenance.MaintenanceMiddleware",
    "marketplace.whole_pages.middleware.WholePagesMiddleware",
    "marketplace.front.refusals.RefusalMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "marketplace.access.AccessMiddleware",
    "marketplace.shop.basket.middleware.BasketMiddleware",
]

# Public pages are kept whole. Told: say in a header what became of a request, and let one ask for a page as if none were kept.
WHOLE_PAGES = True
WHOLE_PAGES_TOLD = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "marketplace" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "marketplace.context.site",
            ],
        },
    }
]

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "marketplace" / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
FORMAT_MODULE_PATH = ["marketplace.formats"]

# In the database alone: a cache that was away for a while would bring back sessions that were ended meanwhile.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"
FORM_RENDERER = "marketplace.front.forms.Renderer"

EMAIL_BACKEND = env("EMAIL_BACKEND", default="marketplace.notices.mailbox.MailboxBackend")
EMAIL_HOST = env("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
MAILBOX = VAR / "mail"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Pasar Jambi <pesanan@pasarjambi.example.id>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # A refused or unknown address is no fault of ours, and whoever tries many must not fill the disk with tracebacks.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
