"""One site and one simulator for all payment tests, an empty database and an empty Stripe for each."""

from collections.abc import Iterator
from typing import Any

import pytest
import stripe
import time_machine

from marketplace.payments import stripe_checkout
from marketplace.payments.simulator import process
from tests.payments import emptying
from tests.payments.shop import Shop
from tests.payments.site import WEBHOOK, Site


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    running = Site()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def stripe_process(site: Site) -> Iterator[process.Running]:
    with process.start(webhook=site.url + WEBHOOK, manual_delivery=1) as running:
        yield running


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The library waits between its tries and for silent servers; here it does so for an instant."""
    monkeypatch.setattr("stripe._http_client.HTTPClient.INITIAL_DELAY", 0.01)
    monkeypatch.setattr("stripe._http_client.HTTPClient.MAX_DELAY", 0.02)
    monkeypatch.setattr(stripe_checkout, "TIMEOUT", (1, 1))
    stripe_checkout.client.cache_clear()
    yield
    stripe_checkout.client.cache_clear()


@pytest.fixture
def empty_shop(django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest) -> Iterator[None]:
    """A database in which commits are real, emptied afterwards."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        seeded = emptying.filled_tables()
        yield
        emptying.empty(seeded, worker)


@pytest.fixture
def shop(
    empty_shop: None, impatient: None, site: Site, stripe_process: process.Running, settings: Any
) -> Iterator[Shop]:
    settings.STRIPE_API_BASE = stripe_process.base_url
    stripe_process.control.reset()
    with time_machine.travel(stripe_process.control.health()["now"], tick=True) as clock:
        yield Shop(site, stripe_process, clock)


@pytest.fixture
def stripe_client(stripe_process: process.Running) -> stripe.StripeClient:
    return stripe.StripeClient("sk_test_shop", base_addresses={"api": stripe_process.base_url})
