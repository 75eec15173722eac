"""The page of components in Debian's Chromium: both widths, both languages, with and without JavaScript."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests import chromium
from tests.flows.site import served

pytestmark = chromium.needed
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def site(committed_db: None) -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site)
    page = context.new_page()
    page.said = []  # type: ignore[attr-defined]
    page.on("console", lambda message: message.type == "error" and page.said.append(message.text))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.said.append(str(error)))  # type: ignore[attr-defined]
    yield page
    context.close()


@pytest.mark.parametrize("path", ["/komponen/", "/en/komponen/", "/tidak-ada/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_pass_axe_do_not_scroll_sideways_and_report_nothing(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert [text for text in page.said if "status of 40" not in text] == []  # type: ignore[attr-defined]


def test_what_is_pressed_is_large_enough_and_inputs_do_not_zoom(page: Page) -> None:
    page.goto("/komponen/")
    small = page.evaluate(
        """[...document.querySelectorAll('.btn, .bar a, .chip, .opt, .step button, .pick, .chk, select, textarea')]
        .filter(e => e.offsetParent && (e.offsetHeight < 40 || e.offsetWidth < 40)).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
    zooming = page.evaluate(
        """[...document.querySelectorAll('input:not([type=radio], [type=checkbox], [type=hidden]), select, textarea')]
        .filter(e => parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert zooming == []


def test_a_busy_button_says_so_keeps_its_width_and_sends_once(page: Page) -> None:
    page.goto("/komponen/")
    posts: list[str] = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    told = page.evaluate(
        """() => { const form = document.createElement('form'); form.method = 'post'; form.target = 'sink';
        form.innerHTML = '<iframe name="sink"></iframe><button class="btn p" data-busy="Menyimpan…">Buat pesanan sekarang</button>';
        document.querySelector('main').prepend(form); const button = form.querySelector('button');
        const width = button.offsetWidth; button.click(); button.click();
        return [button.textContent, button.getAttribute('aria-busy'), button.offsetWidth - width]; }"""
    )
    page.wait_for_timeout(500)
    assert told == ["Menyimpan…", "true", 0]
    assert len(posts) == 1


def test_the_stepper_stops_at_its_limits_and_the_figure_can_be_typed(page: Page) -> None:
    page.goto("/komponen/")
    figure = page.locator("input[name=a]")
    more = page.get_by_role("button", name="Tambah Kopi", exact=True)
    more.click()
    assert figure.input_value() == "3"
    figure.fill("34")
    figure.press("Tab")
    assert more.is_disabled()
    assert page.get_by_role("button", name="Tambah Songket").is_disabled()


def test_a_dialog_takes_the_focus_closes_with_escape_and_gives_it_back(page: Page) -> None:
    page.goto("/komponen/")
    opener = page.get_by_role("button", name="Buka dialog")
    opener.click()
    assert page.get_by_role("dialog", name="Tolak pesanan PJ-2411-0381-B?").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Buka dialog"


def test_the_skip_link_is_first_and_focus_is_never_hidden_by_the_bar(page: Page) -> None:
    page.goto("/tidak-ada/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.goto("/komponen/")
    hidden = page.evaluate(
        """() => { const bar = document.querySelector('.bar').getBoundingClientRect().top;
        return [...document.querySelectorAll('main a, main button, main input')].slice(0, 60).filter(e => { e.focus();
        const box = e.getBoundingClientRect(); return e === document.activeElement && box.top > bar; }).length; }"""
    )
    assert hidden == 0


def test_without_javascript_nothing_is_offered_that_needs_it(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/komponen/")
    assert page.locator(".step button:visible").count() == 0
    assert page.locator("[data-copy]:visible").count() == 0
    assert page.locator("form:has(input[name=a]) .plain-only:visible").count() == 1
    context.close()
