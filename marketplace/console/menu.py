"""The console's menu: each item is there for those who may open its page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from marketplace.console import rights


class RightItem(MenuItem):
    """A menu item that asks for a right of the console."""

    def __init__(self, label: Any, address: str, right: str, **kwargs: Any) -> None:
        super().__init__(label, reverse(address), name=address.replace(":", "-"), **kwargs)
        self.right = right

    def is_shown(self, request: HttpRequest) -> bool:
        return rights.has(request.user, self.right)


# label, address, right, icon, order
ITEMS = (
    (_("Orders"), "console:orders", "see_orders", "doc-full", 210),
    (_("Transfers"), "console:transfers", "confirm_transfers", "clipboard-list", 220),
    (_("Refunds to send"), "console:refunds", "send_refunds", "resubmit", 230),
    (_("Sellers"), "console:vendors", "see_vendors", "group", 240),
    (_("Products"), "console:products", "judge_products", "tag", 250),
    (_("Reviews"), "console:reviews", "judge_reviews", "comment", 260),
    (_("Complaints"), "console:complaints", "answer_complaints", "comment", 260),
    (_("Reported messages"), "console:reports", "judge_talk", "warning", 265),
    (_("Words of mails"), "console:wordings", "edit_wording", "mail", 280),
    (_("Later work"), "console:work", "mend_later_work", "rotate", 290),
)


def item(label: Any, address: str, right: str, icon: str, order: int) -> RightItem:
    return RightItem(label, address, right, icon_name=icon, order=order)
