"""Starts a simulator as a process of its own, on a free port, for as long as a ``with`` block lasts."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marketplace.payments.simulator.control import Control

_ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Running:
    """``base_url`` goes to ``StripeClient(base_addresses={"api": ...})``."""

    base_url: str
    control: Control
    process: "subprocess.Popen[str]"

    @property
    def port(self) -> int:
        return int(self.base_url.rsplit(":", 1)[1])

    def kill(self) -> None:
        """As ``kill -9``: nothing is tidied up."""
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def start(*, state: str = "", **options: Any) -> Iterator[Running]:
    """Options are those of the command line (``webhook``, ``webhook_secret``, ``manual_delivery``, ``port``, ...).

    Without ``state`` it lives in a directory that is removed at the end. Raises RuntimeError if it does not come up.
    """
    with tempfile.TemporaryDirectory(prefix="simulator-") as directory:
        given = {"port": 0, **options, "state": state or f"{directory}/state.sqlite3"}
        arguments = [f"--{name.replace('_', '-')}={value}" for name, value in given.items()]
        command = [sys.executable, "-m", "marketplace.payments.simulator", *arguments]
        process = subprocess.Popen(command, cwd=_ROOT, env=_environment(), stdout=subprocess.PIPE, text=True)
        try:
            yield _running(process)
        finally:
            process.terminate()
            process.wait(15)


def _environment() -> dict[str, str]:
    """The caller's, less the variables meant for a simulator that runs beside a shop."""
    return {name: value for name, value in os.environ.items() if not name.startswith("STRIPE_SIMULATOR_")}


def _running(process: "subprocess.Popen[str]") -> Running:
    line = process.stdout.readline() if process.stdout else ""
    if "http://" not in line:
        raise RuntimeError(f"the Stripe simulator did not start (exit status {process.poll()})")
    base = line.strip().rsplit(" ", 1)[1]
    return Running(base, Control(base), process)
