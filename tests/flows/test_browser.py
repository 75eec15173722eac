"""Chromium on a small phone: a guest buys from three shops and pays, the shops answer. With and without JavaScript."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from oscar.core.loading import get_model
from playwright.sync_api import Browser, Page, expect

from marketplace.front import states
from marketplace.payments import stripe_checkout
from marketplace.payments.simulator import process
from marketplace.shop import audit
from tasks import relay
from tests import chromium
from tests.factories import make_district, make_member, make_product, make_vendor
from tests.flows.site import served
from vendors import ledger
from vendors.models import VendorOrder

Order = get_model("order", "Order")
pytestmark = chromium.needed

PASSWORD = "rahasia-sekali"
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def site(committed_db: None, settings: Any, browser: Browser) -> Iterator[str]:
    """The site with the Stripe simulator beside it, each knowing the other's address."""
    with served() as url, process.start(webhook=f"{url}/webhooks/stripe/") as stripe:
        settings.STRIPE_API_BASE = stripe.base_url
        settings.CONTENT_SECURITY_POLICY = _may_go_on_to(settings.CONTENT_SECURITY_POLICY, stripe.base_url)
        stripe_checkout.client.cache_clear()
        yield url
        stripe_checkout.client.cache_clear()


def _may_go_on_to(policy: dict[str, Any], page: str) -> dict[str, Any]:
    return {**policy, "DIRECTIVES": {**policy["DIRECTIVES"], "form-action": ["'self'", page]}}


class Phone:
    """One person with a browser, and everything that it complained about."""

    def __init__(self, browser: Browser, site: str, javascript: bool) -> None:
        self.context = browser.new_context(
            viewport=PHONE, base_url=site, java_script_enabled=javascript, locale="id-ID"
        )
        self.page: Page = self.context.new_page()
        self.javascript, self.said, self.wide = javascript, [], []
        self.page.on("console", lambda message: message.type == "error" and self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on(
            "response", lambda answer: answer.status >= 400 and self.said.append(f"{answer.status} {answer.url}")
        )

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def look(self) -> None:
        """After each page: it fits the phone."""
        self.page.wait_for_load_state()
        # A page without JavaScript can still be measured: Playwright's own world is apart from the page's.
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            self.wide.append((self.page.url, width))

    def press(self, selector: str) -> None:
        self.page.locator(selector).locator("visible=true").first.click()
        self.look()

    def text(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())


@contextmanager
def phone(browser: Browser, site: str, javascript: bool) -> Iterator[Phone]:
    person = Phone(browser, site, javascript)
    yield person
    person.context.close()
    assert person.said == []
    assert person.wide == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_guest_buys_from_three_shops_pays_once_and_sees_each_shop_answer(browser, site, javascript):
    make_district()
    shops = [make_vendor("Dapur Mak Ina"), make_vendor("Kopi Tungkal"), make_vendor("Rumah Batik Danau")]
    prices = (45_000, 38_500, 12_500)
    goods = [make_product(v, price=p, title=f"Barang {v.name}") for v, p in zip(shops, prices, strict=True)]
    ways = dict(zip([shop.pk for shop in shops], ("ambil", "kurir", "antar"), strict=True))

    with phone(browser, site, javascript) as guest:
        fill_basket(guest, goods)
        order = check_out_and_pay(guest, ways)
        assert int(order.total_incl_tax) == 45_000 + 38_500 + 24_000 + 12_500 + 10_000
        relay.drain()
        assert order.status == "paid"
        page = guest.page.url
        parts = list(VendorOrder.objects.filter(order=order).order_by("pk"))
        assert shows(guest, parts, "new", "new", "new")

        with at_the_desk(browser, site, javascript, shops[0]) as desk:
            act(desk, parts[0], "terima")
            act(desk, parts[0], "siap")
            guest.open(page)
            assert shows(guest, parts, "ready_for_pickup", "new", "new")
            parts[0].refresh_from_db()
            assert parts[0].pickup_code in guest.text()
            act(desk, parts[0], "serahkan", code=parts[0].pickup_code)

        with at_the_desk(browser, site, javascript, shops[1]) as desk:
            act(desk, parts[1], "terima")
            guest.open(page)
            assert shows(guest, parts, "delivered", "accepted", "new")
            act(desk, parts[1], "kirim", courier="JNE", tracking_number="JX0123456789")

        with at_the_desk(browser, site, javascript, shops[2]) as desk:
            act(desk, parts[2], "terima")
            act(desk, parts[2], "kirim")

        guest.open(page)
        assert shows(guest, parts, "delivered", "shipped", "shipped")
        assert "JX0123456789" in guest.text()
    relay.drain()
    assert [ledger.balance(shop) for shop in shops] == [42_750, 60_575, 21_875]
    assert [row for rows in audit.run().values() for row in rows] == []


def fill_basket(guest: Phone, goods: list[Any]) -> None:
    guest.open("/")
    for product in goods:
        guest.open(product.get_absolute_url())
        if guest.javascript:
            with guest.page.expect_response("**/keranjang/tambah/**"):
                guest.press('#buy button[name="then"][value=""]')
        else:
            guest.press('#buy button[name="then"][value=""]')
            assert "/keranjang/" in guest.page.url
    guest.open("/keranjang/")
    assert all(product.title in guest.text() for product in goods)
    guest.press('button[name="then"][value="checkout"]')


def check_out_and_pay(guest: Phone, ways: dict[int, str]) -> Any:
    page = guest.page
    assert page.url.endswith("/checkout/")
    for name, typed in (("name", "Siti Aminah"), ("phone", "081274001234"), ("email", "siti@contoh.id")):
        page.fill(f'[name="{name}"]', typed)
    page.fill('[name="street"]', "Jl. Mawar 5")
    page.fill('[name="postcode"]', "36122")
    change(guest, lambda: page.select_option('[name="district"]', "15.71.01"))
    for vendor, way in ways.items():
        pick = page.locator(f'input[name="ship_{vendor}"][value="{way}"]')
        if not pick.is_checked():
            change(guest, lambda pick=pick: pick.locator("xpath=ancestor::label").click())
    page.locator('label.pick:has(input[name="method"][value="stripe"])').click()
    guest.press('button[name="do"][value="place"]')
    page.wait_for_url("**/c/pay/**")
    page.locator('button[name="choice"][value="good"]').click()
    page.wait_for_url("**/pesanan/**")
    guest.look()
    return Order.objects.get()


def change(guest: Phone, act: Any) -> None:
    """Change a field of the checkout: the page works out shipping by itself, or by the button where there is no JavaScript."""
    if guest.javascript:
        with guest.page.expect_response(
            lambda answer: answer.url.endswith("/checkout/") and answer.request.method == "POST"
        ):
            act()
        expect(guest.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    else:
        act()
        guest.press('button.btn[name="do"][value="refresh"]')


def shows(guest: Phone, parts: list[VendorOrder], *statuses: str) -> bool:
    """Whether the badge of each parcel says this, in the words for shoppers."""
    told = [
        states.describe("vendor_order", s, "shopper", pickup=p.is_pickup) for s, p in zip(statuses, parts, strict=True)
    ]
    badges = guest.page.locator("section[aria-labelledby^=part-] .shop-head > :last-child").all_inner_texts()
    return [badge.strip() for badge in badges] == [one.label for one in told if one]


@contextmanager
def at_the_desk(browser: Browser, site: str, javascript: bool, shop: Any) -> Iterator[Phone]:
    owner = make_member(shop)
    with phone(browser, site, javascript) as desk:
        desk.open("/akun/login/?next=/mitra/")
        desk.page.fill('[name="login"]', owner.email)
        desk.page.fill('[name="password"]', PASSWORD)
        desk.press('form:has([name="password"]) button.p')
        desk.page.wait_for_url(f"{site}/mitra/")
        yield desk


def act(desk: Phone, part: VendorOrder, verb: str, **typed: str) -> None:
    """One act of the shop on its order: a button of the page, or a form behind it. It leads back to the order."""
    here = f"/mitra/pesanan/{part.number}/"
    desk.open(here)
    asks = f'a[href$="/{verb}/"]'
    if desk.page.locator(asks).count():
        desk.press(asks)
        for name, text in typed.items():
            desk.page.fill(f'[name="{name}"]', text)
        desk.press("form.form button.p")
    else:
        desk.press(f'form[action$="/{verb}/"] button')
    desk.page.wait_for_url(f"**{here}")
    desk.look()
    relay.drain()
