"""What mails and bells need in templates. `{% load notices %}`."""

from typing import Any

from django import template
from django.urls import reverse

from marketplace.front import formats
from marketplace.notices import inbox
from vendors.models import Vendor

register = template.Library()
register.filter("phone_shown", formats.phone)
register.filter("whatsapp_digits", formats.whatsapp_number)


@register.inclusion_tag("notices/bell.html")
def bell_of_user(user: Any) -> dict[str, Any]:
    """The bell of a logged-in shopper, with how many notices are unread."""
    return {"url": reverse("notices:mine"), "unread": inbox.unread_for_user(user)}


@register.inclusion_tag("notices/bell.html")
def bell_of_shop(vendor: Vendor, with_orders: bool = True) -> dict[str, Any]:
    """The bell of a shop; `with_orders` is false for members who may not see orders."""
    return {
        "url": reverse("notices:shop", args=[vendor.slug]),
        "unread": inbox.unread_for_vendor(vendor, with_orders),
    }


@register.inclusion_tag("notices/bell.html")
def bell_of_staff(reader: Any) -> dict[str, Any]:
    return {"url": reverse("notices:staff"), "unread": inbox.unread_for_staff(reader)}
