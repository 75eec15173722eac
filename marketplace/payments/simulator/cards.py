"""Stripe's test cards and what each of them does. No other number is accepted, a real one least of all."""

from dataclasses import dataclass

# https://docs.stripe.com/testing


@dataclass(frozen=True)
class Card:
    number: str
    brand: str = "visa"
    code: str = ""  # error code of a decline
    decline_code: str = ""
    message: str = "Your card was declined."
    authenticates: bool = False
    disputed: bool = False
    available_at_once: bool = False
    refund: str = ""  # "pending": succeeds later; "fails": succeeds, then fails

    @property
    def last4(self) -> str:
        return self.number[-4:]


def _declined(number: str, decline_code: str, code: str = "card_declined", message: str = "") -> Card:
    return Card(number, code=code, decline_code=decline_code, message=message or Card.message)


GOOD = Card("4242424242424242")
DECLINED = _declined("4000000000000002", "generic_decline")
INSUFFICIENT = _declined("4000000000009995", "insufficient_funds", message="Your card has insufficient funds.")
AUTHENTICATES = Card("4000002500003155", authenticates=True)
DISPUTED = Card("4000000000000259", disputed=True)
REFUND_PENDING = Card("4000000000007726", refund="pending")
REFUND_FAILS = Card("4000000000005126", refund="fails")
AVAILABLE = Card("4000000000000077", available_at_once=True)

_KNOWN = (
    GOOD,
    DECLINED,
    INSUFFICIENT,
    AUTHENTICATES,
    DISPUTED,
    REFUND_PENDING,
    REFUND_FAILS,
    AVAILABLE,
    Card("5555555555554444", brand="mastercard"),
    Card("3566002020360505", brand="jcb"),
    Card("378282246310005", brand="amex"),
    _declined("4000000000009987", "lost_card"),
    _declined("4000000000000069", "", "expired_card", "Your card has expired."),
    _declined("4000000000000127", "", "incorrect_cvc", "Your card's security code is incorrect."),
    _declined("4000000000000119", "", "processing_error", "An error occurred while processing your card."),
)
_BY_NUMBER = {card.number: card for card in _KNOWN}
AMEX_LARGEST = 999_999_999


def named(number: str) -> Card | None:
    """The test card of a number typed with or without gaps; None when it is not one."""
    return _BY_NUMBER.get("".join(number.split()).replace("-", ""))
