from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """What every template may say of the site. Nothing of the visitor: public pages are alike for all."""
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
