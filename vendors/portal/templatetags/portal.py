"""Pictures for the seller portal: `{% load portal %}`."""

from typing import Any

from django import template

from vendors.portal import images

register = template.Library()


@register.simple_tag
def thumb(file: Any, side: int) -> str:
    """The address of a square of a stored picture, `side` pixels wide; empty when the file is gone."""
    return images.of(file, side)
