"""Names of things in Stripe's manner: a prefix that tells the kind, then letters nobody can guess."""

import secrets
import string

_LETTERS = string.ascii_letters + string.digits


def new(prefix: str, length: int = 24) -> str:
    return prefix + "_" + "".join(secrets.choice(_LETTERS) for _ in range(length))


def new_session() -> str:
    return new("cs_test", 58)
