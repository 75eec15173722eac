"""The two addresses that load balancers ask."""

import pytest
from django.db import connection

from marketplace.ops import probes


def test_healthz_asks_nothing_of_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_readyz_names_each_part(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "cache": "ok", "broker": "ok"})


@pytest.mark.django_db
def test_a_broker_that_is_away_does_not_take_the_shop_off_the_network(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["broker"]) == (200, "away")


@pytest.mark.django_db
def test_without_its_database_it_is_not_ready(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setitem(probes.PROBES, "database", refuse)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "away")
    assert connection.vendor not in answer.content.decode()
