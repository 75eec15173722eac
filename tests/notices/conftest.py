from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def box(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """The embedded mailbox in a folder of its own, instead of Django's list in memory."""
    settings.EMAIL_BACKEND = "marketplace.notices.mailbox.MailboxBackend"
    settings.MAILBOX = tmp_path / "mail"
    return settings.MAILBOX
