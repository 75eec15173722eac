"""What follows from an event of the payment gateway."""

from marketplace.events.models import Event
from marketplace.payments.models import WebhookEvent
from marketplace.shop.checkout import stripe_events
from tasks.registry import handles


@handles("webhook.received")
def process_webhook(event: Event) -> None:
    """Raises LookupError when the event was faster than our own commit: the delivery comes back to it."""
    stripe_events.process(WebhookEvent.objects.get(pk=event.payload["webhook_event_id"]))
