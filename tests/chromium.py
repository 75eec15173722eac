"""Debian's Chromium for tests that look at pages."""

import shutil
from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

PATH = shutil.which("chromium")
needed = pytest.mark.skipif(not PATH, reason="no Chromium on this machine: apt-get install chromium")


def started() -> Iterator[Browser]:
    """A browser for as long as the generator is held.

    Playwright runs a loop of its own in this thread. Django takes what happens meanwhile for an async view and gives it
    database connections of its own: one left open from before would be stale when the loop has ended.
    """
    connections.close_all()
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=PATH, args=["--no-sandbox"])
        yield chromium
        connections.close_all()
        chromium.close()
