from functools import partial
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path
from django.urls.resolvers import URLResolver
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry, LogFormatter

from marketplace.console import badges, menu, queue
from marketplace.console.permit_viewset import Permits
from marketplace.console.viewsets import CommissionRules
from marketplace.notices import inbox

DIARY = {
    "vendor": _("Moved a seller"),
    "product": _("Decided about a product"),
    "review": _("Decided about a review"),
    "review_report": _("Decided about reports of a review"),
    "answer": _("Corrected a seller's reply"),
    "payment": _("Confirmed a transfer"),
    "refund": _("Marked a refund as sent"),
    "permit": _("Decided about a permit"),
    "ticket": _("Worked on a complaint"),
    "report": _("Decided about a reported message"),
    "work": _("Started later work again"),
    "wording": _("Changed the words of a mail"),
}
# Actions whose states have another name than the action.
STATES = {"work": "delivery"}


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("konsol/", include("marketplace.console.urls"))]


@hooks.register("register_admin_viewset")
def commission_rules() -> CommissionRules:
    return CommissionRules()


@hooks.register("register_admin_viewset")
def permits_of_sellers() -> Permits:
    return Permits()


for _item in menu.ITEMS:
    hooks.register("register_admin_menu_item", partial(menu.item, *_item))


class QueuePanel(Component):
    """What waits for this person, first on the admin's home page."""

    order = 10
    template_name = "console/queue.html"

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        waiting = queue.of(self.user)
        return {
            "waiting": [line for line in waiting if line.count],
            "is_mine": bool(waiting),
            "unread": inbox.unread_for_staff(self.user) if waiting else 0,
        }


@hooks.register("construct_homepage_panels")
def queue_first(request: HttpRequest, panels: list[Component]) -> None:
    panels.insert(0, QueuePanel(request.user))


@hooks.register("insert_global_admin_css")
def css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("console/console.css"))


class BeforeAndAfter(LogFormatter):
    def format_message(self, entry: Any) -> str:
        action = entry.action.removeprefix("console.")
        codes = [code for code in (entry.data.get("before"), entry.data.get("after")) if code]
        steps = " → ".join(str(badges.of(STATES.get(action, action), code).label) for code in codes)
        return ": ".join(part for part in (str(self.label), steps, entry.data.get("reason")) if part)


@hooks.register("register_log_actions")
def diary_words(actions: LogActionRegistry) -> None:
    for action, label in DIARY.items():
        actions.register_action(f"console.{action}")(type("Line", (BeforeAndAfter,), {"label": label}))
