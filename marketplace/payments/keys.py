"""Keys that make something happen once. Their columns hold 120 characters, an id of Stripe may have 255."""

import hashlib

LONGEST = 120
DIGEST = 32


def fitting(*parts: object, longest: int = LONGEST) -> str:
    """The parts with colons between them; what is too long ends in a digest of the whole, so that two never become one."""
    key = ":".join(map(str, parts))
    if len(key) <= longest:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:DIGEST]
    return f"{key[: longest - DIGEST - 1]}:{digest}"
