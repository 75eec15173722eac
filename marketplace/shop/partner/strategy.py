"""Who may buy what, at which price: Oscar asks here for every page, basket line and checkout."""

from decimal import Decimal
from typing import Any

from oscar.apps.partner import availability, prices, strategy

from marketplace.shop.catalogue import visibility


class NotOnSale(availability.Unavailable):
    """The visibility rule says no: hidden, not approved, shop suspended or on holiday."""

    code = "not_on_sale"


class Strategy(strategy.UseFirstStockRecord, strategy.StockRequired, strategy.NoTax, strategy.Structured):
    """One price per product, whole rupiah, sold only while the one rule of visibility allows it."""

    def __init__(self, request: Any = None) -> None:
        """Prices are alike for everybody. Asking who it is, as Oscar does, would read the session on every public page."""
        self.request = request
        self.user = None

    def availability_policy(self, product: Any, stockrecord: Any) -> availability.Base:
        if not visibility.may_be_sold(product):
            return NotOnSale()
        return super().availability_policy(product, stockrecord)

    def pricing_policy(self, product: Any, stockrecord: Any) -> prices.Base:
        if not stockrecord or stockrecord.price is None:
            return prices.Unavailable()
        price = stockrecord.price.quantize(Decimal(1))
        return prices.FixedPrice(currency=stockrecord.price_currency, excl_tax=price, tax=Decimal(0))

    def fetch_for_line(self, line: Any, stockrecord: Any = None) -> Any:
        """The line's own stock record prices it, never another of the same product."""
        return self.fetch_for_product(line.product, stockrecord=line.stockrecord)


class Selector:
    def strategy(self, request: Any = None, user: Any = None, **kwargs: Any) -> Strategy:
        return Strategy(request)
