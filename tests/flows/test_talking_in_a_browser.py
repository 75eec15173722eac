"""Chromium on a small phone: a shopper asks, the shop answers, and the answer comes by itself. With and without JavaScript."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import chromium
from tests.factories import make_member, make_product, make_user, make_vendor
from tests.flows.site import served

pytestmark = chromium.needed
PASSWORD = "rahasia-sekali"


@pytest.fixture
def site(committed_db: None, browser: Browser) -> Iterator[str]:
    with served() as url:
        yield url


def phone(browser: Browser, site: str, user: Any, javascript: bool) -> Page:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, base_url=site, java_script_enabled=javascript, locale="id-ID"
    )
    page = context.new_page()
    page.goto("/akun/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(lambda url: "login" not in url)
    return page


def test_a_question_and_its_answer_on_two_phones(site: str, browser: Browser) -> None:
    shop = make_vendor("Dapur Mak Ina")
    product, buyer, owner = make_product(shop), make_user(full_name="Siti"), make_member(shop)
    shopper, seller = phone(browser, site, buyer, True), phone(browser, site, owner, False)
    shopper.goto(product.get_absolute_url())
    shopper.get_by_role("link", name="Tulis pertanyaan").click()
    shopper.fill("[name=text]", "Tahan berapa hari? WA 0812-7400-9999")
    shopper.get_by_role("button", name="Kirim pesan").click()
    expect(shopper.get_by_role("log")).to_contain_text("0812-7400-9999")
    seller.goto("/mitra/")
    seller.get_by_role("link", name="Pertanyaan pembeli").click()
    seller.get_by_role("link", name="Siti").click()
    expect(seller.get_by_role("log")).to_contain_text("•••••")
    seller.fill("[name=text]", "Lima hari.")
    seller.get_by_role("button", name="Kirim pesan").click()
    expect(shopper.get_by_role("log")).to_contain_text("Lima hari.", timeout=25_000)
    for page in (shopper, seller):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
