"""A message in the words that hold now: staff's own if there are any and they work, otherwise the built-in ones."""

import logging

from marketplace.notices import values as typed
from marketplace.notices import wording
from marketplace.notices.messages import Message, Words
from marketplace.notices.models import Wording

logger = logging.getLogger(__name__)


def render(message: Message, language: str, values: typed.Values) -> Words:
    """Subject and text in a language, as plain text.

    Words of staff that cannot be filled are passed over with a line in the log: an old wording must never keep a message
    from being sent. Raises `wording.Broken` when a value is missing that the built-in words need.
    """
    language = language if language in message.words else "id"
    shown = {name: typed.shown(value, language) for name, value in values.items()}
    own = Wording.objects.filter(message=message.code, language=language).first()
    if own:
        try:
            wording.check(message, own.subject, own.body)
            return wording.filled(Words(own.subject, own.body), shown)
        except (wording.Broken, wording.ValidationError) as error:
            logger.error("The wording of %s (%s) cannot be used: %s", message.code, language, error)
    return wording.filled(message.words[language], shown)
