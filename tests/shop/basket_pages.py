"""What a shopper does with a basket, over HTTP."""

from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.shop.basket import editing

Line = get_model("basket", "Line")
OURS = {"Origin": "http://testserver"}
HTMX = {**OURS, "HX-Request": "true"}


def add(client, product, quantity="1", headers=OURS, **more):
    return client.post(
        reverse("basket:add", args=[getattr(product, "pk", product)]), {"quantity": quantity, **more}, headers=headers
    )


def update(client, **fields):
    return client.post(reverse("basket:update"), fields)


def page_of(client):
    return client.get(reverse("basket:summary")).context["page"]


def contents(client):
    """(product, pieces) of every line as the page shows it."""
    return [(row.name, row.quantity) for group in page_of(client).groups for row in group.rows]


def stored():
    return list(Line.objects.order_by("pk").values_list("product__title", "quantity"))


def later():
    """Past the time in which a second press of a button is the same wish."""
    Line.objects.update(date_updated=timezone.now() - 2 * editing.DOUBLE_PRESS)
