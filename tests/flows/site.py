"""The whole site on a real port of this machine, and shoppers who use it over HTTP, each with cookies of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from bs4 import BeautifulSoup
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

BUYER = {
    "name": "Siti Aminah",
    "phone": "081274001234",
    "email": "siti@contoh.id",
    "province": "15",
    "district": "15.71.01",
    "street": "Jl. Mawar 5",
    "postcode": "36122",
    "method": "bank_transfer",
}
TIMEOUT = 60


@contextmanager
def served() -> Iterator[str]:
    """The address of the site, served by threads of this process: they see its database and its patches."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://127.0.0.1:{thread.port}"
    finally:
        thread.terminate()


class Shopper:
    """A browser without JavaScript: follows redirects, sends the forms that it was given."""

    def __init__(self, site: str, **typed: str) -> None:
        self.site, self.typed = site, {**BUYER, **typed}
        self.session = requests.Session()
        self.session.headers["Origin"] = site

    def get(self, path: str) -> requests.Response:
        return self.session.get(f"{self.site}{path}", timeout=TIMEOUT)

    def post(self, path: str, data: dict[str, str], **options: Any) -> requests.Response:
        return self.session.post(f"{self.site}{path}", data, timeout=TIMEOUT, **options)

    def add(self, product: Any, quantity: int = 1) -> requests.Response:
        return self.post(f"/keranjang/tambah/{product.pk}/", {"quantity": str(quantity)})

    def fill_in(self, **also: str) -> dict[str, str]:
        """The checkout form as it stands after typing the address, ready to be sent."""
        first = fields_of(self.get("/checkout/").text)
        again = self.post("/checkout/", {**first, **self.typed, **also, "do": "refresh"})
        return {**fields_of(again.text), "do": "place"}

    def place(self, form: dict[str, str]) -> requests.Response:
        return self.post("/checkout/", form)

    def buy(self, product: Any, quantity: int = 1) -> requests.Response:
        self.add(product, quantity)
        return self.place(self.fill_in())


def order_number(answer: requests.Response) -> str:
    """The order whose page a shopper ended on, or nothing."""
    parts = answer.url.split("/pesanan/")
    return parts[1].split("/")[0] if len(parts) == 2 else ""


def fields_of(page: str, form_id: str = "checkout") -> dict[str, str]:
    """What a browser would send of a form as it stands."""
    form = BeautifulSoup(page, "html.parser").find("form", id=form_id)
    if form is None:
        raise AssertionError(f"no form {form_id} in {page[:300]!r}")
    sent = {}
    for one in form.find_all("input"):
        if one.get("type") not in ("radio", "checkbox") or one.has_attr("checked"):
            sent[one.get("name")] = one.get("value", "")
    for one in form.find_all("textarea"):
        sent[one.get("name")] = one.text.strip()
    for one in form.find_all("select"):
        chosen = one.find("option", selected=True) or one.find("option")
        sent[one.get("name")] = chosen.get("value", "") if chosen else ""
    return {name: value for name, value in sent.items() if name}
