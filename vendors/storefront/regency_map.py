"""Jambi's eleven regencies and cities as one tile each, about where they lie. A scheme, not a map to scale."""

from dataclasses import dataclass

# (column, row) of each tile, the Bukit Barisan in the west, the coast in the east; by Kemendagri code.
TILES: dict[str, tuple[str, int, int]] = {
    "15.08": ("Bungo", 2, 1),
    "15.09": ("Tebo", 3, 1),
    "15.06": ("Tanjab Barat", 4, 1),
    "15.07": ("Tanjab Timur", 5, 1),
    "15.72": ("Sungai Penuh", 1, 2),
    "15.02": ("Merangin", 2, 2),
    "15.04": ("Batang\u00adhari", 3, 2),
    "15.71": ("Kota Jambi", 4, 2),
    "15.05": ("Muaro Jambi", 5, 2),
    "15.01": ("Kerinci", 1, 3),
    "15.03": ("Saro\u00adlangun", 3, 3),
}
SIDE, GAP = 64, 4


@dataclass(frozen=True)
class Tile:
    """`x`, `y` are the upper left corner in units of a 336 x 200 picture; `lines` are the name in one or two lines."""

    x: int
    y: int
    lines: list[tuple[str, int]]
    here: bool

    @property
    def middle(self) -> int:
        return self.x + SIDE // 2


def tiles(code: str) -> list[Tile]:
    """All tiles, the regency of this code marked; none when it lies outside the province."""
    return [_tile(*place, here=own == code) for own, place in TILES.items()] if code in TILES else []


def _tile(name: str, column: int, row: int, *, here: bool) -> Tile:
    x, y = (column - 1) * (SIDE + GAP), (row - 1) * (SIDE + GAP)
    words = name.replace("\u00ad", "- ").split()
    first = y + SIDE // 2 + 4 - 7 * (len(words) - 1)
    return Tile(x, y, [(word, first + 14 * number) for number, word in enumerate(words)], here)
