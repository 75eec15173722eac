"""Jobs by the clock. Each finds by state what is left to do, so a lost, late or doubled run changes nothing."""

from celery import shared_task
from django.core.management import call_command

from marketplace.freshness import pruning
from marketplace.shop.checkout import collection, repayment
from marketplace.shop.order import fulfilment
from tasks.alone import alone


@shared_task(name="tasks.publish_scheduled_pages")
def publish_scheduled_pages() -> None:
    call_command("publish_scheduled")


@shared_task(name="tasks.forget_sessions")
def forget_sessions() -> None:
    call_command("clearsessions")


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
