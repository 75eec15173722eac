"""The doctor names what is wrong and ends with status 1 then."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from marketplace.events.models import Delivery, Event

pytestmark = pytest.mark.django_db


def examine(capsys) -> tuple[int, str]:
    try:
        call_command("doctor")
    except SystemExit as end:
        return end.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


@pytest.fixture(autouse=True)
def real_keys(settings):
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = "sk_live_x", ""


def test_a_sound_shop_has_six_times_ok(capsys):
    status, said = examine(capsys)
    assert (status, said.count("ok  "), said.count("!!")) == (0, 6, 0)


def test_it_names_a_simulator_that_does_not_run(capsys, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:1"
    status, said = examine(capsys)
    assert status == 1
    assert "!!  Payments: the Stripe simulator is not running at http://127.0.0.1:1." in said


def test_it_names_events_that_nobody_takes_and_deliveries_that_failed(capsys):
    event = Event.objects.create(kind="x", key="x:1", happened_at=timezone.now() - timedelta(minutes=2))
    Delivery.objects.create(event=event, handler="gone", state=Delivery.State.FAILED)
    status, said = examine(capsys)
    assert status == 1
    assert "1 deliveries failed for good" in said
    assert "1 events wait for a minute or more." in said
