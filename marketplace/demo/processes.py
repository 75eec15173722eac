"""Runs the demo's processes side by side: one log, a restart with a growing pause for what dies, one end for all."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

COLOURS = [36, 33, 35, 32, 34]
GRACE_SECONDS = 8.0
SETTLED_SECONDS = 30.0
LONGEST_PAUSE = 30.0


@dataclass
class Program:
    """One process of the demo, and how it fares."""

    name: str
    command: list[str]
    process: subprocess.Popen[str] | None = None
    started: float = 0.0
    deaths: int = 0
    again_at: float = 0.0


@dataclass
class Company:
    """The processes that live and end together."""

    programs: list[Program] = field(default_factory=list)
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    write: Callable[[str], Any] = sys.stdout.write
    colour: bool = False
    ending: bool = False
    parent: int = field(default_factory=os.getppid)

    def start(self, program: Program) -> None:
        self.programs.append(program)
        self._spawn(program)

    def end_on_signals(self) -> None:
        """Also where a shell has told its background job to ignore Ctrl-C."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.end())

    def end(self) -> None:
        self.ending = True

    def keep_running(self) -> None:
        """Return when told to end, or when the `make` that started us is gone."""
        while not self.ending:
            self.look_after()
            time.sleep(0.1)

    def look_after(self) -> None:
        """One round: start again what died, and notice whether we are still wanted."""
        for program in self.programs:
            self._look_after(program)
        if "MAKELEVEL" in os.environ and os.getppid() != self.parent:
            self.end()

    def stop(self) -> None:
        """End all, politely first. No process of ours is left afterwards."""
        alive = [program.process for program in self.programs if program.process and program.process.poll() is None]
        for process in alive:
            _signal_group(process, signal.SIGTERM)
        limit = time.monotonic() + GRACE_SECONDS
        while time.monotonic() < limit and any(process.poll() is None for process in alive):
            time.sleep(0.05)
        for process in alive:
            _signal_group(process, signal.SIGKILL)
            process.wait()

    def _look_after(self, program: Program) -> None:
        if program.process and program.process.poll() is not None:
            self._note_death(program, program.process.returncode)
        elif program.process is None and time.monotonic() >= program.again_at:
            self._spawn(program)

    def _note_death(self, program: Program, status: int) -> None:
        lived = time.monotonic() - program.started
        program.deaths = 1 if lived > SETTLED_SECONDS else program.deaths + 1
        pause = min(2.0 ** (program.deaths - 1), LONGEST_PAUSE)
        program.process, program.again_at = None, time.monotonic() + pause
        self._say(program, f"ended with status {status}; starting it again in {pause:.0f} s")

    def _spawn(self, program: Program) -> None:
        program.started = time.monotonic()
        program.process = subprocess.Popen(
            [sys.executable, "-m", "marketplace.demo.processes", *program.command],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        threading.Thread(target=self._copy_log, args=(program, program.process), daemon=True).start()

    def _copy_log(self, program: Program, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or ():
            self._say(program, line.rstrip())

    def _say(self, program: Program, line: str) -> None:
        name = f"{program.name:<7}|"
        if self.colour:
            name = f"\033[{COLOURS[self.programs.index(program) % len(COLOURS)]}m{name}\033[0m"
        self.write(f"{name} {line}\n")


def _signal_group(process: subprocess.Popen[str], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def become(command: list[str]) -> None:
    """Turn into a command that Linux ends when the demo is killed and cannot end it itself."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.execv(command[0], command)


if __name__ == "__main__":
    become(sys.argv[1:])
