"""Draws `<select>` as Django's own template does, without a template per option: a list of districts has 140 of them."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

TEMPLATE = "django/forms/widgets/select.html"


def drawn(widget: dict[str, Any]) -> SafeString:
    """The widget of a select's template context as HTML."""
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    name = conditional_escape(widget["name"])
    return mark_safe(f'<select name="{name}"{attributes(widget["attrs"])}>{groups}\n</select>')


def _group(name: str | None, options: Iterable[dict[str, Any]]) -> str:
    inside = "".join(_option(option) for option in options)
    return f'\n  <optgroup label="{conditional_escape(name)}">{inside}\n  </optgroup>' if name else inside


def _option(option: dict[str, Any]) -> str:
    value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
    return f'\n  <option value="{value}"{attributes(option["attrs"])}>{label}</option>'


def attributes(attributes: dict[str, Any]) -> str:
    """` name="value"` for each, the name alone for True, nothing for False."""
    told = [(conditional_escape(name), value) for name, value in attributes.items() if value is not False]
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"' for name, value in told
    )
