"""The web servers under test: started alike, stopped for good, their processor time read from /proc."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import redis

from tests.load.databases import FOLDER, ROOT, settings_of

APPLICATIONS = {"ours": "marketplace.wsgi:application", "stock": "tests.load.stock.wsgi:application"}
PATIENCE_SECONDS = 90
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """One side behind granian, with two workers as in production."""

    side: str
    database: str
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.port = self.port or _free_port()
        self.log = FOLDER / f"{self.side}-{self.port}.log"

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Raises RuntimeError, with the end of its log, when it does not answer in time."""
        environment = settings_of(self.side, self.database)
        environment |= {"SITE_URL": self.base, "CACHE_PREFIX": f"bench-{os.getpid()}-{self.port}"}
        command = [
            str(ROOT / ".venv" / "bin" / "granian"),
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        size = ["--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, *size, APPLICATIONS[self.side]],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait()

    def stop(self) -> None:
        if self.process is None:
            return
        for number, seconds in ((signal.SIGTERM, 8), (signal.SIGKILL, 8)):
            try:
                os.killpg(self.process.pid, number)
                self.process.wait(seconds)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
            break
        self.process = None
        self.log.unlink(missing_ok=True)

    def cpu_seconds(self) -> float:
        """Processor time of the server, its workers and the children they have buried."""
        assert self.process
        return sum(_cpu_seconds(pid) for pid in _tree(self.process.pid))

    def _wait(self) -> None:
        limit = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < limit and self.process and self.process.poll() is None:
            try:
                with urllib.request.urlopen(self.base + "/static/none", timeout=20):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        told = self.log.read_text()[-2000:]
        self.stop()
        raise RuntimeError(f"{self.side} did not come up:\n{told}")


def forget_cache() -> None:
    """Remove from a shared Redis what the servers of this run have put there."""
    if address := os.environ.get("REDIS_URL"):
        with redis.Redis.from_url(address) as server:
            for key in server.scan_iter(f"bench-{os.getpid()}-*"):
                server.delete(key)


def _tree(root: int) -> list[int]:
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            parents[int(entry.name)] = int(fields[1])
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _cpu_seconds(pid: int) -> float:
    """utime, stime, cutime and cstime of one process."""
    fields = _stat(pid)
    return sum(int(ticks) for ticks in fields[11:15]) / _TICKS if fields else 0.0


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name; empty when the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
