"""What people agreed to, and the download of their own data."""

from oscar.core.loading import get_model

from marketplace.accounts import consents, takeout
from marketplace.accounts.models import DataFile
from marketplace.events.models import Event
from marketplace.notices import account
from tasks.registry import handles

Order = get_model("order", "Order")


@handles("order.placed")
def keep_consent_with_order(event: Event) -> None:
    order = Order.objects.select_related("user").get(pk=event.payload["order_id"])
    consents.with_order(order.number, order.user, order.date_placed)


@handles("data_file.asked")
def make_data_file(event: Event) -> None:
    """Nothing to do once the account is gone."""
    asked = DataFile.objects.select_related("user").filter(pk=event.payload["data_file_id"]).first()
    if asked:
        takeout.make(asked)
        account.data_ready(asked)
