"""What follows from an event of the payment gateway."""

from marketplace.events.models import Event
from marketplace.notices import staff
from marketplace.payments.models import Payment, WebhookEvent
from marketplace.shop.checkout import stripe_events
from tasks.registry import handles


@handles("webhook.received")
def process_webhook(event: Event) -> None:
    stripe_events.process(WebhookEvent.objects.get(pk=event.payload["webhook_event_id"]))


@handles("payment.odd")
def tell_staff_of_odd_money(event: Event) -> None:
    payment = Payment.objects.select_related("order__shipping_address", "order__user").get(
        pk=event.payload["payment_id"]
    )
    staff.payment_odd(payment, event.payload["why"], event.pk)
