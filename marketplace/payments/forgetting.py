"""Taking a buyer's name and addresses out of what was exchanged with the gateway. Sums, keys and references stay."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q

from marketplace.payments.models import PaymentAttempt, TransferProof, WebhookEvent

# What Stripe calls the parts of its objects that name a person.
PERSONAL = frozenset(
    {"billing_details", "customer_details", "customer_email", "receipt_email", "shipping", "shipping_details"}
)


def forget_buyer(orders: Collection[Any]) -> None:
    """Empty what names the buyer of these closed orders, in the caller's transaction. Transfer slips go: they prove no money."""
    attempts = PaymentAttempt.objects.filter(payment__order__in=orders)
    for attempt in attempts:
        PaymentAttempt.objects.filter(pk=attempt.pk).update(request=without_person(attempt.request))
    for event in _events_about([order.number for order in orders]):
        WebhookEvent.objects.filter(pk=event.pk).update(body=without_person(event.body))
    _drop_slips(orders)


def without_person(body: Any) -> Any:
    """The same JSON with every part that names a person emptied, however deep."""
    if isinstance(body, dict):
        return {name: None if name in PERSONAL else without_person(value) for name, value in body.items()}
    return [without_person(one) for one in body] if isinstance(body, list) else body


def _events_about(numbers: list[str]) -> Any:
    about = Q(body__data__object__client_reference_id__in=numbers) | Q(body__data__object__metadata__order__in=numbers)
    return WebhookEvent.objects.filter(about)


def _drop_slips(orders: Collection[Any]) -> None:
    slips = list(TransferProof.objects.filter(payment__order__in=orders))
    TransferProof.objects.filter(pk__in=[slip.pk for slip in slips]).delete()
    transaction.on_commit(lambda: _delete_files(slips))


def _delete_files(slips: list[TransferProof]) -> None:
    for slip in slips:
        if slip.file.name:
            slip.file.storage.delete(slip.file.name)
