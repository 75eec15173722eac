"""Redraw the pictures: ``python -m marketplace.demo.pictures [SKU or shop ...]``, all without names.

Needs Chromium on the path and the packages of the development group.
"""

import csv
import sys
import tomllib
from pathlib import Path
from typing import Any

from marketplace.demo.pictures import composing, rendering

HERE = Path(__file__).parent
DEMO = HERE.parent
VIEW_SIDE = 640  # pixels
PRODUCT_LIMIT, VIEW_LIMIT, PORTRAIT_LIMIT, BANNER_LIMIT = 24_000, 30_000, 14_000, 24_000


def recipes(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def draw_products(wanted: set[str]) -> None:
    book = recipes("products.toml")
    with (DEMO / "data/products.csv").open(newline="", encoding="utf-8") as source:
        products = [row for row in csv.DictReader(source) if not wanted or row["sku"] in wanted]
    more = recipes("more.toml")
    with rendering.page(400, 400) as sheet:
        for row in products:
            sku, recipe = row["sku"], book[row["sku"]]
            image = rendering.draw(sheet, composing.picture(recipe, row["category"]))
            rendering.save(image, DEMO / f"media/products/{sku}.webp", PRODUCT_LIMIT)
            for number, look in enumerate(more.get(sku, []), 2):
                image = rendering.draw(sheet, composing.view(recipe, row["category"], look)).resize(
                    (VIEW_SIDE, VIEW_SIDE)
                )
                rendering.save(image, DEMO / f"media/products/{sku}-{number}.webp", VIEW_LIMIT)


def draw_shops(wanted: set[str]) -> None:
    book = {slug: recipe for slug, recipe in recipes("shops.toml").items() if not wanted or slug in wanted}
    with rendering.page(400, 400) as sheet:
        for slug, recipe in book.items():
            portrait = rendering.draw(sheet, composing.portrait(recipe)).resize((400, 400))
            rendering.save(portrait, DEMO / f"media/shops/{slug}.webp", PORTRAIT_LIMIT)
    with rendering.page(1184, 320) as sheet:
        for slug, recipe in book.items():
            banner = rendering.draw(sheet, composing.banner(recipe)).resize((1184, 320))
            rendering.save(banner, DEMO / f"media/shops/{slug}-banner.webp", BANNER_LIMIT)


if __name__ == "__main__":
    names = set(sys.argv[1:])
    draw_products(names)
    draw_shops(names)
