"""Real commits: first questions and complaints that arrive at the same moment."""

import pytest

from marketplace.shop.complaints import handling
from marketplace.shop.conversations import talking
from marketplace.shop.conversations.models import Message, Thread
from tests.factories import make_product, make_user
from tests.threads import at_once


def test_first_questions_at_once_make_one_thread_and_complaints_at_once_have_numbers_of_their_own(
    committed_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    shopper, product = make_user(), make_product()
    at_once([lambda: talking.ask_about_product(shopper, product, "Tahan berapa hari?")] * 4)
    assert (Thread.objects.count(), Message.objects.count()) == (1, 4)
    monkeypatch.setattr(handling, "SIGNS", "AB")
    made = at_once([lambda: handling.file(kind="site", text="x", email="a@b.id")] * 6)
    assert len({ticket.number for ticket in made}) == 6
