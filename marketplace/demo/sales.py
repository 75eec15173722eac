"""Orders in every state, made by the code that serves shoppers, vendors and staff. Nothing is written around it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from oscar.core.loading import get_model

from marketplace.demo import people
from marketplace.payments import bank_transfer
from marketplace.regions.models import Region
from marketplace.shop.checkout import placement, quoting, repayment, settlement
from marketplace.shop.order import fulfilment
from marketplace.shop.partner.strategy import Selector
from vendors.models import VendorOrder

Basket = get_model("basket", "Basket")
Product = get_model("catalogue", "Product")

Goods = dict[str, int]
REFERENCE: Goods = {"DSP-01": 2, "KLK-04": 1, "BSB-02": 3}
REFERENCE_SHIPPING = {"DSP-01": "ambil-1", "KLK-04": "kurir", "BSB-02": "antar"}
SLIP = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def load(shoppers: list[Any], staff: Any) -> int:
    """One order or more in every state a purchase, a vendor order and a payment can be in. Returns how many."""
    addresses = {one["email"]: one["addresses"][0] for one in people.book()["shoppers"]}
    for number, make in enumerate(STORIES):
        buyer = shoppers[number % len(shoppers)]
        make(buyer, addresses[buyer.email], staff)
    return len(STORIES)


def place(buyer: Any, home: dict[str, Any], goods: Goods, method: str, shipping: dict[str, str] | None = None) -> Any:
    """Place a basket of SKUs at the total the shop itself quotes; a buyer without an account is a guest."""
    account = buyer if buyer.pk else None
    products = {record.partner_sku: record.product for record in _records(goods)}
    basket = Basket.objects.create(owner=account)
    basket.strategy = Selector().strategy()
    for sku, quantity in goods.items():
        basket.add_product(products[sku], quantity)
    district = Region.objects.select_related("parent__parent").get(code=home["district_code"])
    wanted = {products[sku].listing.vendor_id: code for sku, code in (shipping or {}).items()}
    quote = quoting.quote(basket, district, wanted)
    address = placement.Address(
        name=home["recipient"],
        phone=home["phone"],
        street=home["street"],
        postcode=home["postcode"],
        district=district,
        landmark=home["landmark"],
    )
    return placement.place(
        basket.pk,
        placement.Wish(
            key=uuid.uuid4().hex,
            seen_total=quote.total,
            email=buyer.email,
            address=address,
            method=method,
            choices={group.vendor.pk: group.chosen.code for group in quote.groups if group.chosen},
            language=buyer.language,
            user=account,
        ),
    )


def paid(
    buyer: Any, home: dict[str, Any], staff: Any, goods: Goods, shipping: dict[str, str] | None = None
) -> list[VendorOrder]:
    order = place(buyer, home, goods, "bank_transfer", shipping)
    settlement.confirm_transfer(order.payment, staff, int(order.payment.amount))
    return list(order.vendor_orders.select_related("vendor").order_by("number"))


def walk(part: VendorOrder, actor: Any, *, until: str) -> None:
    """Take one vendor order along its way as its shop would."""
    fulfilment.accept(part, actor)
    if until == "accepted":
        return
    if part.is_pickup:
        fulfilment.ready(part, actor)
        if until != "ready":
            fulfilment.hand_over(part, actor, part.pickup_code)
    else:
        fulfilment.ship(part, actor, part.shipping_name, f"JB{part.pk:08d}ID")
        if until != "shipped":
            fulfilment.deliver(part, actor)
    if until == "completed":
        fulfilment.complete(part)


def _all(until: str, goods: Goods, shipping: dict[str, str] | None = None) -> Callable[..., None]:
    def story(buyer: Any, home: dict[str, Any], staff: Any) -> None:
        for part in paid(buyer, home, staff, goods, shipping):
            walk(part, None, until=until)

    return story


def _reference(buyer: Any, home: dict[str, Any], staff: Any) -> None:
    """Three shops, one payment: one picked up, one on its way, one still to be answered."""
    picked, sent, _new = paid(buyer, home, staff, REFERENCE, REFERENCE_SHIPPING)
    walk(picked, None, until="ready")
    walk(sent, None, until="shipped")


def _just_paid(buyer: Any, home: dict[str, Any], staff: Any) -> None:
    paid(buyer, home, staff, {"DLN-01": 2, "KLK-04": 1})


def _unpaid_card(buyer: Any, home: dict[str, Any], staff: Any) -> None:
    place(buyer, home, {"DLN-02": 1}, "stripe")


def _unpaid_transfer(buyer: Any, home: dict[str, Any], staff: Any) -> None:
    place(buyer, home, {"DSP-01": 1, "BSB-02": 2}, "bank_transfer")


def _proof_sent(buyer: Any, home: dict[str, Any], staff: Any) -> None:
    order = place(buyer, home, {"KLK-04": 2}, "bank_transfer")
    bank_transfer.receive_proof(order.payment.pk, ContentFile(SLIP, name="bukti.pdf"))


def _wrong_amount(buyer: Any, home: dict[str, Any], staff: Any) -> None:
    order = place(buyer, home, {"DLN-01": 1}, "bank_transfer")
    settlement.confirm_transfer(order.payment, staff, int(order.payment.amount) - 500)


def _expired(buyer: Any, home: dict[str, Any], staff: Any) -> None:
    settlement.expire(place(buyer, home, {"DLN-02": 1}, "bank_transfer").payment.pk)


def _partly_declined(buyer: Any, home: dict[str, Any], staff: Any) -> None:
    declined, kept = paid(buyer, home, staff, {"DLN-01": 1, "DSP-01": 1})
    fulfilment.decline(declined, None, "Kentang belum panen")
    walk(kept, None, until="accepted")


def _declined_and_returned(buyer: Any, home: dict[str, Any], staff: Any) -> None:
    (only,) = paid(buyer, home, staff, {"BSB-02": 4})
    fulfilment.decline(only, None, "Bumbu habis")
    repayment.confirm_sent(only.refunds.get(), staff, f"TRF-{only.number}")


def _records(goods: Goods) -> Any:
    records = get_model("partner", "StockRecord").objects.filter(partner_sku__in=goods)
    return records.select_related("product__listing")


STORIES: list[Callable[..., None]] = [
    _reference,
    _just_paid,
    _unpaid_card,
    _unpaid_transfer,
    _proof_sent,
    _wrong_amount,
    _expired,
    _partly_declined,
    _declined_and_returned,
    _all("accepted", {"DLN-02": 2}),
    _all("shipped", {"KLK-04": 1, "DLN-01": 1}),
    _all("delivered", {"BSB-02": 3}),
    _all("completed", {"DSP-01": 1, "DLN-01": 2}),
    _all("completed", {"KLK-04": 3}),
]
