"""Text of twice the size, the narrowest phone, less motion: the pages of buying still fit and stand still."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests import chromium
from tests.walk.pages import Kind
from tests.walk.seeing import Witness
from tests.walk.town import Town

pytestmark = chromium.needed
BUYING = [
    Kind("home"),
    Kind("catalogue:index"),
    Kind("catalogue:detail", of="goods"),
    Kind("catalogue:detail", of="long", name="long name"),
    Kind("basket:summary", "guest"),
    Kind("checkout:index", "guest"),
]
# What sticks out and lies in nothing that scrolls or cuts by itself.
WIDE = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const cut = (e) => { for (let one = e.parentElement; one && one !== document.body; one = one.parentElement)
    if (getComputedStyle(one).overflowX !== "visible") return true; return false; };
  return [`${document.documentElement.scrollWidth} px`, ...[...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !cut(e)).slice(0, 6).map((e) => e.outerHTML.slice(0, 90))];
}"""
MOVING = """() => document.getAnimations().filter((one) => one.playState === "running"
  && one.effect.getComputedTiming().duration > 20).length"""


@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (360, "200%"), (1280, "200%")])
def test_pages_of_buying_fit_with_large_text_and_on_the_narrowest_phone(
    browser: Browser, site: str, town: Town, width: int, text: str
) -> None:
    found: dict[str, Any] = {}
    people = {who: Witness(browser, site, "360", town.cookies[who]) for who in ("anonymous", "guest")}
    for kind in BUYING:
        page = people[kind.who].page
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(town.path(kind.view, kind.of))
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", text)
        if wide := page.evaluate(WIDE):
            found[kind.title] = wide
        people[kind.who].keep(f"{width}-{text.rstrip('%')}", "id", kind.title)
    for one in people.values():
        one.close()
    assert not found, "\n".join(f"{name}: {one}" for name, wrong in found.items() for one in wrong)


def test_nothing_moves_for_those_who_asked_for_less_motion(browser: Browser, site: str, town: Town) -> None:
    person = Witness(browser, site, "360", town.cookies["guest"], reduced_motion="reduce")
    moving = {}
    for kind in BUYING:
        person.page.goto(town.path(kind.view, kind.of))
        moving[kind.title] = person.page.evaluate(MOVING)
    person.close()
    assert set(moving.values()) == {0}, moving
