"""Why a basket was not placed. Each says in the reader's language what happened and what to do next."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace import money


class Refused(Exception):
    """The order was not placed, nothing was written. `str()` is the message to show."""


class Empty(Refused):
    def __init__(self) -> None:
        super().__init__(_("Your basket is empty."))


class TotalChanged(Refused):
    """The total is not what the shopper saw: they are asked again with the new one (rupiah)."""

    def __init__(self, seen: int, now: int) -> None:
        self.seen, self.now = seen, now
        super().__init__(
            _("The total changed from %(old)s to %(new)s.") % {"old": money.shown(seen), "new": money.shown(now)}
        )


class SoldOut(Refused):
    """`left` maps product titles to the pieces still free."""

    def __init__(self, left: dict[str, int]) -> None:
        self.left = left
        super().__init__(" ".join(_left(title, count) for title, count in left.items()))


class NotOnSale(Refused):
    def __init__(self, titles: list[str]) -> None:
        self.titles = titles
        super().__init__(_("Not on sale now: %(products)s.") % {"products": ", ".join(titles)})


class NoShipping(Refused):
    """No way of shipping was chosen for a shop, or one that it does not offer to this address."""

    def __init__(self, shop: str) -> None:
        super().__init__(_("Choose shipping for %(shop)s.") % {"shop": shop})


class Busy(Refused):
    def __init__(self) -> None:
        super().__init__(_("Very busy. Your basket is safe, try again shortly."))


def _left(title: str, count: int) -> str:
    if not count:
        return _("%(product)s has just sold out.") % {"product": title}
    message = ngettext("Only %(n)d of %(product)s left.", "Only %(n)d of %(product)s left.", count)
    return message % {"n": count, "product": title}
