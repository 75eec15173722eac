"""The bell: what the shop was told and has not read, as far as the reader may know."""

from marketplace.notices import inbox
from vendors.permissions import Right, ShopRequest


def unread(request: ShopRequest) -> int:
    return inbox.unread_for_vendor(request.vendor, with_orders=Right.SEE_ORDERS in request.rights)
