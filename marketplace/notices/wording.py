"""Words with gaps: what may stand in them, and filling them.

A gap is a plain name in braces, `{order}`; `{{` and `}}` are braces. Attributes, indexes, conversions and formats are
refused, so words that staff write can say nothing but the values they were given. Pure: knows no database.
"""

import re
import string
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from marketplace.notices.messages import PLACEHOLDERS, Message, Words
from marketplace.notices.values import clean

LONGEST_SUBJECT = 200
_NAME = re.compile(r"[a-z_]+")


class Broken(ValueError):
    """The words have a gap that cannot be filled. `str(error)` says which, in the reader's language."""


def check(message: Message, subject: str, body: str) -> None:
    """Refuse words that could not be shown. Raises ValidationError with what to mend under `subject` and `body`."""
    problems = {"subject": _problems(message, subject), "body": _problems(message, body)}
    if subject.splitlines()[1:]:
        problems["subject"].append(_("The subject must be one line."))
    found = {field: said for field, said in problems.items() if said}
    if found:
        raise ValidationError(found)


def gaps(text: str) -> list[str]:
    """The names of the gaps, in order. Raises `Broken` for stray braces and for anything but a plain name."""
    return [name for _literal, name in _parts(text) if name is not None]


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its gaps filled, once: braces in a value are text. Raises `Broken` for a gap without a value."""
    filled = []
    for literal, name in _parts(text):
        filled.append(literal)
        if name is None:
            continue
        if name not in values:
            raise Broken(_("{name} cannot be used here.").format(name=_braced(name)))
        filled.append(values[name])
    return re.sub(r"  +", " ", "".join(filled)).strip()


def filled(words: Words, values: Mapping[str, str]) -> Words:
    """Subject (one line, at most 200 characters) and body with their gaps filled. Raises `Broken`."""
    subject = clean(fill(words.subject, values))
    if len(subject) > LONGEST_SUBJECT:
        subject = subject[: LONGEST_SUBJECT - 1] + "…"
    return Words(subject, fill(words.body, values))


def example(message: Message) -> dict[str, str]:
    """An example value for every gap the message may have, for a preview."""
    return {name: PLACEHOLDERS[name].example for name in message.placeholders}


def _problems(message: Message, text: str) -> list[str]:
    if not text.strip():
        return [_("Fill this in.")]
    try:
        unknown = [name for name in gaps(text) if name not in message.placeholders]
    except Broken as error:
        return [str(error)]
    if not unknown:
        return []
    return [
        _("{name} cannot be used here. You can use: {known}.").format(
            name=", ".join(_braced(name) for name in dict.fromkeys(unknown)),
            known=", ".join(_braced(name) for name in message.placeholders),
        )
    ]


def _parts(text: str) -> list[tuple[str, str | None]]:
    try:
        parsed = list(string.Formatter().parse(text))
    except ValueError:
        raise Broken(_("A brace is missing or left over. A gap looks like {name}.").format(name="{order}")) from None
    return [(literal, _plain(name, spec, conversion)) for literal, name, spec, conversion in parsed]


def _plain(name: str | None, spec: str | None, conversion: str | None) -> str | None:
    if name is None:
        return None
    if spec or conversion or not _NAME.fullmatch(name):
        raise Broken(_("Only a plain name may stand between braces, not {name}.").format(name=_braced(name)))
    return name


def _braced(name: str) -> str:
    return f"{{{name}}}"
