from django import template

from marketplace.shop.wishes.forms import WaitForm

register = template.Library()


@register.simple_tag
def wait_form() -> WaitForm:
    """An empty form to be told when a product is back, for pages alike for every visitor."""
    return WaitForm()
