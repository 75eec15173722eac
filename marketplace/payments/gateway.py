"""What the shop asks of any way to pay. Rupiah on this side; minor units stay inside an implementation."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from marketplace.payments.models import Payment, PaymentAttempt, Refund


class Unavailable(Exception):
    """No answer, or none that settles anything: the same call may be made again later, under the same key."""


class Stuck(Unavailable):
    """The gateway failed, wrote that down under the key, and will repeat it for as long as it keeps the key."""


class Declined(Exception):
    """The gateway understood and said no; the same call will not be answered otherwise."""


class PageState(Enum):
    OPEN = "open"
    PAID = "paid"
    CLOSED = "closed"
    UNDER_WAY = "under way"
    ODD = "paid, but not what was asked"


@dataclass(frozen=True)
class Found:
    """Where a payment page stands. `reference` and `amount` (rupiah) tell what was paid, `why` what is odd about it."""

    state: PageState
    reference: str = ""
    amount: int = 0
    why: str = ""


@dataclass(frozen=True)
class SentRefund:
    """`done` when the money has left; otherwise it is on its way and an event or a later look tells."""

    reference: str
    done: bool


class Gateway(Protocol):
    def page_for(self, payment: Payment, return_url: str) -> str:
        """The address where the shopper pays. The same open page for every caller. Raises Unavailable, Declined."""
        ...

    def look_up(self, attempt: PaymentAttempt) -> Found:
        """Where a page stands now. Raises Unavailable."""
        ...

    def close(self, attempt: PaymentAttempt) -> Found:
        """Make sure that a page can no longer be paid, and say whether it was. Raises Unavailable."""
        ...

    def send_refund(self, refund: Refund) -> SentRefund | None:
        """Send money back once per `refund.key`; None when people do that by hand. Raises Unavailable, Declined."""
        ...

    def look_up_refund(self, refund: Refund) -> SentRefund | None:
        """What became of a refund that was sent. Raises Unavailable, and Declined when it came back or never left."""
        ...

    def fee_sen(self, reference: str) -> int | None:
        """What the gateway kept of a capture, in sen; None while it does not say. Raises Unavailable."""
        ...


def for_method(method: str) -> Gateway:
    """The gateway behind a payment method."""
    from marketplace.payments.bank_transfer import BankTransfer
    from marketplace.payments.stripe_checkout import StripeCheckout

    return StripeCheckout() if method == Payment.Method.STRIPE else BankTransfer()
