"""A picture put together from its recipe: ground and light, the thing itself, what lies beside it.

The drawings are SVG files in ``drawings/`` whose colours and words are ``$names``: ``kinds/`` hold the thing,
``sides/`` what lies beside it (drawn around its own foot at 0, 0), ``motifs/`` patterns of cloth and shapes of chips.
"""

from pathlib import Path
from string import Template
from typing import Any

from marketplace.demo.pictures import colours, ornaments

DRAWINGS = Path(__file__).parent / "drawings"
RIGHT_FRONT = "318 366"
INK = "#232c36"

DEFAULTS: dict[str, Any] = {
    "word": "",
    "sub": "",
    "dye": "merah",
    "accent": "kunyit",
    "trim": "gading",
    "fill": "madu",
    "emblem": "bunga",
    "motif": "",
    "filling": "",
    "sides": [],
    "wraps": ["kunyit", "merah", "daun", "nila"],
}


def picture(recipe: dict[str, Any], category: str) -> str:
    """SVG, 400 x 400 units. ``KeyError`` names what the recipe or the drawing lacks."""
    wanted = DEFAULTS | recipe
    names = _colours(wanted) | {key: wanted[key] for key in ("word", "sub", "emblem")}
    for layer in ("motif", "filling"):
        names[layer] = _drawing(f"motifs/{wanted[layer]}", names) if wanted[layer] else ""
    behind = "".join(_side(side[1:], names) for side in wanted["sides"] if side.startswith("<"))
    before = "".join(_side(side, names) for side in wanted["sides"] if not side.startswith("<"))
    body = behind + _drawing(f"kinds/{wanted['kind']}", names) + before
    return _frame(body, category)


def _colours(wanted: dict[str, Any]) -> dict[str, str]:
    light, main, deep = colours.DYES[wanted["dye"]]
    fill_light, fill, fill_deep, fill_dark = colours.FILLINGS[wanted["fill"]]
    wraps = {f"wrap_{letter}": colours.DYES[dye][1] for letter, dye in zip("abcd", wanted["wraps"], strict=True)}
    inside = {"fill_light": fill_light, "fill": fill, "fill_deep": fill_deep, "fill_dark": fill_dark}
    specks = {"speck": fill_light, "speck_dark": fill_dark, "ink": wanted.get("ink", INK)}
    accent, trim = (colours.DYES[wanted[key]][1] for key in ("accent", "trim"))
    print_colours = {"note": next(dye for dye in (accent, main, deep) if colours.is_dark(dye)), "pale": colours.PALE}
    surface = {"light": light, "main": main, "deep": deep, "accent": accent, "trim": trim}
    return surface | print_colours | inside | specks | wraps


def _side(side: str, names: dict[str, str]) -> str:
    """``name`` or ``name@x,y`` or ``name@x,y,scale``."""
    name, _, place = side.partition("@")
    x, y, scale = ([*place.split(","), "1"])[:3] if place else (*RIGHT_FRONT.split(), "1")
    return f'<g transform="translate({x} {y}) scale({scale})">{_drawing(f"sides/{name}", names)}</g>'


def _drawing(name: str, names: dict[str, str]) -> str:
    return Template((DRAWINGS / f"{name}.svg").read_text(encoding="utf-8")).substitute(names)


def _frame(body: str, category: str) -> str:
    ground = dict(zip(("ground_a", "ground_b", "ground_c"), colours.GROUNDS[category], strict=True))
    shapes = {"flower": ornaments.flower(20, 8), "petals": ornaments.flower(20, 4, 0.6, 45)}
    return _drawing("frame", ground | shapes | {"body": body})
