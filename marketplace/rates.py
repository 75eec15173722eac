"""How often a stranger may send a form: counted in the shared cache, in fixed windows, by a hash of the address."""

import time
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def exceeded(request: HttpRequest, what: str, *, most: int, seconds: int) -> datetime | None:
    """Count one more `what` from this address. When it may come again, once there were more than `most` in the window."""
    window = int(time.time()) // seconds
    key = f"rate:{what}:{_address(request)}:{window}"
    if cache.add(key, 1, seconds):
        return None
    try:
        count: Any = cache.incr(key)
    except ValueError:  # it ran out between the two
        return None
    return datetime.fromtimestamp((window + 1) * seconds, ZoneInfo(settings.TIME_ZONE)) if count > most else None


def _address(request: HttpRequest) -> str:
    """The visitor's address, hashed: nobody's network address stands in the cache."""
    return salted_hmac("marketplace.rates", get_adapter().get_client_ip(request)).hexdigest()[:24]
