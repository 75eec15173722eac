"""How many pieces a shopper may ask for, and what a refusal is."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

MOST = settings.OSCAR_MAX_BASKET_QUANTITY_THRESHOLD
_WHOLE = re.compile(r"^[0-9]+$")


class Refused(Exception):
    """The basket stays as it was; `str()` tells the reader why, `status` is the HTTP status that says the same."""

    def __init__(self, message: str, status: int = 409) -> None:
        super().__init__(message)
        self.status = status


def read(typed: str) -> int:
    """Pieces from 1 to the limit, as typed in plain digits. Raises Refused for 0, -3, 1.5, NaN, ٣, 10^11."""
    typed = typed.strip()
    if not _WHOLE.match(typed):
        raise Refused(_("Write the quantity as a whole number, for example 2."), 400)
    digits = typed.lstrip("0")
    if not digits:
        raise Refused(_("The quantity is at least 1."), 400)
    if len(digits) > len(str(MOST)) or int(digits) > MOST:
        raise Refused(_("You can order at most {n} pieces at once.").format(n=MOST), 400)
    return int(digits)
