"""Checkout as a browser without JavaScript sees it: the page's form, typed into and sent."""

from typing import Any

from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from oscar.core.loading import get_model

from tests.shop.basket_pages import add

Order = get_model("order", "Order")

HTMX = {"HX-Request": "true"}
SITI = {
    "name": "Siti Aminah",
    "phone": "0812-7400-1234",
    "email": "siti@contoh.id",
    "province": "15",
    "district": "15.71.01",
    "street": "Jl. Mawar 5",
    "landmark": "seberang masjid",
    "postcode": "36122",
}


def fill(client: Client, *goods: Any) -> None:
    """Put one of each product into the visitor's basket."""
    for product in goods:
        add(client, product)


def fields_of(answer: Any) -> dict[str, str]:
    """What a browser would send of the form as it stands."""
    form = BeautifulSoup(answer.content, "html.parser").find("form", id="checkout")
    sent = {}
    for one in form.find_all(["input", "textarea", "select"]):
        if one.name == "select":
            chosen = one.find("option", selected=True)
            sent[one["name"]] = chosen["value"] if chosen else one.find("option")["value"]
        elif one.name == "textarea":
            sent[one["name"]] = one.text.strip()
        elif one.get("type") not in ("radio", "checkbox") or one.has_attr("checked"):
            sent[one["name"]] = one.get("value", "")
    return sent


def filled_in(client: Client, **typed: str) -> dict[str, str]:
    """The form once Siti's address is typed and shipping worked out, ready to be placed."""
    first = fields_of(client.get("/checkout/"))
    again = client.post("/checkout/", {**first, **SITI, **typed, "do": "refresh"})
    return {**fields_of(again), "do": "place"}


def place(client: Client, **changed: str) -> Any:
    return client.post("/checkout/", {**filled_in(client), **changed})


def told(answer: Any) -> str:
    """What stands in the box at the top about what to mend."""
    box = BeautifulSoup(answer.content, "html.parser").find(class_="errors")
    return " ".join(box.get_text(" ").split()).replace("\u00a0", " ") if box else ""


def text_of(answer: Any, selector: str = "main") -> str:
    found = BeautifulSoup(answer.content, "html.parser").select_one(selector)
    assert found is not None, selector
    return " ".join(found.get_text(" ").split())


def queries_of(act: Any) -> int:
    """How many queries a request takes, once what each process reads once has been read."""
    with CaptureQueriesContext(connection) as captured:
        assert act().status_code == 200
    return len(captured)


def only_part(order: Any) -> Any:
    return order.vendor_orders.select_related("vendor", "order").get()
