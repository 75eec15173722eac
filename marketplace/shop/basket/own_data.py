"""The basket as a part of a person's data."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from marketplace.accounts import personal
from marketplace.accounts.models import User

Basket = get_model("basket", "Basket")
Line = get_model("basket", "Line")


def register() -> None:
    labels = {"product": _("Product"), "quantity": _("Quantity"), "added": _("When")}
    personal.register("basket", _rows, _erase, title=_("Basket"), labels=labels)


def _unplaced(user: User) -> Any:
    """Baskets that became no order; the others stand with their order."""
    return Basket.objects.filter(owner=user, purchase=None)


def _rows(user: User) -> personal.Rows:
    lines = Line.objects.filter(basket__in=_unplaced(user)).select_related("product").order_by("pk")
    return [{"product": one.product.get_title(), "quantity": one.quantity, "added": one.date_created} for one in lines]


def _erase(user: User) -> None:
    _unplaced(user).delete()
