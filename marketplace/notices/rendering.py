"""A message in the words that hold now: staff's own if there are any and they work, otherwise the built-in ones."""

import logging
from collections.abc import Mapping

from django.core.exceptions import ValidationError

from marketplace.notices import values as typed
from marketplace.notices import wording
from marketplace.notices.messages import Message, Words
from marketplace.notices.models import Wording

logger = logging.getLogger(__name__)

OwnWords = Mapping[str, Words]


def render(message: Message, language: str, values: typed.Values, own: OwnWords | None = None) -> Words:
    """Subject and text in a language, as plain text.

    Words of staff that cannot be filled are passed over with a line in the log: an old wording must never keep a message
    from being sent. Raises `wording.Broken` when a value is missing that the built-in words need.
    """
    language = language if language in message.words else "id"
    shown = {name: typed.shown(values[name], language) for name in message.placeholders if name in values}
    words = (own_words(language) if own is None else own).get(message.code)
    if words:
        try:
            wording.check(message, words.subject, words.body)
            return wording.filled(words, shown)
        except (wording.Broken, ValidationError) as error:
            logger.error("The wording of %s (%s) cannot be used: %s", message.code, language, error)
    return wording.filled(message.words[language], shown)


def own_words(language: str) -> OwnWords:
    """All words of staff in a language, by the message's code."""
    return {row.message: Words(row.subject, row.body) for row in Wording.objects.filter(language=language)}
