"""Checkout and order pages in Debian's Chromium: what is typed survives a refresh, focus stays, nothing is hard to reach."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from marketplace.shop.order import fulfilment
from tests import chromium
from tests.factories import make_order, make_product, make_vendor
from tests.flows.site import served
from tests.shop.checkout_pages import SITI

pytestmark = chromium.needed
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def page(committed_db: None, browser: Browser) -> Iterator[Page]:
    with served() as url:
        context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=url, locale="id-ID")
        page = context.new_page()
        page.site = url  # type: ignore[attr-defined]
        page.said = []  # type: ignore[attr-defined]
        page.on("console", lambda message: message.type == "error" and page.said.append(message.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.said.append(str(error)))  # type: ignore[attr-defined]
        yield page
        context.close()


def add(page: Page, *goods: Any) -> None:
    for product in goods:
        path = f"/keranjang/tambah/{product.pk}/"
        page.request.post(path, form={"quantity": "1"}, headers={"Origin": page.site})  # type: ignore[attr-defined]


def reads_well(page: Page) -> None:
    """axe finds nothing, nothing scrolls sideways on the narrowest phone, no field hides behind the bar, no error is logged."""
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(BEHIND_THE_BAR) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert [text for text in page.said if "status of 4" not in text] == []  # type: ignore[attr-defined]


BEHIND_THE_BAR = """() => {
  const bar = document.querySelector('.buy, .bar').getBoundingClientRect().top;
  const fields = [...document.querySelectorAll('main :is(input, select, textarea, summary, a, button)')];
  return fields.filter(one => one.checkVisibility({contentVisibilityAuto: true}) && !one.disabled && !one.closest('.buy, .unseen'))
    .filter(one => { one.focus(); return document.activeElement === one && one.getBoundingClientRect().top >= bar; })
    .map(one => one.outerHTML.slice(0, 80));
}"""


def test_what_is_typed_while_shipping_is_worked_out_stays_and_the_sums_follow(page: Page) -> None:
    shop = make_vendor("Dapur Sipin")
    add(page, make_product(shop, price=45_000))
    page.goto("/checkout/")
    reads_well(page)
    page.route("**/checkout/", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.select_option("#id_district", "15.71.01")
    page.locator("#id_street").press_sequentially("Jl. Mawar 5", delay=30)
    expect(page.locator("#bar-total b")).to_have_text("Rp\u00a055.000")
    assert page.input_value("#id_street") == "Jl. Mawar 5"
    assert page.evaluate("document.activeElement.id") == "id_street"
    page.locator(f"input[name=ship_{shop.pk}][value=antar]").focus()
    before = page.evaluate("scrollY")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#bar-total b")).to_have_text("Rp\u00a069.000")
    assert page.evaluate("[document.activeElement.value, scrollY]") == ["kurir", before]
    expect(page.locator("#said")).to_have_text("Total Rp\u00a069.000, termasuk ongkir Rp\u00a024.000.")
    reads_well(page)


def test_a_refused_form_starts_at_its_summary_and_leads_to_each_field(page: Page) -> None:
    add(page, make_product(make_vendor("Dapur Sipin")))
    page.goto("/checkout/")
    page.fill("#id_name", "Siti")
    page.locator("button[value=place]").locator("visible=true").click()
    expect(page.locator(".errors")).to_be_focused()
    page.locator(".errors a", has_text="Kecamatan").click()
    expect(page.locator("#id_district")).to_be_focused()
    assert page.input_value("#id_name") == "Siti"
    reads_well(page)


def test_two_presses_make_one_order_and_its_page_reads_well_on_phone_and_desk(page: Page) -> None:
    add(page, make_product(make_vendor("Dapur Sipin")), make_product(make_vendor("Rumah Tenun " * 6)))
    page.goto("/checkout/")
    for name in ("name", "phone", "email", "street"):
        page.fill(f"#id_{name}", SITI[name])
    page.select_option("#id_district", SITI["district"])
    expect(page.locator("#totals")).to_contain_text("Ongkir 2 paket")
    expect(page.locator("#bar-total")).to_contain_text("Rp\u00a070.000")
    page.locator("button[value=place]").locator("visible=true").dblclick()
    page.wait_for_url("**/pesanan/**")
    expect(page.locator("h1")).to_have_text("Terima kasih, pesanan Anda kami simpan")
    reads_well(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    reads_well(page)
    page.goto("/pesanan/")
    assert page.locator(".order-list > article").count() == 1
    reads_well(page)


def test_an_order_that_stands_differently_with_each_shop_reads_well(page: Page) -> None:
    order = make_order(*((make_product(make_vendor()), 1) for _ in range(3)), paid=True)
    sent, declined, _new = order.vendor_orders.select_related("vendor", "order").order_by("number")
    fulfilment.accept(sent, None)
    fulfilment.ship(sent, None, "JNE REG", "JB0000000000000000001ID")
    fulfilment.decline(declined, None, "Panen belum tiba " * 10)
    for prefix in ("", "/en"):
        page.goto(f"{prefix}/pesanan/{order.number}/?kunci={order.purchase.token}")
        reads_well(page)
    page.goto("/pesanan/lacak/")
    reads_well(page)
