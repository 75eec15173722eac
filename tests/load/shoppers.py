"""Shoppers who buy as a browser without JavaScript does: every page is loaded, every redirect followed, every form read."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import aiohttp

from tests.load import counting, forms
from tests.load.manifest import Good

DISTRICT = "15.71.01"


class Failed(Exception):
    """A step of the journey did not lead where it should."""


@dataclass(frozen=True)
class Step:
    """One request of a journey. The queries are known where they were asked for."""

    method: str
    path: str
    queries: int
    repeated: int


class Shopper:
    """Someone with a cookie jar of their own. `counting` asks the server for the number of queries of each request."""

    def __init__(self, connector: aiohttp.TCPConnector, base: str, *, count: bool = False) -> None:
        headers = {"Accept-Language": "id", "Origin": base, **({counting.ASK: "yes"} if count else {})}
        self.base = base
        self.at = base + "/"
        self.steps: list[Step] = []
        self.session = aiohttp.ClientSession(
            connector=connector,
            connector_owner=False,
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            headers=headers,
            timeout=aiohttp.ClientTimeout(total=60),
        )

    async def close(self) -> None:
        await self.session.close()

    async def get(self, path: str) -> str:
        return await self._ask("GET", path)

    async def post(self, path: str, data: dict[str, str], *, follow: bool = True) -> str:
        return await self._ask("POST", path, data=data, follow=follow)

    async def send(self, html: str, mark: str, **typed: str) -> str:
        """Send the form that `mark` finds in the page, with what was typed into it."""
        form = forms.find(html, mark)
        return await self.post(form.action or self.path, {**form.fields, **typed})

    @property
    def path(self) -> str:
        return self.at.removeprefix(self.base)

    async def fill_basket(self, goods: list[Good]) -> str:
        """Look at each product and put one piece into the basket; the page of the basket."""
        for good in goods:
            page = await self.get(good.url)
            await self.send(page, self.adding(good), quantity="1")
        return await self.get(self.BASKET)

    async def buy(self, goods: list[Good]) -> None:
        """The whole journey to the page that shows the order. Raises Failed."""
        await self.go_to_the_till(await self.fill_basket(goods))
        await self.place()
        await self.get(self.at.removeprefix(self.base))

    async def place(self) -> None:
        """Send the last form; `at` is then the address of the order. Raises Failed."""
        path, data = self.last_form
        await self.post(path, data, follow=False)
        if self.ORDER not in self.at:
            raise Failed(f"placing the order led to {self.at}")

    BASKET = ""
    ORDER = ""
    last_form: tuple[str, dict[str, str]]

    def adding(self, good: Good) -> str:
        raise NotImplementedError

    async def go_to_the_till(self, basket: str) -> None:
        """From the basket's page to the brink of the order: `last_form` is what remains to be sent."""
        raise NotImplementedError

    async def _ask(self, method: str, path: str, follow: bool = True, **options: Any) -> str:
        url = path if path.startswith("http") else self.base + path
        headers = {"Referer": self.at}
        async with self.session.request(method, url, headers=headers, allow_redirects=follow, **options) as answer:
            html = await answer.text()
            for each in (*answer.history, answer):
                self._note(each)
            if answer.status >= 400:
                raise Failed(f"{method} {path}: {answer.status}")
            self.at = urljoin(str(answer.url), answer.headers.get("Location", ""))
            return html

    def _note(self, answer: aiohttp.ClientResponse) -> None:
        queries = int(answer.headers.get(counting.COUNTED, 0))
        self.steps.append(Step(answer.method, answer.url.path, queries, int(answer.headers.get(counting.REPEATED, 0))))


class OurShopper(Shopper):
    BASKET = "/keranjang/"
    ORDER = "/pesanan/"

    def adding(self, good: Good) -> str:
        return f"/keranjang/tambah/{good.pk}/"

    async def go_to_the_till(self, basket: str) -> None:
        page = await self.send(basket, "basket", then="checkout")
        address = {"name": "Siti Aminah", "phone": "081274001234", "email": "siti@contoh.id", "street": "Jl. Mawar 5"}
        page = await self.send(page, "checkout", **address, province="15", district=DISTRICT, do="refresh")
        form = forms.find(page, "checkout")
        self.last_form = (form.action, {**form.fields, "method": "bank_transfer", "do": "place"})


class StockShopper(Shopper):
    BASKET = "/basket/"
    ORDER = "/checkout/thank-you/"

    def adding(self, good: Good) -> str:
        return "add_to_basket_form"

    async def go_to_the_till(self, basket: str) -> None:
        page = await self.get("/checkout/")
        page = await self.post(self.path, {**_token(page), "username": "siti@contoh.id", "options": "anonymous"})
        address = {
            "first_name": "Siti",
            "last_name": "Aminah",
            "line1": "Jl. Mawar 5",
            "line4": "Jambi",
            "postcode": "36122",
        }
        await self.send(page, "new_shipping_address", **address)
        form = forms.find(await self.get("/checkout/preview/"), "place_order_form")
        self.last_form = (form.action, form.fields)


def _token(page: str) -> dict[str, str]:
    """The CSRF token of the form that holds an e-mail address; it has neither id nor action."""
    _before, found, after = page.partition('name="csrfmiddlewaretoken" value="')
    if not found:
        raise Failed("no form at the gateway")
    return {"csrfmiddlewaretoken": after.partition('"')[0]}


SHOPPERS: dict[str, type[Shopper]] = {"ours": OurShopper, "stock": StockShopper}
