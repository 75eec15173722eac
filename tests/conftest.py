"""Every test starts from a database that is a copy of a migrated template: seconds instead of the half minute of `migrate`."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.plugin import blocking_manager_key

from tests import template_database


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


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Django empties every table after a test with real transactions, regions and Wagtail's root too: put them back."""
    result = yield
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        with item.config.stash[blocking_manager_key].unblock():
            template_database.use_a_copy(_worker(item.config))
    return result


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


@pytest.fixture(autouse=True)
def _in_indonesian() -> Iterator[None]:
    from django.utils import translation

    with translation.override("id"):
        yield
