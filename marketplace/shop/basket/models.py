from typing import Any

from oscar.apps.basket.abstract_models import AbstractBasket


class Basket(AbstractBasket):
    """Oscar's basket, with everything a page asks of its lines fetched in one query."""

    _lines: Any

    def all_lines(self) -> Any:
        if self.pk is None:
            return self.lines.model.objects.none()
        if self._lines is None:
            self._lines = self.lines.select_related(
                "product__listing__vendor__district",
                "product__parent__listing__vendor",
                "product__product_class",
                "stockrecord",
            ).order_by("pk")
        return self._lines

    @property
    def is_empty(self) -> bool:
        """Asked by loading the lines, which every page with a basket needs next, instead of counting them first."""
        return not self.all_lines()


from oscar.apps.basket.models import *
