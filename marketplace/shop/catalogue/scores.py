"""What buyers' ratings of goods mean to lists. Lists do without where no part of the marketplace collects ratings."""

from functools import cache

from django.core.exceptions import FieldDoesNotExist
from oscar.core.loading import get_model

GOOD = 4  # of five stars, and up


@cache
def there() -> bool:
    """Whether goods have a `score`: the average of their published ratings."""
    try:
        get_model("catalogue", "Product")._meta.get_field("score")
    except FieldDoesNotExist:
        return False
    return True
