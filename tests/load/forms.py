"""Reads a form from a page as a browser without JavaScript would send it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID_TYPES = {"submit", "button", "image", "reset", "file"}


@dataclass
class Form:
    id: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)


def find(html: str, mark: str) -> Form:
    """The first form whose id is `mark` or whose action holds it. Raises LookupError when the page has none."""
    reader = _Reader()
    reader.feed(html)
    for form in reader.forms:
        if form.id == mark or mark in form.action:
            return form
    raise LookupError(f"no form {mark!r} in the page")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(given.get("id", ""), given.get("action", ""))
            self.forms.append(self._open)
        elif self._open is not None:
            self._field(self._open, tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea and self._open is not None:
            self._open.fields[self._textarea] += data

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input" and name and "disabled" not in given:
            self._input(form, name, given)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in form.fields):
            form.fields[self._select] = given.get("value", "")
        elif tag == "textarea" and name:
            self._textarea = name
            form.fields[name] = ""

    def _input(self, form: Form, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in ("radio", "checkbox"):
            if "checked" in given:
                form.fields[name] = given.get("value", "on")
        elif kind not in _VOID_TYPES:
            form.fields[name] = given.get("value", "")
