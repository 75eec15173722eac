"""Every test starts from a database that is a copy of a migrated template: seconds instead of the half minute of `migrate`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests import template_database

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "spoils_the_books: leaves rows on purpose that the audit must find")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Whatever a test did to orders: afterwards the money adds up and no stock is lost."""
    result = yield
    if item.get_closest_marker("spoils_the_books") is None and _may_read_the_database():
        _audit()
    return result


def _may_read_the_database() -> bool:
    from django.db import connection

    try:
        connection.ensure_connection()
    except RuntimeError:  # pytest-django: this test asked for no database
        return False
    return not connection.needs_rollback


def _audit() -> None:
    from marketplace.shop import audit
    from marketplace.shop.order.models import Purchase

    if Purchase.objects.exists():
        findings = [row for rows in audit.run().values() for row in rows]
        assert not findings, "after this test the audit finds:\n" + "\n".join(findings)


def _worker(config: pytest.Config) -> str:
    return getattr(config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    worker = _worker(request.config)
    with django_db_blocker.unblock():
        template_database.use_a_copy(worker)
        yield
        template_database.discard(worker)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest) -> Iterator[None]:
    """A database in which commits are real, for threads, processes and kill -9; a fresh copy takes its place afterwards."""
    worker = _worker(request.config)
    with django_db_blocker.unblock():
        yield
        template_database.use_a_copy(worker)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    from tests import chromium

    yield from chromium.started()


@pytest.fixture(autouse=True)
def _in_indonesian() -> Iterator[None]:
    from django.utils import translation

    with translation.override("id"):
        yield


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """Limits of how often somebody may try are counted in the cache, and each test is somebody new."""
    from django.core.cache import cache

    cache.clear()
