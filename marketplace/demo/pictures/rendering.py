"""SVG to WebP through Chromium, once; the results are committed."""

import base64
import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FONT = Path(__file__).parent / "fonts/young-serif.woff2"
# A word too long for its label is set smaller until it fits.
FIT = """() => document.fonts.ready.then(() => document.querySelectorAll('text[data-fit]').forEach(text => {
  const size = parseFloat(text.getAttribute('font-size')), room = parseFloat(text.dataset.fit);
  const width = text.getComputedTextLength();
  if (width > room) text.setAttribute('font-size', size * room / width);
}))"""


@contextmanager
def page(width: int, height: int) -> Iterator[Page]:
    """A page of Chromium, ``width`` x ``height`` CSS pixels drawn at double size."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        sheet = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=2)
        try:
            yield sheet
        finally:
            browser.close()


def draw(sheet: Page, svg: str) -> Image.Image:
    font = base64.b64encode(FONT.read_bytes()).decode()
    face = f"@font-face{{font-family:'Young Serif';src:url(data:font/woff2;base64,{font})}}"
    sheet.set_content(f"<style>{face}html,body{{margin:0}}svg{{display:block}}</style>{svg}")
    sheet.evaluate(FIT)
    return Image.open(io.BytesIO(sheet.screenshot(type="png"))).convert("RGB")


def save(image: Image.Image, target: Path, limit: int) -> None:
    """WebP at the best of a few qualities that stays under ``limit`` bytes; ``ValueError`` if none does."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for quality in (82, 74, 66, 58, 50, 42, 34, 26):
        image.save(target, "WEBP", quality=quality, method=6)
        if target.stat().st_size < limit:
            return
    raise ValueError(f"{target.name} is larger than {limit} bytes at every quality")
