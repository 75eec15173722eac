import subprocess
import sys

import pytest

from marketplace.payments.simulator import process, settings


def test_options_come_from_the_command_line_then_the_environment_then_the_defaults():
    environment = {"STRIPE_SIMULATOR_PORT": "12001", "STRIPE_SIMULATOR_WEBHOOK": "http://shop.test/hook/"}
    given = settings.parse(["--port", "12002", "--public-url", "https://bayar.test/"], environment)
    assert (given.port, given.webhook, given.base) == (12002, "http://shop.test/hook/", "https://bayar.test")
    assert settings.parse([], {}).base == "http://127.0.0.1:12000"


@pytest.mark.parametrize("arguments", [["--colour", "red"], ["--port", "many"]])
def test_an_option_that_is_none_ends_with_a_usage_line(arguments, capsys):
    with pytest.raises(SystemExit):
        settings.parse(arguments, {})
    assert "usage:" in capsys.readouterr().err


def test_the_simulator_runs_without_django():
    code = (
        "import sys, marketplace.payments.simulator.server\n"
        "print([name for name in ('django', 'celery', 'oscar') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_simulator_that_cannot_start_says_so(simulator):
    with pytest.raises(RuntimeError, match="did not start"), process.start(port=simulator.port):
        pass
