"""Who hears that a product can be bought again: after its stock came back, and after it came back on sale."""

import uuid

from marketplace.events import outbox
from marketplace.events.models import Event
from marketplace.notices import wishes
from marketplace.shop.wishes import waiting
from tasks.registry import handles


@handles("stock.back", "product.changed", "product.approved", "waiting.more")
def tell_who_waits_for_product(event: Event) -> None:
    """A batch at a time, so that a product wanted by thousands does not hold up a worker."""
    product_id = event.payload["product_id"]
    if wishes.tell_waiting(product_id) == waiting.BATCH:
        outbox.record("waiting.more", key=f"waiting.more:{uuid.uuid4().hex}", product_id=product_id)
