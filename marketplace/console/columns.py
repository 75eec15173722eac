"""Columns of the console's lists: states as words with a colour, rupiah, and the first column that leads on."""

from typing import Any

from wagtail.admin.ui.tables import Column

from marketplace import money
from marketplace.console import badges
from marketplace.front import formats


class MoneyColumn(Column):
    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, classname="c-money", **kwargs)

    def get_value(self, instance: Any) -> str:
        amount = super().get_value(instance)
        return "" if amount is None else money.shown(amount)


class WhenColumn(Column):
    """A moment in WIB. Wagtail's own column says "0 minutes ago" of what is still to come."""

    def get_value(self, instance: Any) -> str:
        moment = super().get_value(instance)
        return formats.wib(moment) if moment else ""


class StateColumn(Column):
    cell_template_name = "console/cells/state.html"

    def __init__(self, name: str, kind: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.kind = kind

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "state": badges.of(self.kind, self.get_value(instance))}


class CountColumn(Column):
    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, classname="c-money", **kwargs)
