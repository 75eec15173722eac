"""Keys, hosts, cookies and the content policy. Production tightens what needs HTTPS."""

from typing import Any

from csp.constants import NONCE, NONE, SELF

from marketplace.settings.env import SIMULATOR, env

SECRET_KEY = env("SECRET_KEY", default="only-for-development-and-tests-never-in-production")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_FAILURE_VIEW = "marketplace.front.views.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"

# Browsers hold a form to this list through its redirects too, and "place order" ends on the payment page.
PAYMENT_PAGES = [env("STRIPE_API_BASE", default=SIMULATOR) or "https://checkout.stripe.com"]

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "EXCLUDE_URL_PREFIXES": ("/cms/", "/dashboard/", "/admin/"),
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *PAYMENT_PAGES],
        "frame-ancestors": [NONE],
    },
}
