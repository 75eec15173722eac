"""What a shopper needs to know of a filled shop: where its goods are, by vendor."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Good:
    pk: int
    url: str
    vendor: int


@dataclass(frozen=True)
class Manifest:
    goods: list[Good]

    def by_vendor(self) -> list[list[Good]]:
        """Goods of each vendor, vendors in the order of their numbers."""
        shelves: dict[int, list[Good]] = {}
        for good in self.goods:
            shelves.setdefault(good.vendor, []).append(good)
        return [shelves[number] for number in sorted(shelves)]


def write(path: Path, manifest: Manifest) -> None:
    path.write_text(json.dumps([asdict(good) for good in manifest.goods]))


def read(path: Path) -> Manifest:
    return Manifest([Good(**row) for row in json.loads(path.read_text())])
