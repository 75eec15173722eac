"""Every test starts from a database that is a copy of a migrated template: seconds instead of the half minute of `migrate`."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import template_database


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        template_database.use_a_copy(worker)
        yield
        template_database.discard(worker)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest) -> Iterator[None]:
    """A database in which commits are real, for threads, processes and kill -9; a fresh copy takes its place afterwards."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        yield
        template_database.use_a_copy(worker)


@pytest.fixture(autouse=True)
def _in_indonesian() -> Iterator[None]:
    from django.utils import translation

    with translation.override("id"):
        yield
