"""docker-compose.yml is valid, asks for what production needs, and can be scaled."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]


def check(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    return subprocess.run(command, capture_output=True, text=True)


def test_it_follows_the_compose_specification():
    assert check(ROOT / "docker-compose.yml").returncode == 0


def test_the_schema_refuses_a_key_that_compose_does_not_know(tmp_path):
    wrong = (ROOT / "docker-compose.yml").read_text().replace("healthcheck:", "healthchek:", 1)
    (tmp_path / "docker-compose.yml").write_text(wrong)
    assert check(tmp_path / "docker-compose.yml").returncode == 1


def test_it_has_every_part():
    assert set(SERVICES) == {"db", "redis", "elasticsearch", "migrate", "web", "worker", "beat"}


@pytest.mark.parametrize("name", ["db", "redis", "elasticsearch", "worker"])
def test_servers_and_workers_have_a_health_check(name):
    assert SERVICES[name]["healthcheck"]["test"]


def test_web_takes_the_health_check_of_the_image():
    assert "healthcheck" not in SERVICES["web"]
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize("name", ["db", "redis", "elasticsearch"])
def test_what_must_outlive_a_container_lies_in_a_volume(name):
    volume = SERVICES[name]["volumes"][0].split(":")[0]
    assert volume in COMPOSE["volumes"]


@pytest.mark.parametrize("name", ["web", "worker"])
def test_it_can_be_scaled(name):
    service = SERVICES[name]
    assert "container_name" not in service
    assert not [port for port in service.get("ports", []) if not re.match(r"[\d.]*::\d+$", port)]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_of_ours_starts_before_the_migrations_are_done(name):
    assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_the_broker_never_drops_a_message_to_make_room():
    assert "noeviction" in SERVICES["redis"]["command"]
    assert "--appendonly" in SERVICES["redis"]["command"]


def test_secrets_have_no_default():
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"):
        assert re.findall(rf"\$\{{{name}[:}}](.)", text).count("?") == text.count(f"${{{name}")


def test_the_image_does_not_run_as_root_and_carries_no_tools_to_build():
    final = (ROOT / "Dockerfile").read_text().split("FROM ")[-1]
    assert "USER marketplace" in final
    assert "uv" not in final.replace("--uid", "")
