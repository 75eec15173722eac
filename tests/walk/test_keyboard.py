"""Buying from two shops with the keyboard alone, on a small screen where bars are fixed at the bottom."""

from collections.abc import Iterator

import pytest
from oscar.core.loading import get_model
from playwright.sync_api import Browser, Page, expect

from tests import chromium
from tests.factories import make_product, make_vendor
from tests.flows.site import served
from tests.walk.keyboard import Keys

Order = get_model("order", "Order")
pytestmark = chromium.needed
INSIDE = "(id) => { const e = document.activeElement; return e === document.body || !!e.closest(`#${id}`); }"


@pytest.fixture
def page(committed_db: None, browser: Browser) -> Iterator[Page]:
    make_product(make_vendor("Dapur Sipin"), title="Lempok durian", price=45_000)
    make_product(make_vendor("Kopi Tungkal"), title="Kopi liberika", price=38_500)
    with served() as url:
        context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=url, locale="id-ID")
        yield context.new_page()
        context.close()


def test_a_guest_buys_from_two_shops_by_keyboard_and_sees_the_focus_at_every_stop(page: Page) -> None:
    keys = Keys(page)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for word in ("lempok", "kopi"):
        find_and_add(keys, word)
    keys.go("a[href$='/keranjang/']", "**/keranjang/")
    keys.go("button[name=then][value=checkout]", "**/checkout/")
    check_out(keys)
    assert keys.wrong == [], "\n".join(keys.wrong)
    order = Order.objects.get()
    assert (order.vendor_orders.count(), order.payment.method) == (2, "bank_transfer")


def find_and_add(keys: Keys, word: str) -> None:
    keys.write("input[name=q]", word)
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_url(f"**q={word}*")
    keys.go("main .goods a", "**/belanja/*_*/")
    with keys.page.expect_response("**/keranjang/tambah/**"):
        keys.press("#buy button[name=then][value='']", "Space")
    expect(keys.page.locator("#bought a")).to_be_visible()


def check_out(keys: Keys) -> None:
    page = keys.page
    for name, text in (("name", "Siti Aminah"), ("phone", "081274001234"), ("email", "siti@contoh.id")):
        keys.write(f"#id_{name}", text)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        keys.write("#id_district", "Telanaipura")
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#bar-total")).to_contain_text("Rp")
    keys.write("#id_street", "Jl. Mawar 5")
    keys.tab_to("input[name^=ship_]")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("ArrowDown")
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    keys.tab_to("input[name=method]")
    keys.go("button[name=do][value=place]", "**/pesanan/**")


def test_a_refused_checkout_puts_the_focus_on_its_summary_and_enter_leads_to_the_field(page: Page) -> None:
    keys = Keys(page)
    page.goto("/cari/?q=lempok")
    keys.go("main .goods a", "**/belanja/*_*/")
    keys.go("#buy button[value=checkout]", "**/checkout/")
    keys.press("button[name=do][value=place]")
    expect(page.locator(".errors")).to_be_focused()
    keys.press(".errors a")
    expect(page.locator("#id_name")).to_be_focused()
    assert keys.wrong == []


@pytest.mark.parametrize(
    ("path", "opener", "box"),
    [
        ("/komponen/", "button[data-dialog]", ""),
        ("/cari/?q=lempok", "main .goods a", "arrival-sheet"),
    ],
    ids=["component", "where to send"],
)
def test_a_dialog_keeps_the_focus_escape_shuts_it_and_the_focus_comes_back(
    page: Page, path: str, opener: str, box: str
) -> None:
    keys = Keys(page)
    page.goto(path)
    if box:
        keys.go(opener, "**/belanja/*_*/")
        opener = f"[data-dialog='{box}']"
    keys.tab_to(opener)
    box = page.evaluate("document.activeElement.dataset.dialog")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{box}")).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(INSIDE, box)
    page.keyboard.press("Escape")
    expect(page.locator(f"#{box}")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.dialog") == box
    assert keys.wrong == []


def test_filters_open_with_space_and_are_sent_with_enter(page: Page) -> None:
    keys = Keys(page)
    page.goto("/belanja/")
    keys.press("#show-filter", "Space")
    keys.press(".filt input[type=checkbox]", "Space")
    keys.go(".filt button.btn", "**/belanja/?*")
    assert keys.wrong == []
