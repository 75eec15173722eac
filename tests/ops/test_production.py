"""Production refuses what is right for a demo and wrong for a shop."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import checks as django_checks

from marketplace import checks

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "DJANGO_SETTINGS_MODULE": "marketplace.settings.production",
    "SECRET_KEY": "a-key-of-a-test-that-is-long-enough-0123456789-abcdefghijklmnop",
    "ALLOWED_HOSTS": "pasar.example.id",
    "STRIPE_SECRET_KEY": "sk_live_of_a_test",
    "STRIPE_WEBHOOK_SECRET": "whsec_of_a_test",
    "STRIPE_API_BASE": "",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "PATH": os.environ["PATH"],
}


def start(**changes: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from django.conf import settings; print(settings.DEBUG, settings.EMAIL_BACKEND)"]
    return subprocess.run(command, env={**GOOD, **changes}, cwd=ROOT, capture_output=True, text=True)


def test_it_starts_with_keys_of_its_own():
    assert start().stdout == "False django.core.mail.backends.smtp.EmailBackend\n"


@pytest.mark.parametrize(
    "changes",
    [
        {"STRIPE_API_BASE": "http://127.0.0.1:12000"},
        {"STRIPE_SECRET_KEY": "sk_test_simulator"},
        {"STRIPE_WEBHOOK_SECRET": "whsec_simulator"},
        {"SECRET_KEY": "only-for-development-and-tests-never-in-production"},
    ],
)
def test_it_does_not_start_with_what_the_demo_uses(changes):
    ended = start(**changes)
    assert ended.returncode == 1
    assert "ImproperlyConfigured: Production does not start with the" in ended.stderr


def found(check, settings, **changes):
    for name, value in changes.items():
        setattr(settings, name, value)
    return [message.id for message in check(None)]


def test_the_checks_name_simulator_key_and_mailbox(settings):
    simulator = {"STRIPE_SECRET_KEY": "sk_test_simulator", "STRIPE_API_BASE": ""}
    assert found(checks.real_payments, settings, **simulator) == ["marketplace.E001"]
    assert found(checks.real_payments, settings, STRIPE_SECRET_KEY="sk_live_x", STRIPE_API_BASE="http://x") == [
        "marketplace.E001"
    ]
    assert found(checks.real_payments, settings, STRIPE_SECRET_KEY="sk_live_x", STRIPE_API_BASE="") == []
    assert found(checks.own_secret_key, settings, SECRET_KEY=checks.DEVELOPMENT_KEY) == ["marketplace.E002"]
    assert found(checks.own_secret_key, settings, SECRET_KEY="mine") == []
    assert found(checks.real_mail, settings, EMAIL_BACKEND=checks.MAILBOX) == ["marketplace.E003"]
    assert found(checks.real_mail, settings, EMAIL_BACKEND="anymail.backends.amazon_ses.EmailBackend") == []


def test_the_checks_run_with_check_deploy_only():
    ours = {checks.real_payments, checks.own_secret_key, checks.real_mail, checks.servers}
    assert ours <= set(django_checks.registry.registry.get_checks(include_deployment_checks=True))
    assert not ours & set(django_checks.registry.registry.get_checks())
