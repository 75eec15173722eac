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
GOODS_LEFT, GOODS_WIDTH = 640, 500
SUN = {"gunung": 800, "sungai": 560, "kota": 380, "pesisir": 560, "rimba": 560}
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
    sides = "".join(_side(side, names) for side in wanted["sides"])
    return _frame(_drawing(f"kinds/{wanted['kind']}", names) + sides, category)


def view(recipe: dict[str, Any], category: str, look: str) -> str:
    """A further picture of a product: ``near@x,y,side`` or ``inside``. Errors as in ``picture``."""
    if look == "inside":
        names = _colours(DEFAULTS | recipe)
        kinds = [side.partition("@")[0] for side in recipe["sides"]]
        step = 400 / (len(kinds) + 1)
        scale = 2.3 if len(kinds) == 1 else 1.5
        lying = (_side(f"{kind}@{step * place:.0f},264,{scale}", names) for place, kind in enumerate(kinds, 1))
        return _frame("".join(lying), category)
    x, y, side = look.partition("@")[2].split(",")
    return picture(recipe, category).replace('viewBox="0 0 400 400"', f'viewBox="{x} {y} {side} {side}"', 1)


def portrait(recipe: dict[str, Any]) -> str:
    """SVG, 400 x 400 units: the thing of the shop's craft on a plate of its cloth. Errors as in ``picture``."""
    wanted = DEFAULTS | {"scale": 1.5, "foot": 256} | recipe
    names = _colours(wanted) | {"scale": str(wanted["scale"]), "foot": str(wanted["foot"]), "emblem": wanted["emblem"]}
    names["motif"] = _drawing(f"motifs/{wanted['motif']}", names)
    # The thing may be dressed in the same motif, so the plate's pattern goes by another name.
    names["cloth"] = names["motif"].replace('id="p"', 'id="cloth"')
    names["thing"] = _thing(wanted["thing"], names)
    return _frame(_drawing("shops/portrait", names), "kuliner")


def banner(recipe: dict[str, Any]) -> str:
    """SVG, 1184 x 320 units: the land the shop lies in, its goods on the edge of a cloth. Errors as in ``picture``."""
    wanted = DEFAULTS | recipe
    names = _colours(wanted)
    step = GOODS_WIDTH / len(wanted["goods"])
    places = [GOODS_LEFT + step * (place + 0.5) for place in range(len(wanted["goods"]))]
    goods = zip(wanted["goods"], places, strict=True)
    names["goods"] = "".join(_side(f"{name}@{x:.0f},288,1.25", names) for name, x in goods)
    names["land"] = _drawing(f"shops/{wanted['land']}", names)
    names |= {"sun": str(SUN[wanted["land"]]), "shared": _shared("kuliner")}
    return _drawing("shops/frame", names)


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


def _thing(thing: str, names: dict[str, str]) -> str:
    """A side as it is, or ``kinds/name`` with its foot brought to 0, 0."""
    if not thing.startswith("kinds/"):
        return _drawing(f"sides/{thing}", names)
    return f'<g transform="translate(-200 -366)">{_drawing(thing, names)}</g>'


def _drawing(name: str, names: dict[str, str]) -> str:
    return Template((DRAWINGS / f"{name}.svg").read_text(encoding="utf-8")).substitute(names)


def _shared(category: str) -> str:
    ground = dict(zip(("ground_a", "ground_b", "ground_c"), colours.GROUNDS[category], strict=True))
    shapes = {"flower": ornaments.flower(20, 8), "petals": ornaments.flower(20, 4, 0.6, 45)}
    return _drawing("shared", ground | shapes)


def _frame(body: str, category: str) -> str:
    return _drawing("frame", {"shared": _shared(category), "body": body})
