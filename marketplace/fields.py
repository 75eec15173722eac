"""Columns that every part of the shop shares."""

from typing import Any

from django.db import models


class RupiahField(models.DecimalField):
    """Whole rupiah, up to 99,999,999,999,999. The column has no decimal places, so half a rupiah cannot be stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 0)
        super().__init__(*args, **kwargs)
