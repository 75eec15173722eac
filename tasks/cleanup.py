"""Jobs by the clock. Each finds by state what is left to do, so a lost, late or doubled run changes nothing."""

from celery import shared_task
from django.core.management import call_command
from django.db import transaction

from marketplace.accounts import erasure, takeout
from marketplace.freshness import pruning
from marketplace.notices import wishes
from marketplace.shop.checkout import collection, repayment
from marketplace.shop.order import fulfilment
from marketplace.shop.wishes import waiting
from tasks.alone import alone


@shared_task(name="tasks.publish_scheduled_pages")
def publish_scheduled_pages() -> None:
    call_command("publish_scheduled")


@shared_task(name="tasks.forget_sessions")
def forget_sessions() -> None:
    call_command("clearsessions")


@shared_task(name="tasks.forget_people")
def forget_people() -> None:
    """Downloads of one's data after their day, and the last mails to those who deleted their account."""
    takeout.sweep()
    erasure.forget_last_words()


@shared_task(name="tasks.expire_orders")
@alone("gateway")
def expire_orders() -> None:
    """Unpaid orders whose time is over: their payment page is closed, then their stock is free again."""
    collection.expire_overdue()


@shared_task(name="tasks.poll_payments")
@alone("gateway")
def poll_payments() -> None:
    """Payment pages whose webhook may be lost."""
    collection.poll_open_payments()


@shared_task(name="tasks.send_refunds")
@alone("gateway")
def send_refunds() -> None:
    repayment.send_due()
    repayment.follow_sent()


@shared_task(name="tasks.collect_fees")
@alone("gateway")
def collect_fees() -> None:
    collection.collect_fees()


@shared_task(name="tasks.follow_deadlines")
def follow_deadlines() -> None:
    """Shops that did not answer in time, and parcels that arrived and drew no complaint."""
    fulfilment.cancel_silent()
    fulfilment.complete_arrived()


@shared_task(name="tasks.forget_changes")
def forget_changes() -> None:
    """What told the public pages that they are out of date."""
    pruning.prune()


@shared_task(name="tasks.tell_waiting")
def tell_waiting() -> None:
    """Goods that came back without an event, as when a shop's holiday ends; a batch each, the rest in the next round."""
    for product_id in waiting.products_back():
        with transaction.atomic():
            wishes.tell_waiting(product_id)
