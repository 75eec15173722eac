"""The rows of an order, each kind written in one statement, so that placing costs the same with one line and with thirty."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from oscar.core.loading import get_model

from marketplace import money
from marketplace.shop.order import numbers
from marketplace.shop.order.models import Purchase
from vendors.models import VendorOrder, VendorOrderLine

if TYPE_CHECKING:
    from marketplace.shop.checkout.placement import Part, Wish

Line = get_model("order", "Line")
Order = get_model("order", "Order")
ShippingAddress = get_model("order", "ShippingAddress")

# The only country there is: naming it here spares a query for each address.
INDONESIA = get_model("address", "Country")(iso_3166_1_a2="ID", printable_name="Indonesia", name="Indonesia")


def write_order(basket: Any, parts: "list[Part]", total: int, wish: "Wish", now: datetime) -> Any:
    """The purchase as the shopper and the payment see it. `total` in rupiah."""
    shipping = sum(part.quote.charge for part in parts)
    order = Order.objects.create(
        number=numbers.new_number(),
        site_id=settings.SITE_ID,
        basket=basket,
        user=wish.user,
        guest_email="" if wish.user else wish.email,
        currency=settings.OSCAR_DEFAULT_CURRENCY,
        total_incl_tax=total,
        total_excl_tax=total,
        shipping_incl_tax=shipping,
        shipping_excl_tax=shipping,
        shipping_method="per-vendor",
        shipping_code="per-vendor",
        shipping_address=_write_address(wish),
        status=Purchase.Status.AWAITING_PAYMENT,
        date_placed=now,
    )
    order.purchase = Purchase.objects.create(
        order=order,
        basket=basket,
        key=wish.key,
        email=wish.email,
        language=wish.language,
        destination=wish.address.district,
        buyer_name=wish.buyer_name,
        buyer_phone=wish.buyer_phone,
    )
    return order


def write_lines(order: Any, parts: "list[Part]", prices: dict[int, int]) -> list[Any]:
    """Oscar's lines, in the order of the parts."""
    return Line.objects.bulk_create(
        [_line(order, part, line, prices[line.stockrecord_id]) for part in parts for line in part.packed.lines]
    )


def write_vendor_orders(
    order: Any, parts: "list[Part]", lines: list[Any], wish: "Wish", now: datetime
) -> list[VendorOrder]:
    """One vendor order per part and the commission of each of its lines, fixed now."""
    by_vendor: dict[int, list[Any]] = {}
    for line in lines:
        by_vendor.setdefault(line.partner_id, []).append(line)
    drafts = []
    for number, part in enumerate(parts, 1):
        own = [_vendor_line(line, part) for line in by_vendor[part.packed.vendor.partner_id]]
        drafts.append((_vendor_order(order, number, part, own, wish, now), own))
    vendor_orders = VendorOrder.objects.bulk_create([vendor_order for vendor_order, _ in drafts])
    for vendor_order, own in drafts:
        for vendor_line in own:
            vendor_line.vendor_order = vendor_order
    VendorOrderLine.objects.bulk_create([vendor_line for _, own in drafts for vendor_line in own])
    return vendor_orders


def _write_address(wish: "Wish") -> Any:
    address, district = wish.address, wish.address.district
    regency = district.parent
    return ShippingAddress.objects.create(
        first_name=address.name,
        line1=address.street,
        line2=address.landmark,
        line3=f"Kec. {district.name}",
        line4=regency.name if regency else "",
        state=regency.parent.name if regency and regency.parent else "",
        postcode=address.postcode,
        phone_number=address.phone,
        country=INDONESIA,
    )


def _line(order: Any, part: "Part", line: Any, price: int) -> Any:
    product, amount = line.product, price * line.quantity
    return Line(
        order=order,
        partner_id=part.packed.vendor.partner_id,
        partner_name=part.packed.vendor.name,
        partner_sku=line.stockrecord.partner_sku,
        stockrecord_id=line.stockrecord_id,
        product=product,
        title=product.get_title(),
        upc=product.upc,
        quantity=line.quantity,
        line_price_incl_tax=amount,
        line_price_excl_tax=amount,
        line_price_before_discounts_incl_tax=amount,
        line_price_before_discounts_excl_tax=amount,
        unit_price_incl_tax=price,
        unit_price_excl_tax=price,
        status=VendorOrder.Status.AWAITING_PAYMENT,
        num_allocated=line.quantity,
    )


def _vendor_line(line: Any, part: "Part") -> VendorOrderLine:
    goods = money.whole(line.line_price_incl_tax)
    return VendorOrderLine(
        line=line,
        goods=goods,
        commission_percent=part.percent,
        commission=money.percent_of(goods, part.percent),
    )


def _vendor_order(
    order: Any, number: int, part: "Part", lines: list[VendorOrderLine], wish: "Wish", now: datetime
) -> VendorOrder:
    quote, vendor = part.quote, part.packed.vendor
    return VendorOrder(
        order=order,
        vendor=vendor,
        number=f"{order.number}-{number}",
        goods_total=part.packed.parcel.goods_total,
        shipping_charge=quote.charge,
        commission_total=sum(line.commission for line in lines),
        total=part.total,
        shipping_kind=quote.kind,
        shipping_name=quote.name,
        weight_grams=part.packed.parcel.weight_grams,
        pickup_code=numbers.new_pickup_code() if quote.kind == "pickup" else "",
        pickup_place=quote.place,
        buyer_note=wish.notes.get(vendor.pk, ""),
        created_at=now,
    )
