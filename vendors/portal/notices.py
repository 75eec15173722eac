"""The bell: what the shop was told and has not read, as far as the reader may know."""

from django.http import HttpRequest

from marketplace.notices import inbox
from vendors.permissions import Right


def unread(request: HttpRequest) -> int:
    return inbox.unread_for_vendor(request.vendor, with_orders=Right.SEE_ORDERS in request.rights)
