"""What is looked at on every page, in one pass, and everything the browser complained about while it opened."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.words import reading

SIZES = {"360": {"width": 360, "height": 740}, "1280": {"width": 1280, "height": 800}}
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"], "preload": False}

# Sizes are those of what can be pressed: a box with a label is as large as its label, a link within a sentence
# or a heading is exempt from 24 px (WCAG 2.5.8).
LOOK = """(language) => {
  const found = [], doc = document.documentElement;
  const short = (e) => e.outerHTML.replace(/\\s+/g, " ").slice(0, 110);
  const seen = (e) =>
    e.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) && e.getClientRects().length && !e.closest(".unseen");
  if (doc.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1);
    found.push(`${doc.scrollWidth} px wide: ${wide.slice(0, 3).map(short).join(" | ")}`);
  }
  if (doc.lang !== language) found.push(`lang=${doc.lang}`);
  if (document.querySelectorAll("h1").length !== 1) found.push(`${document.querySelectorAll("h1").length} h1`);
  const typed = "input:not([type=radio], [type=checkbox], [type=hidden], [type=file]), select, textarea";
  for (const e of document.querySelectorAll(typed))
    if (seen(e) && parseFloat(getComputedStyle(e).fontSize) < 16) found.push(`zooms: ${short(e)}`);
  const button = "button, .btn, input[type=submit], summary";
  for (const e of document.querySelectorAll(`a[href], input:not([type=hidden]), select, textarea, ${button}`)) {
    if (!seen(e)) continue;
    const own = e.matches("input[type=radio], input[type=checkbox]") ? e.closest("label") ?? e.labels?.[0] ?? e : e;
    const { width, height } = own.getBoundingClientRect();
    if (!width || !height || width === 1) continue;
    const inline = e.matches("a") && getComputedStyle(e).display === "inline";
    const least = e.matches(button) ? 43.5 : 23.5;
    if (!inline && (height < least || width < 23.5)) found.push(`small ${Math.round(width)}x${Math.round(height)}: ${short(e)}`);
  }
  for (const money of document.body.innerText.match(/Rp\\s?[\\d.]+,\\d\\d\\b/g) ?? []) found.push(`decimals: ${money}`);
  return found;
}"""


class Witness:
    """One person's browser window, and what it reported since the last page."""

    def __init__(self, browser: Browser, site: str, size: str, cookies: Any = None, **options: Any) -> None:
        self.site = site
        self.context: BrowserContext = browser.new_context(
            viewport=SIZES[size], base_url=site, locale="id-ID", **options
        )
        known = [{"name": one.key, "value": one.value, "url": site} for one in (cookies or {}).values()]
        self.context.add_cookies(known)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: message.type == "error" and self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", self._asks)
        self.page.on("response", self._hears)
        self.page.on("requestfailed", lambda request: self.said.append(f"failed: {request.url} {request.failure}"))

    def _asks(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme.startswith("http") and parts.netloc != urlsplit(self.site).netloc:
            self.said.append(f"another host: {request.url}")

    def _hears(self, answer: Any) -> None:
        if answer.status >= 400:
            self.said.append(f"{answer.status} {answer.url}")

    def open(self, path: str, status: int = 200) -> list[str]:
        """Go there; gives what is wrong with how it opened."""
        self.said.clear()
        answer = self.page.goto(path, wait_until="load")
        wrong = []
        if answer is None or answer.status != status:
            wrong.append(f"status {answer and answer.status}")
        if urlsplit(self.page.url).path != urlsplit(path).path:
            wrong.append(f"led on to {self.page.url}")
        return wrong

    def complaints(self, status: int) -> list[str]:
        """What the browser said; that the page itself is an error page was expected."""
        expected = (f"{status} {self.page.url}", f"status of {status}") if status >= 400 else ()
        return [text for text in self.said if not any(text.startswith(one) or one in text for one in expected)]

    def look(self, language: str) -> list[str]:
        return self.page.evaluate(LOOK, language)

    def axe(self) -> list[str]:
        violations = Axe().run(self.page, options=WCAG).response["violations"]
        return [f"axe {rule['id']}: {node['html'][:110]}" for rule in violations for node in rule["nodes"][:3]]

    def foreign(self, language: str, written: str) -> list[str]:
        """Sentences of the other language, but for texts that people of the town wrote."""
        texts = [text for text in reading.said_on(self.page.content()) if text not in written]
        names_of_languages = ("Bahasa Indonesia", "English")
        words = reading.foreign_words(texts, language)
        return [f"foreign: {one}" for one in words if one not in names_of_languages]

    def keep(self, size: str, language: str, name: str) -> None:
        file = SCREENS / size / language / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=file, full_page=True)

    def close(self) -> None:
        self.context.close()
