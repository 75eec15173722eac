"""The catalogue of messages: who is told what, in which built-in words, and which values the words may use.

The words of section "Mail and WhatsApp" of the vocabulary, and what was missing there in the same manner. Staff may put
their own words in place of these (see `wording`); the greeting, the button and the foot are the same for all mails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.notices import words_shopper, words_staff, words_talk, words_vendor


class Audience(StrEnum):
    SHOPPER = "shopper"
    VENDOR = "vendor"
    STAFF = "staff"


@dataclass(frozen=True)
class Words:
    subject: str
    body: str


@dataclass(frozen=True)
class Placeholder:
    """A gap that words may have: what fills it, and an example for those who write the words."""

    description: Promise
    example: str


@dataclass(frozen=True)
class Message:
    code: str
    audience: Audience
    placeholders: tuple[str, ...]
    words: dict[str, Words]
    button: Promise

    def __str__(self) -> str:
        return self.code


class Unknown(LookupError):
    """There is no message with this code."""


PLACEHOLDERS: dict[str, Placeholder] = {
    "order": Placeholder(_("Order number"), "JB7K3M9QWX"),
    "shop": Placeholder(_("Name of the shop"), "Dapur Mak Ina"),
    "shops": Placeholder(_("How many shops, with the word"), "3 toko"),
    "others": Placeholder(
        _("A sentence about the shops whose orders go on, or nothing"), "Pesanan dari Rumah Batik Danau tetap jalan."
    ),
    "buyer": Placeholder(_("Name of the buyer"), "Siti Rahma"),
    "items": Placeholder(_("Quantities and names of the products"), "2 × Dodol Kentang Kerinci, 1 × Kopi Liberika"),
    "product": Placeholder(_("Name of the product"), "Dodol Kentang Kerinci"),
    "total": Placeholder(_("Amount to pay, or that was asked for"), "Rp 200.123"),
    "paid": Placeholder(_("Amount that arrived"), "Rp 200.000"),
    "amount": Placeholder(_("Amount that goes back"), "Rp 62.500"),
    "net": Placeholder(_("What the seller receives after commission"), "Rp 85.500"),
    "bank": Placeholder(_("Bank of PLUT"), "Bank Jambi"),
    "account": Placeholder(_("Account number of PLUT"), "1000 2000 30"),
    "holder": Placeholder(_("Account name of PLUT"), "PLUT-KUMKM Jambi"),
    "method": Placeholder(_("Where a refund goes"), "kartu yang dipakai membayar"),
    "deadline": Placeholder(_("Until when somebody must act"), "25 Nov 2026, 10.32 WIB"),
    "ship_by": Placeholder(_("Until when the shop ships"), "27 Nov 2026, 10.32 WIB"),
    "date": Placeholder(_("The day it happened, or will have happened"), "24 Nov 2026"),
    "until": Placeholder(_("Until when a problem can be reported"), "29 Nov 2026, 10.32 WIB"),
    "eta": Placeholder(_("Estimated arrival"), "28 Nov 2026"),
    "courier": Placeholder(_("Courier"), "JNE Reguler"),
    "tracking": Placeholder(_("Tracking number"), "JB0123456789"),
    "place": Placeholder(_("Pick-up place"), "Galeri PLUT, Jl. Patimura, Kota Jambi"),
    "hours": Placeholder(_("Opening hours"), "Senin–Jumat 08.00–16.00"),
    "code": Placeholder(_("Pick-up code"), "482915"),
    "reason": Placeholder(_("Reason"), "Foto kurang terang"),
    "stars": Placeholder(_("How many stars a review gives"), "5"),
    "review": Placeholder(_("What a review says, or nothing"), "Manisnya pas, kemasannya rapi."),
    "subject": Placeholder(_("What a conversation or complaint is about"), "Dodol Kentang Kerinci"),
    "outcome": Placeholder(_("What PLUT decided"), "Percakapan ditutup"),
    "note": Placeholder(_("Note to both sides, or nothing"), "Bayar hanya di situs ini."),
    "ticket": Placeholder(_("Ticket number"), "PG-2611-K7QM"),
    "answer": Placeholder(_("What the shop or PLUT answered"), "Toko mengirim barang pengganti besok."),
    "days": Placeholder(_("How many days something takes or holds"), "2"),
}


def _built() -> Iterator[Message]:
    for audience, catalogue in (
        (Audience.SHOPPER, words_shopper.SHOPPER | words_talk.SHOPPER),
        (Audience.VENDOR, words_vendor.VENDOR | words_talk.VENDOR),
        (Audience.STAFF, words_staff.STAFF | words_talk.STAFF),
    ):
        for code, (button, placeholders, indonesian, english) in catalogue.items():
            words = {"id": Words(*indonesian), "en": Words(*english)}
            yield Message(f"{code}.{audience}", audience, tuple(placeholders.split()), words, button)


CATALOGUE: dict[str, Message] = {message.code: message for message in _built()}


def message(code: str) -> Message:
    """The message with a code such as `order.paid.shopper`. Raises `Unknown`."""
    try:
        return CATALOGUE[code]
    except KeyError:
        raise Unknown(code) from None
