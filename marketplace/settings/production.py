"""Production: refuses what would be unsafe there (see `marketplace.checks`), and sends everything over HTTPS."""

from csp.constants import SELF
from django.core.exceptions import ImproperlyConfigured

from marketplace.settings.base import *
from marketplace.settings.env import env

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY")
STRIPE_WEBHOOK_SECRET = env("STRIPE_WEBHOOK_SECRET")
STRIPE_API_BASE = env("STRIPE_API_BASE", default="")
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = [SELF, "https://checkout.stripe.com"]
# Wagtail shows drafts in a frame of its own admin, so frames of the same origin stay allowed.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
OSCAR_BASKET_COOKIE_SECURE = True
EMAIL_BACKEND = env("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")

# The same words as `marketplace.checks`, which cannot be imported before the settings are there.
if STRIPE_API_BASE or STRIPE_SECRET_KEY == "sk_test_simulator":
    raise ImproperlyConfigured("Production does not start with the Stripe simulator: nobody would be charged.")
if STRIPE_WEBHOOK_SECRET == "whsec_simulator":
    raise ImproperlyConfigured("Production does not start with the simulator's published STRIPE_WEBHOOK_SECRET.")
if SECRET_KEY == "only-for-development-and-tests-never-in-production":
    raise ImproperlyConfigured("Production does not start with the published development SECRET_KEY.")
