import pytest
from django import forms
from django.forms import renderers

from marketplace.front.forms import Renderer

CHOICES = [
    ("", "Pilih kecamatan"),
    ("Kota Jambi", [("15.71.01", "Telanaipura"), ("15.71.02", 'Jambi "Selatan" & <Timur>')]),
    (7, "Lainnya"),
]


def tight(html: str) -> str:
    """Without the white space between elements."""
    return "".join(line.strip() for line in html.splitlines())


@pytest.mark.parametrize("chosen", ["", "15.71.02", "7", None])
def test_a_select_comes_out_as_django_draws_it(chosen: str | None) -> None:
    widget = forms.Select({"id": "id_district", "required": True, "disabled": False, "data-x": 'a"b'}, choices=CHOICES)
    ours = widget.render("district", chosen, renderer=Renderer())
    assert tight(ours) == tight(widget.render("district", chosen, renderer=renderers.DjangoTemplates()))


def test_a_list_of_several_choices_comes_out_as_django_draws_it() -> None:
    widget = forms.SelectMultiple(choices=CHOICES)
    ours = widget.render("districts", ["15.71.01", "7"], renderer=Renderer())
    assert tight(ours) == tight(widget.render("districts", ["15.71.01", "7"], renderer=renderers.DjangoTemplates()))
