"""Bounds that many endpoints share: metadata, addresses, amounts, currencies."""

import re
from typing import Any
from urllib.parse import urlsplit

from marketplace.payments.simulator import errors
from marketplace.payments.simulator.world import Body

SMALLEST_AMOUNT = 50
LARGEST_AMOUNT = 999_999_999_999
_MOST_KEYS, _LONGEST_KEY, _LONGEST_VALUE = 50, 40, 500
_BLANKS = re.compile(r"[\x00-\x20\x7f]")


def metadata(given: Any, where: str = "metadata") -> dict[str, str]:
    """At most 50 keys of 40 characters without brackets, values of 500; raises ApiError(400)."""
    pairs: dict[str, str] = given or {}
    if len(pairs) > _MOST_KEYS:
        raise errors.invalid(f"{where} can have at most {_MOST_KEYS} keys.", where)
    for key, value in pairs.items():
        if len(key) > _LONGEST_KEY:
            raise errors.invalid(f"{where} keys can have at most {_LONGEST_KEY} characters.", where)
        if len(value) > _LONGEST_VALUE:
            raise errors.invalid(f"{where} values can have at most {_LONGEST_VALUE} characters.", f"{where}[{key}]")
    return {key: value for key, value in pairs.items() if value != ""}


def updated_metadata(body: Body, params: dict[str, Any]) -> Body:
    """An empty value unsets its key, an empty ``metadata`` all of them."""
    if "metadata" in params:
        given = params["metadata"]
        kept = {} if given == "" else {k: v for k, v in {**body["metadata"], **given}.items() if v != ""}
        body["metadata"] = metadata(kept)
    return body


def address(value: str, where: str) -> str:
    """An http or https URL; raises ApiError(400)."""
    try:
        target = urlsplit(value)
    except ValueError as error:
        raise errors.invalid("Not a valid URL", where, "url_invalid") from error
    if target.scheme not in ("http", "https") or not target.netloc or _BLANKS.search(value) or len(value) > 5000:
        raise errors.invalid("Not a valid URL", where, "url_invalid")
    return value


def currency(value: str, where: str = "currency") -> str:
    """Three letters, in lowercase; raises ApiError(400)."""
    if not re.fullmatch(r"[A-Za-z]{3}", value):
        raise errors.invalid(f"Invalid currency: {value[:20]}.", where)
    return value.lower()


def positive(amount: int, where: str = "amount") -> int:
    if amount < 1:
        raise errors.invalid("This value must be greater than or equal to 1.", where, "parameter_invalid_integer")
    return amount


def chargeable(amount: int, where: str) -> int:
    """Stripe's bounds on a payment in IDR, in minor units; raises ApiError(400)."""
    if amount < SMALLEST_AMOUNT:
        raise errors.invalid("The total amount due must be at least Rp 0,50.", where, "amount_too_small")
    if amount > LARGEST_AMOUNT:
        raise errors.invalid("Amount must be no more than Rp 9.999.999.999,99.", where, "amount_too_large")
    return amount
