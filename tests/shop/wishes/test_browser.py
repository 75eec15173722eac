"""Hearts on a small phone: kept on the device, joined into the account, gone from the device when its owner leaves."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from marketplace.shop.wishes import favourites, history
from marketplace.shop.wishes.models import Waiting
from tests import chromium
from tests.factories import make_product, make_user
from tests.flows.site import served

pytestmark = chromium.needed
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def page(committed_db: None, browser: Browser) -> Iterator[Page]:
    with served() as url:
        context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=url, locale="id-ID")
        page = context.new_page()
        page.said = []  # type: ignore[attr-defined]
        page.on("console", lambda message: message.type == "error" and page.said.append(message.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.said.append(str(error)))  # type: ignore[attr-defined]
        yield page
        context.close()


def reads_well(page: Page) -> None:
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.said == []  # type: ignore[attr-defined]


def test_a_guest_s_heart_is_found_again_after_logging_in_and_leaves_the_device_with_its_owner(page: Page) -> None:
    person = make_user("siti@contoh.id", "rahasia-sekali")
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    kopi, dodol = make_product(title="Kopi Liberika"), make_product(title="Dodol Kentang", stock=0)
    for product in (kopi, dodol):
        page.goto(product.get_absolute_url())
        heart = page.get_by_role("button", name=f"Favorit: {product.title}")
        expect(heart).to_have_attribute("aria-pressed", "false")
        heart.click()
        expect(heart).to_have_attribute("aria-pressed", "true")
    reads_well(page)
    page.get_by_role("link", name="Lihat Favorit").click()
    expect(page.locator(".wish .nm")).to_have_text(["Dodol Kentang", "Kopi Liberika"])
    expect(page.get_by_role("heading", name="Terakhir dilihat")).to_be_visible()
    reads_well(page)

    page.get_by_role("link", name="Masuk agar terlihat di semua perangkat").click()
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", "rahasia-sekali")
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.locator(".wish .nm")).to_have_text(["Dodol Kentang", "Kopi Liberika"])
    assert favourites.ids(person) == history.ids(person) == [dodol.pk, kopi.pk]
    reads_well(page)

    page.goto(kopi.get_absolute_url())
    heart = page.get_by_role("button", name="Favorit: Kopi Liberika")
    expect(heart).to_have_attribute("aria-pressed", "true")
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "false")
    assert favourites.ids(person) == [dodol.pk]

    page.goto("/akun/")
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_load_state("networkidle")
    page.goto("/favorit/")
    expect(page.get_by_text("Belum ada favorit.")).to_be_visible()
    expect(page.get_by_role("heading", name="Terakhir dilihat")).to_be_hidden()


def test_a_guest_takes_a_favourite_off_and_asks_to_be_told_on_the_page(page: Page) -> None:
    product = make_product(title="Madu Hutan", stock=0)
    page.goto(product.get_absolute_url())
    page.get_by_role("button", name="Favorit: Madu Hutan").click()
    page.get_by_role("button", name="Kabari jika ada lagi").click()
    expect(page.get_by_text("Isi email.")).to_be_visible()
    page.get_by_label("Email").fill("siti@contoh.id")
    page.get_by_role("button", name="Kabari jika ada lagi").click()
    expect(page.get_by_text("Tercatat. Kami kabari satu kali")).to_be_visible()
    assert Waiting.objects.get().email == "siti@contoh.id"
    page.goto("/favorit/")
    page.get_by_role("button", name="Hapus Madu Hutan dari Favorit").click()
    expect(page.get_by_text("Belum ada favorit.")).to_be_visible()
    reads_well(page)
