"""A shop beside a Stripe simulator: what shoppers, shops, staff and the clock do to it, and whether the books agree."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import time_machine
from django.db import connection
from oscar.core.loading import get_model

from marketplace.events.models import Event
from marketplace.payments.models import Capture, Payment, Refund
from marketplace.payments.simulator.process import Running
from marketplace.shop import audit
from marketplace.shop.checkout import collection, placement, repayment
from tasks import relay
from tests.factories import make_basket, make_product, make_vendor, make_wish
from tests.payments.site import Site, Visitor

Order = get_model("order", "Order")
# The sweeps' rhythm is seconds; what they must catch shows itself within minutes, hours or a day.
STEPS = (3, 40, 120, 1500, 1500)


class Shop:
    def __init__(self, site: Site, stripe: Running, clock: time_machine.Traveller) -> None:
        self.site, self.stripe, self.control, self.clock = site, stripe, stripe.control, clock
        self.vendors: list[Any] = []
        self.products: list[Any] = []

    def place(self, method: str = "stripe", stock: int = 100, **fields: Any) -> Any:
        """Scenario 1 of the features: Rp 200.000 from three vendors with 5, 3 and 5 % commission."""
        if not self.vendors:
            self.vendors = [make_vendor(n, commission=c) for n, c in (("A", "5"), ("B", "3"), ("C", "5"))]
            prices = (45_000, 38_500, 12_500)
            self.products = [make_product(v, price=p, stock=stock) for v, p in zip(self.vendors, prices, strict=True)]
        a, b, c = self.vendors
        basket = make_basket(*zip(self.products, (2, 1, 3), strict=True))
        wish = make_wish(basket, {a.pk: "ambil", b.pk: "kurir", c.pk: "antar"}, method=method, **fields)
        return Order.objects.get(pk=placement.place(basket.pk, wish).pk)

    def open_page(self, order: Any) -> str:
        """The id of the session that the pay button leads to."""
        return session_of(Visitor(self.site, order).press_pay())

    def paid_order(self, **fields: Any) -> Any:
        order = self.place(**fields)
        self.control.pay(self.open_page(order))
        self.deliver()
        return order

    def deliver(self) -> list[int]:
        """Webhooks arrive and everything that follows from them is done. The statuses of our answers."""
        statuses = self.control.deliver_now()
        relay.drain()
        return statuses

    def pass_time(self, **span: float) -> None:
        """Both clocks, ours and Stripe's."""
        seconds = int(timedelta(**span).total_seconds())
        self.clock.shift(seconds)
        self.control.advance(seconds)

    def sweep(self) -> None:
        collection.poll_open_payments()
        collection.expire_overdue()
        repayment.send_due()
        repayment.follow_sent()
        collection.collect_fees()
        relay.drain()

    def live_on(self, webhooks: bool = True) -> None:
        """A day and more goes by, with sweeps and, unless told not to, with webhooks."""
        for minutes in STEPS:
            self.pass_time(minutes=minutes)
            if webhooks:
                self.deliver()
            self.sweep()

    def stripe_books(self, kind: str) -> list[dict[str, Any]]:
        return self.control.objects(kind)


def session_of(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]


def state_of(order: Any) -> tuple[str, str]:
    payment = Payment.objects.get(order=order)
    return payment.state, Order.objects.get(pk=order.pk).status


def at_once(*acts: Any) -> list[Any]:
    """Do things in threads of their own, each with its own connection to the database. Their results, or what they raised."""

    def alone(act: Any) -> Any:
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(alone, acts))


def disagreements(shop: Shop) -> list[str]:
    """Whatever differs between Stripe's books and ours, and whatever our own audit finds."""
    return [
        *_charges_without_an_order_or_a_refund(shop),
        *_payments_without_a_charge(shop),
        *_refunds_that_differ(shop),
        *(finding for findings in audit.run().values() for finding in findings),
    ]


def _charges_without_an_order_or_a_refund(shop: Shop) -> Any:
    alarms = {event.payload["reference"] for event in Event.objects.filter(kind="payment.odd")}
    for charge in shop.stripe_books("charge"):
        capture = Capture.objects.filter(reference=charge["payment_intent"]).first()
        if charge["status"] != "succeeded" or charge["payment_intent"] in alarms:
            continue
        if capture is None:
            yield f"charge {charge['id']} of {charge['amount']} is unknown to us"
        elif capture.amount * 100 != charge["amount"]:
            yield f"charge {charge['id']} is {charge['amount']}, we booked {capture.amount}"
        elif not capture.settles_order and not charge["refunded"] and not _failed(capture):
            yield f"charge {charge['id']} pays no order and was not refunded"
        elif capture.settles_order and capture.payment.order.number != charge["metadata"]["order"]:
            yield f"charge {charge['id']} pays another order"


def _payments_without_a_charge(shop: Shop) -> Any:
    charged = {c["payment_intent"] for c in shop.stripe_books("charge") if c["status"] == "succeeded"}
    for payment in Payment.objects.filter(captured__gt=0, method="stripe").exclude(reference__in=charged):
        yield f"order {payment.order_id} is paid by {payment.reference}, which Stripe does not know"
    for capture in Capture.objects.filter(payment__method="stripe").exclude(reference__in=charged):
        yield f"capture {capture.reference} was never charged"


def _refunds_that_differ(shop: Shop) -> Any:
    theirs = {refund["id"]: refund["status"] for refund in shop.stripe_books("refund")}
    ours = dict(Refund.objects.exclude(reference="").filter(confirmed_by=None).values_list("reference", "state"))
    for reference in theirs.keys() | ours.keys():
        if ours.get(reference) != {"requires_action": "pending", "canceled": "failed"}.get(
            theirs.get(reference, ""), theirs.get(reference)
        ):
            yield f"refund {reference} is {theirs.get(reference)} at Stripe and {ours.get(reference)} here"


def _failed(capture: Capture) -> bool:
    """Staff have been told that this one is theirs to send."""
    return capture.refunds.filter(state=Refund.State.FAILED).exists()
