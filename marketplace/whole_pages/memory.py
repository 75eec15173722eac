"""The two places where pages are kept: this process, bounded by bytes, and the cache that processes share."""

import hashlib
import threading
import uuid
from collections import OrderedDict
from typing import Any

from django.conf import settings
from django.core.cache import caches

from marketplace.whole_pages import state
from marketplace.whole_pages.entries import Entry

MOST_BYTES = 16 * 1024 * 1024
# Longer than any render; a process that dies while it renders holds the others up no longer than they wait anyway.
LOCK_SECONDS = 10
SHARED = "pages"


class Memory:
    """Pages by address, the least recently asked for forgotten first. One entry an address, whatever its version."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.size = 0
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, address: str) -> Entry | None:
        with self._lock:
            entry = self._entries.get(address)
            if entry:
                self._entries.move_to_end(address)
            return entry

    def put(self, address: str, entry: Entry) -> None:
        with self._lock:
            before = self._entries.pop(address, None)
            self.size -= before.size if before else 0
            self._entries[address] = entry
            self.size += entry.size
            while self.size > self.most_bytes:
                _, oldest = self._entries.popitem(last=False)
                self.size -= oldest.size

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self.size = 0

    def __len__(self) -> int:
        return len(self._entries)


def shared() -> Any | None:
    """The cache that processes share; None where there is no server for it."""
    return caches[SHARED] if SHARED in settings.CACHES else None


def recall(address: str) -> Entry | None:
    cache = shared()
    found = cache.get(_key(address)) if cache else None
    return found if isinstance(found, Entry) else None


def remember(address: str, entry: Entry, seconds: int) -> None:
    cache = shared()
    if cache:
        cache.set(_key(address), entry, seconds)


def take_turn(address: str, version: str) -> str:
    """A token when this process may render; empty while another does. Without a shared cache everybody may."""
    cache, token = shared(), uuid.uuid4().hex
    return token if not cache or cache.add(_turn(address, version), token, LOCK_SECONDS) else ""


def give_turn_back(address: str, version: str, token: str) -> None:
    cache = shared()
    if cache and cache.get(_turn(address, version)) == token:
        cache.delete(_turn(address, version))


def _key(address: str) -> str:
    """The code is part of it, since another release may keep its entries in another shape."""
    return f"page:{state.code()}:{hashlib.sha256(address.encode()).hexdigest()}"


def _turn(address: str, version: str) -> str:
    return f"turn:{hashlib.sha256(f'{address} {version}'.encode()).hexdigest()}"
