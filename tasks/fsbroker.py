"""A Celery broker made of files, for a machine without Redis. kombu's own, with every write made whole.

kombu's filesystem transport writes a message into the file that readers already see, takes messages by way of the
system's temporary folder, and rewrites its routing table in place; each of these loses messages or stops the worker
under load. Here a file appears whole (written beside, then renamed) and is taken with one rename, which only one wins.
"""

import fcntl
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

Binding = filesystem.exchange_queue_t


class Channel(filesystem.Channel):
    """Messages lie in `<queue_directory>/messages`, oldest name first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for folder in (self.messages, self.taken, self.control_folder):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def directory(self) -> Path:
        return Path(self.transport_options["queue_directory"])

    @property
    def messages(self) -> Path:
        return self.directory / "messages"

    @property
    def taken(self) -> Path:
        return self.directory / "taken"

    @property
    def control_folder(self) -> Path:
        return self.directory / "control"

    @property
    def data_folder_in(self) -> str:
        return str(self.messages)

    data_folder_out = data_folder_in

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]  # as kombu's own
        """Add a message so that no reader ever sees half of it."""
        name = f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        try:
            _write_whole(self.messages / name, dumps(payload))
        except OSError as error:
            raise ChannelError(f"Cannot add {name} to the queue") from error

    def _get(self, queue: str) -> Any:  # type: ignore[override]
        """Take the oldest message. The rename is the lock: of many readers one succeeds."""
        for name in sorted(os.listdir(self.messages)):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            mine = self.taken / name
            try:
                os.rename(self.messages / name, mine)
            except FileNotFoundError:
                continue
            message = mine.read_text()
            mine.unlink()
            return loads(message)
        raise Empty

    def get_table(self, exchange: str) -> list[Binding]:
        try:
            return [Binding(*binding) for binding in loads(self._exchange_file(exchange).read_text())]
        except FileNotFoundError:
            return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        with self._routing():
            bindings = self.get_table(exchange)
            binding = Binding(routing_key or "", pattern or "", queue or "")
            if binding not in bindings:
                _write_whole(self._exchange_file(exchange), dumps([binding, *bindings]))

    def _delete(self, queue: str, exchange: str, routing_key: str, pattern: str, *args: Any, **kwargs: Any) -> None:
        self._purge(queue)
        with self._routing():
            gone = Binding(routing_key or "", pattern or "", queue or "")
            bindings = [binding for binding in self.get_table(exchange) if binding != gone]
            _write_whole(self._exchange_file(exchange), dumps(bindings))

    @contextmanager
    def _routing(self) -> Iterator[None]:
        """One writer of the routing table at a time, over all processes."""
        with (self.directory / "routing.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    Channel = Channel
    driver_name = "files"


def _write_whole(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex}.part")
    part.write_text(text)
    os.replace(part, path)
