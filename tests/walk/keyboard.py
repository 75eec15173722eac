"""A shopper without a mouse: Tab, Enter, Space and arrows, with a look at every stop whether the focus can be seen."""

from typing import Any

from playwright.sync_api import Page

MOST_STOPS = 150

# The ring may be drawn by the thing itself, by what stands after it, or by the label, tile or field around it. A thing is
# hidden when another one lies over its upper edge, its middle and its lower edge.
STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return { gone: true };
  const ring = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const mine = e.closest("label") ?? (e.matches("input.unseen") ? e.labels[0] : e);
  const around = [e, mine, e.parentElement, e.closest("form.seek"), e.closest(".step")].filter(Boolean);
  const shown = around.some((one) => ring(getComputedStyle(one))) || ring(getComputedStyle(e, "::after"));
  const box = (e.matches("input[type=radio], input[type=checkbox]") ? mine : e).getBoundingClientRect();
  const at = (y) => document.elementFromPoint(box.left + Math.min(box.width / 2, 40), y);
  const free = [box.top + 2, box.top + box.height / 2, box.bottom - 2].some((y) => {
    const hit = at(y);
    return hit && (mine.contains(hit) || (hit.contains(e) && !hit.matches("main, body, html")));
  });
  return { what: e.outerHTML.replace(/\\s+/g, " ").slice(0, 120), shown, free };
}"""


class Keys:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []

    def stop(self) -> dict[str, Any]:
        """Where the focus is; what is wrong with it is kept."""
        here = self.page.evaluate(STOP)
        if not here.get("gone"):
            self.wrong += [f"focus not seen: {here['what']}"] if not here["shown"] else []
            self.wrong += [f"focus covered: {here['what']}"] if not here["free"] else []
        return here

    def tab_to(self, selector: str, key: str = "Tab") -> None:
        """On from stop to stop until one matches."""
        passed = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press(key)
            here = self.stop()
            if self.page.evaluate("(s) => document.activeElement.matches(s)", selector):
                return
            passed.append(here.get("what", "the browser")[:60])
        raise AssertionError(f"{selector} was not reached on {self.page.url}: {passed[:20]}")

    def write(self, selector: str, text: str) -> None:
        self.tab_to(selector)
        self.page.keyboard.type(text)

    def press(self, selector: str, key: str = "Enter") -> None:
        self.tab_to(selector)
        self.page.keyboard.press(key)

    def go(self, selector: str, to: str) -> None:
        """Press what leads on to a page."""
        self.press(selector)
        self.page.wait_for_url(to)
        self.page.wait_for_load_state()
