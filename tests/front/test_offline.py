"""The shop without a network, in Chromium: what was seen last is there, baskets are not."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page

from tests import chromium
from tests.factories import make_product
from tests.flows.site import served

pytestmark = chromium.needed
KEPT = """async () => {
  const name = (await caches.keys()).find((one) => one.startsWith("pages-"));
  return name ? (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname) : [];
}"""


@pytest.fixture
def network(committed_db: None) -> Iterator[ExitStack]:
    """Closing it is losing the network: the site is gone."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def page(browser: Browser, network: ExitStack) -> Iterator[Page]:
    site = network.enter_context(served())
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site)
    yield context.new_page()
    context.close()


def seen(page: Page, *paths: str) -> None:
    """Open pages and wait until the worker has kept each."""
    for path in paths:
        page.goto(path)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_function(f"async () => (await ({KEPT})()).includes({path!r})")


def lose(network: ExitStack, page: Page) -> None:
    """No site, and no connection that was kept open to it."""
    page.context.set_offline(True)
    network.close()


def test_three_products_seen_are_there_without_a_network_and_the_offline_page_names_them(
    page: Page, network: ExitStack
) -> None:
    goods = [make_product(title=title) for title in ("Dodol kentang", "Kopi robusta", "Madu hutan")]
    paths = [product.get_absolute_url() for product in goods]
    seen(page, *paths)
    page.goto("/keranjang/")
    lose(network, page)
    for product, path in zip(goods, paths, strict=True):
        page.goto(path)
        assert page.locator("h1").inner_text() == product.title
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Plus Jakarta Sans"')
    page.reload()
    assert page.locator("h1").inner_text() == "Madu hutan"
    page.goto("/keranjang/")
    assert page.locator("h1").inner_text() == "Anda sedang offline."
    page.wait_for_selector("[data-kept-pages] li:nth-child(3)")
    named = page.locator("[data-kept-pages] a").all_inner_texts()
    # The very first page is kept once there is a worker, before or after the second.
    assert named[0] == "Madu hutan"
    assert set(named) == {"Madu hutan", "Kopi robusta", "Dodol kentang"}
    page.get_by_role("link", name="Kopi robusta").click()
    page.wait_for_url(f"**{paths[1]}")
    assert page.locator("h1").inner_text() == "Kopi robusta"


def test_the_offline_page_speaks_the_language_of_the_address(page: Page, network: ExitStack) -> None:
    seen(page, "/en/")
    lose(network, page)
    page.goto("/en/checkout/")
    assert page.locator("h1").inner_text() == "You are offline."
    assert page.get_by_role("link", name="Try again").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_only_public_pages_are_kept_and_no_more_than_twenty(page: Page) -> None:
    goods = [make_product(title=f"Kopi {number}") for number in range(22)]
    seen(page, "/", *(product.get_absolute_url() for product in goods))
    for private in ("/keranjang/", "/akun/login/", "/cari/?q=kopi", "/pesanan/lacak/"):
        page.goto(private)
    kept = page.evaluate(KEPT)
    assert len(kept) == 20
    assert kept[-1] == goods[-1].get_absolute_url() and "/" not in kept
    assert not any(path.startswith(("/keranjang", "/akun", "/cari", "/pesanan")) for path in kept)


def test_a_new_release_removes_what_the_old_one_kept_and_leaves_a_half_filled_form_alone(page: Page) -> None:
    product = make_product()
    seen(page, product.get_absolute_url())
    page.evaluate("caches.open('pages-of-before').then((old) => old.put('/', new Response('old')))")
    page.goto("/akun/login/")
    page.get_by_label("Email").fill("siti@contoh.id")
    page.evaluate("""async () => {
      for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
      await navigator.serviceWorker.register("/sw.js");
      await navigator.serviceWorker.ready;
    }""")
    page.wait_for_function("async () => !(await caches.keys()).includes('pages-of-before')")
    assert page.get_by_label("Email").input_value() == "siti@contoh.id"
