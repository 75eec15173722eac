from django.db import models
from oscar.apps.partner.abstract_models import AbstractStockRecord


class StockRecord(AbstractStockRecord):
    """Price and stock of one product. The database refuses overselling, a second record, a foreign currency and half rupiah."""

    class Meta(AbstractStockRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["product"], name="one_stock_record_per_product"),
            models.CheckConstraint(
                name="stock_not_oversold",
                condition=models.Q(num_allocated__isnull=True)
                | models.Q(num_allocated__gte=0, num_allocated__lte=models.F("num_in_stock")),
            ),
            models.CheckConstraint(
                name="price_is_positive_rupiah",
                condition=models.Q(price_currency="IDR") & (models.Q(price__isnull=True) | models.Q(price__gt=0)),
            ),
        ]


from oscar.apps.partner.models import *
