"""A field of a form with label, hint and error, and the plain widgets, drawn by functions: a page of checkout has twenty."""

from collections.abc import Callable
from typing import Any

from django.forms import BoundField
from django.utils.html import conditional_escape as told
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from marketplace.front import icons
from marketplace.front.selects import attributes

INPUTS = {
    f"django/forms/widgets/{kind}.html"
    for kind in ("text", "email", "hidden", "number", "password", "url", "tel", "search", "color")
}
TEXTAREA = "django/forms/widgets/textarea.html"
OPTIONS = {f"django/forms/widgets/{kind}_option.html" for kind in ("radio", "checkbox")}


def drawn(field: BoundField, shape: str, mend: Callable[[BoundField], str]) -> SafeString:
    """`shape` is `forms.kind` of the field; `mend` says how to put a refused one right."""
    body = {"check": _check, "picks": _choices, "checks": _choices}.get(shape, _plain)(field, shape)
    below = _error(field, mend) if field.errors else ""
    if field.help_text:
        # Help texts stand in our forms, and Django's list of rules for passwords is markup.
        below += f'<p class="hint" id="{field.auto_id}_helptext">{field.help_text}</p>\n'
    wrong = " err" if field.errors else ""
    return mark_safe(f'<div class="fld {told(field.css_classes())} {shape}{wrong}">\n{body}\n{below}</div>')


def widget(template_name: str, shown: dict[str, Any]) -> SafeString | None:
    """A widget from its template context as Django's own template draws it; None for one that is not drawn here."""
    if template_name in INPUTS or (template_name in OPTIONS and not shown.get("wrap_label")):
        value = "" if shown["value"] is None else f' value="{told(str(shown["value"]))}"'
        kind, name = told(shown["type"]), told(shown["name"])
        return mark_safe(f'<input type="{kind}" name="{name}"{value}{attributes(shown["attrs"])}>')
    if template_name == TEXTAREA:
        name, text = told(shown["name"]), told(shown["value"] or "")
        return mark_safe(f'<textarea name="{name}"{attributes(shown["attrs"])}>\n{text}</textarea>')
    return None


def _check(field: BoundField, shape: str) -> str:
    return f'<label class="chk" for="{told(field.id_for_label)}">{field}<span>{told(field.label)}</span></label>'


def _choices(field: BoundField, shape: str) -> str:
    """Boxes or cards under a legend."""
    described = f' aria-describedby="{told(field.aria_describedby)}"' if field.aria_describedby else ""
    wrong = ' aria-invalid="true"' if field.errors else ""
    draw = _box if shape == "checks" else _pick
    return (
        f'<fieldset id="{told(field.auto_id)}" tabindex="-1"{described}{wrong}><legend>{_label(field)}</legend>\n'
        f'<div class="picks">{"".join(draw(choice) for choice in field)}</div></fieldset>'
    )


def _plain(field: BoundField, shape: str) -> str:
    shown = f'<div class="in">{field}</div>' if shape == "money" else str(field)
    if not field.label:
        return shown
    if field.id_for_label:
        return f'<label for="{told(field.id_for_label)}">{_label(field)}</label>\n{shown}'
    return f'<span class="lab">{_label(field)}</span>\n{shown}'


def _label(field: BoundField) -> str:
    optional = "" if field.field.required else f' <span class="opt-mark">{_("optional")}</span>'
    return f"{told(field.label)}{optional}"


def _error(field: BoundField, mend: Callable[[BoundField], str]) -> str:
    said = told(mend(field))
    return f'<p class="err-line" id="{field.auto_id}_error">{icons.drawn("circle-alert")}<span>{said}</span></p>\n'


def _box(choice: Any) -> str:
    label = told(choice.choice_label)
    return f'<label class="chk" for="{told(choice.id_for_label)}">{choice.tag()}<span>{label}</span></label>'


def _pick(choice: Any) -> str:
    """A radio card: a title, what it costs, what happens next or why it cannot be chosen."""
    label = choice.choice_label
    cost, below = getattr(label, "cost", ""), getattr(label, "off", "") or getattr(label, "line", "")
    line = f'<span class="d">{told(below)}</span>' if below else ""
    return (
        f'<label class="pick" for="{told(choice.id_for_label)}">{choice.tag()}<span class="n">{told(str(label))}</span>'
        f'<span class="c num">{told(cost)}</span>{line}</label>'
    )
