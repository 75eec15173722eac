"""Draws the shop's sign: `python -m marketplace.front.sign` writes share.png and favicon.ico, which are committed.

share.png (1200 x 630) is what a chat shows of a link to a page without a picture of its own. Drawn by Chromium from the
seal and the motifs; asks for Debian's `chromium`.
"""

import base64
import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

STATIC = Path(__file__).parents[1] / "static"
ICONS = STATIC / "icons"
MOST_BYTES = 300_000

SHEET = """<style>
@font-face {{ font-family: "Young Serif"; src: url(data:font/woff2;base64,{serif}) }}
@font-face {{ font-family: "Jakarta"; src: url(data:font/woff2;base64,{sans}); font-weight: 200 800 }}
body {{ margin: 0; width: 1200px; height: 630px; background: #fdfcf9; color: #17263d; font-family: Jakarta; overflow: hidden }}
.cloth {{ position: absolute; inset: 0 0 0 auto; width: 400px; background: #98212b }}
.cloth::after {{ content: ""; position: absolute; inset: 0; background: #fff; opacity: .28;
  mask: url("data:image/svg+xml;base64,{motif}") 0 0 / 100px }}
.words {{ position: absolute; left: 84px; top: 120px; width: 660px }}
.seal {{ width: 128px; height: 128px; display: block }}
h1 {{ font: 400 104px/112px "Young Serif"; color: #98212b; margin: 30px 0 18px }}
p {{ font-size: 36px; line-height: 48px; font-weight: 500; margin: 0 }}
.edge {{ position: absolute; left: 0; right: 0; bottom: 0; height: 30px }}
</style>
<div class="cloth"></div>
<div class="words"><img class="seal" src="data:image/svg+xml;base64,{seal}"><h1>Pasar Jambi</h1>
<p>Kuliner, kriya, dan herbal dari Jambi.<br>Langsung dari pembuatnya.</p></div>
<svg class="edge" width="1200" height="30"><defs><pattern id="e" width="48" height="30" patternUnits="userSpaceOnUse">
<path fill="#98212b" d="M0 24 24 0l24 24v6H0z"/><path fill="#e0a733" d="m12 24 12-12 12 12z"/></pattern></defs>
<rect width="1200" height="30" fill="url(#e)"/></svg>"""


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 630})
        shared = _shot(page, SHEET.format(**_parts()))
        browser.close()
    _save_small(shared, ICONS / "share.png")
    with Image.open(ICONS / "icon-192.png") as icon:
        icon.save(ICONS / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])


def _parts() -> dict[str, str]:
    files = {
        "serif": STATIC / "fonts" / "young-serif.woff2",
        "sans": STATIC / "fonts" / "jakarta.woff2",
        "motif": STATIC / "motifs" / "durian-pecah.svg",
        "seal": ICONS / "seal.svg",
    }
    return {name: base64.b64encode(path.read_bytes()).decode() for name, path in files.items()}


def _shot(page: Page, html: str) -> Image.Image:
    page.set_content(html)
    page.evaluate("document.fonts.ready")
    return Image.open(io.BytesIO(page.screenshot(type="png"))).convert("RGB")


def _save_small(picture: Image.Image, target: Path) -> None:
    """A palette keeps flat colours under the size at which chats leave a picture out. Raises ValueError if it does not."""
    picture.quantize(128).save(target, optimize=True)
    if target.stat().st_size > MOST_BYTES:
        raise ValueError(f"{target.name} has more than {MOST_BYTES} bytes")


if __name__ == "__main__":
    main()
