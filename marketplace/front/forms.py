"""Forms in the look of the shop: `{{ form }}`, `{{ form.name.as_field_group }}` and `{% field form.name %}` come out
with label, hint, error and the ids that tie them together for a screen reader."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import renderers
from django.template.backends.django import DjangoTemplates
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from marketplace.front import fields, selects

_TEMPLATES = Path(__file__).parents[1] / "templates"
_DJANGO = Path(renderers.__file__).parent / "templates"


class Renderer(renderers.BaseRenderer):
    """Set as FORM_RENDERER. Finds our templates, Django's widgets and those of every installed app."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    @cached_property
    def engine(self) -> DjangoTemplates:
        return DjangoTemplates({"NAME": "forms", "APP_DIRS": True, "DIRS": [_TEMPLATES, _DJANGO], "OPTIONS": {}})

    def get_template(self, template_name: str) -> Any:
        return self.engine.get_template(template_name)

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == selects.TEMPLATE:
            return selects.drawn(context["widget"])
        if template_name == self.field_template_name:
            return fields.drawn(context["field"], kind(context["field"]), mend)
        if "widget" in context and (drawn := fields.widget(template_name, context["widget"])):
            return drawn
        return super().render(template_name, context, request)


@dataclass(frozen=True)
class Pick:
    """The label of one radio card: a title, what it costs, what happens next; `off` says why it cannot be chosen.
    Use it as the label of a choice: `choices=[("jne", Pick("JNE Reguler", "Rp 11.000", "Tiba 26–27 Nov"))]`."""

    title: str
    cost: str = ""
    line: str = ""
    off: str = ""

    def __str__(self) -> str:
        return str(self.title)


class Picks(forms.RadioSelect):
    """Radio cards whose labels are `Pick`; a card with a reason in `off` cannot be chosen."""

    def create_option(self, name: str, value: Any, label: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *rest, **more)
        if getattr(label, "off", ""):
            option["attrs"]["disabled"] = True
        return option


class PickField(forms.ChoiceField):
    """A choice of `Pick`s that refuses, with its reason, a card that cannot be chosen but was sent all the same."""

    widget = Picks

    def validate(self, value: Any) -> None:
        super().validate(value)
        labels: dict[str, Any] = {str(key): label for key, label in self.widget.choices}
        if reason := getattr(labels.get(value), "off", ""):
            raise ValidationError(str(reason), code="off")


class MoneyInput(forms.TextInput):
    """A whole amount of rupiah, typed with or without dots; shows `Rp` inside the field."""

    kind = "money"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})


def kind(field: forms.BoundField) -> str:
    """Which shape a field takes: check, checks, picks, file, money or plain."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checks"
    if isinstance(widget, forms.RadioSelect):
        return "picks"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.FileInput):
        return "file"
    return getattr(widget, "kind", "plain")


def mend(field: forms.BoundField) -> str:
    """What stands by a refused field: how to put it right. An empty one is named ("Isi nama lengkap.")."""
    return " ".join(_said(field, error) for error in field.errors.as_data())


def _said(field: forms.BoundField, error: ValidationError) -> str:
    shape = kind(field)
    if error.code != "required":
        return " ".join(error.messages)
    if shape == "check":
        return _("Tick this box to go on.")
    label = str(field.label)
    name = label[0].lower() + label[1:] if label[1:2].islower() else label
    chosen = shape in ("picks", "checks", "file") or isinstance(field.field.widget, forms.Select)
    return (_("Choose {field}.") if chosen else _("Enter {field}.")).format(field=name)
