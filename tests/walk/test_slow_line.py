"""The whole path of buying at 400 kbit/s with 400 ms of delay. It works, within so many bytes; seconds are printed only."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from oscar.core.loading import get_model
from playwright.sync_api import Browser, Page, expect

from tests import chromium
from tests.walk.town import Town

Order = get_model("order", "Order")
pytestmark = chromium.needed
LINE = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
# The first view of a product, everything in it; a front server packs styles and scripts smaller than the tests' one.
MOST_BYTES = 250 * 1024
SECONDS = 120_000


@dataclass
class Meter:
    """What a page has taken since the meter was last read."""

    page: Page
    bytes: int = 0
    since: float = 0.0

    def start(self) -> None:
        self.bytes, self.since = 0, time.monotonic()

    def read(self, what: str) -> int:
        print(f"{what}: {time.monotonic() - self.since:.1f} s, {self.bytes / 1024:.0f} KiB")
        taken = self.bytes
        self.start()
        return taken


@pytest.fixture
def meter(browser: Browser, site: str) -> Iterator[Meter]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site, locale="id-ID")
    context.set_default_timeout(SECONDS)
    page = context.new_page()
    meter, line = Meter(page), context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)

    def count(event: dict) -> None:
        meter.bytes += int(event["encodedDataLength"])

    line.on("Network.loadingFinished", count)
    meter.start()
    yield meter
    context.close()


def test_a_product_is_bought_on_a_slow_line(meter: Meter, town: Town) -> None:
    page = meter.page
    page.goto(town.path("catalogue:detail", "goods"), wait_until="commit")
    expect(page.locator("h1 >> visible=true")).to_be_visible(timeout=SECONDS)
    expect(page.locator(".price.big")).to_contain_text("Rp", timeout=SECONDS)
    expect(page.locator("#buy button[name=then][value='']")).to_be_enabled(timeout=SECONDS)
    meter_read_at_price = time.monotonic() - meter.since
    page.wait_for_load_state("load")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    print(f"first paint: {painted / 1000:.1f} s")
    print(f"price and button: {meter_read_at_price:.1f} s")
    assert meter.read("product page, whole") <= MOST_BYTES
    page.locator("#buy button[name=then][value='']").click()
    expect(page.locator("#bought a")).to_be_visible(timeout=SECONDS)
    meter.read("into the basket")
    page.locator("#bought a").first.click()
    page.wait_for_url("**/keranjang/")
    meter.read("basket")
    page.locator("button[name=then][value=checkout] >> visible=true").first.click()
    page.wait_for_url("**/checkout/")
    meter.read("checkout")
    fill_in(page)
    meter.read("shipping worked out")
    before = Order.objects.count()
    page.locator("button[name=do][value=place] >> visible=true").click()
    page.wait_for_url("**/pesanan/**")
    meter.read("order placed")
    assert Order.objects.count() == before + 1


def fill_in(page: Page) -> None:
    for name, text in (("name", "Siti Aminah"), ("phone", "081274001234"), ("email", "siti@contoh.id")):
        page.fill(f"#id_{name}", text)
    page.fill("#id_street", "Jl. Mawar 5")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.select_option("#id_district", "15.71.01")
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0, timeout=SECONDS)
