"""Shops, goods and baskets for tests. Each call makes a valid thing; name only what the test is about."""

import itertools
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.regions.models import Region
from vendors.models import (
    CommissionRule,
    Listing,
    Membership,
    Permit,
    ShippingMethod,
    ShippingZone,
    Vendor,
)

Basket = get_model("basket", "Basket")
Category = get_model("catalogue", "Category")
Partner = get_model("partner", "Partner")
Product = get_model("catalogue", "Product")
ProductCategory = get_model("catalogue", "ProductCategory")
ProductClass = get_model("catalogue", "ProductClass")
StockRecord = get_model("partner", "StockRecord")

_numbers = itertools.count(1)


def make_user(email: str = "", password: str = "rahasia-sekali", **fields: Any) -> Any:
    return get_user_model().objects.create_user(email or f"orang{next(_numbers)}@contoh.id", password, **fields)


def make_superuser(email: str = "", password: str = "rahasia-sekali") -> Any:
    return get_user_model().objects.create_superuser(email or f"admin{next(_numbers)}@contoh.id", password)


def make_district(code: str = "15.71.01", name: str = "Telanaipura") -> Region:
    """A kecamatan with its regency and province above it."""
    province, regency = code.split(".")[0], ".".join(code.split(".")[:2])
    Region.objects.get_or_create(code=province, defaults={"level": "province", "name": f"Provinsi {province}"})
    Region.objects.get_or_create(
        code=regency, defaults={"level": "regency", "name": f"Kota {regency}", "parent_id": province}
    )
    Region.objects.get_or_create(code=code, defaults={"level": "district", "name": name, "parent_id": regency})
    return Region.objects.select_related("parent__parent").get(code=code)


def make_saved_address(user: Any, **fields: Any) -> Any:
    """An address in somebody's book, kept by the code that serves the page."""
    from marketplace.accounts import addresses

    place = {"label": "Rumah", "recipient": "Siti Aminah", "phone": "+6281274001234", "street": "Jl. Mawar 5"}
    return addresses.add(user, {**place, "district": make_district(), "postcode": "36122", **fields})


def make_vendor(name: str = "", *, status: str = Vendor.Status.OPEN, commission: str = "5", **fields: Any) -> Vendor:
    """An open shop with pick-up, own delivery for 10.000 in its regency and a courier for 24.000 everywhere."""
    number = next(_numbers)
    name = name or f"Toko {number}"
    vendor = Vendor.objects.create(
        partner=Partner.objects.create(name=name, code=f"toko-{number}"),
        name=name,
        slug=fields.pop("slug", f"toko-{number}"),
        status=status,
        email=fields.pop("email", f"toko{number}@contoh.id"),
        phone=fields.pop("phone", "+6281274001234"),
        district=fields.pop("district", None) or make_district(),
        street=fields.pop("street", "Jl. Patimura 1"),
        postcode="36129",
        **fields,
    )
    CommissionRule.objects.create(vendor=vendor, percent=Decimal(commission))
    make_shipping(vendor)
    return vendor


def make_shipping(vendor: Vendor) -> None:
    ShippingMethod.objects.create(
        vendor=vendor, kind="pickup", code="ambil", name="Ambil di tempat", place="Jl. Patimura 1"
    )
    delivery = ShippingMethod.objects.create(vendor=vendor, kind="own_delivery", code="antar", name="Diantar toko")
    ShippingZone.objects.create(method=delivery, prefix=vendor.district.regency_code, first_kg=10_000)
    courier = ShippingMethod.objects.create(vendor=vendor, kind="courier", code="kurir", name="Kurir reguler")
    ShippingZone.objects.create(method=courier, prefix="", first_kg=24_000, next_kg=12_000)


def make_member(vendor: Vendor, role: str = Membership.Role.OWNER, user: Any = None) -> Any:
    user = user or make_user()
    Membership.objects.create(vendor=vendor, user=user, role=role)
    return user


def make_category(name: str = "Kuliner") -> Any:
    return Category.objects.filter(name=name).first() or Category.add_root(name=name)


def make_product(
    vendor: Vendor | None = None,
    *,
    price: int = 25_000,
    stock: int = 100,
    title: str = "",
    category: str = "Kuliner",
    **fields: Any,
) -> Any:
    """A live product of a vendor: price in rupiah, stock in pieces, a parcel of 300 g and 20 x 15 x 5 cm."""
    number = next(_numbers)
    vendor = vendor or make_vendor()
    kind, _ = ProductClass.objects.get_or_create(
        name="Barang", defaults={"track_stock": True, "requires_shipping": True}
    )
    product = Product.objects.create(
        title=title or f"Produk {number}",
        product_class=kind,
        is_public=fields.pop("is_public", True),
        description=fields.pop("description", "Dibuat di Jambi."),
    )
    ProductCategory.objects.create(product=product, category=make_category(category))
    StockRecord.objects.create(
        product=product, partner=vendor.partner, partner_sku=f"SKU-{number}", price=price, num_in_stock=stock
    )
    Listing.objects.create(
        product=product,
        vendor=vendor,
        state=fields.pop("state", Listing.State.LIVE),
        weight_grams=fields.pop("weight_grams", 300),
        length_cm=fields.pop("length_cm", 20),
        width_cm=fields.pop("width_cm", 15),
        height_cm=fields.pop("height_cm", 5),
        origin=fields.pop("origin", vendor.district),
        **fields,
    )
    return Product.objects.get(pk=product.pk)


def make_permit(product: Any, kind: str = "halal", number: str = "ID15000000000000001", **fields: Any) -> Permit:
    """A permit of a product's seller, checked and without an end, with a paper."""
    permit = Permit(
        vendor=product.listing.vendor,
        kind=kind,
        number=number,
        state=fields.pop("state", Permit.State.ACCEPTED),
        checked_at=fields.pop("checked_at", timezone.now()),
        **fields,
    )
    permit.document.save("izin.png", ContentFile(b"\x89PNG\r\n\x1a\n" + b"0" * 64), save=False)
    permit.save()
    permit.products.add(product)
    return permit


def make_basket(*goods: tuple[Any, int], owner: Any = None) -> Any:
    """An open basket with (product, quantity) pairs, priced by the shop's own strategy."""
    from marketplace.shop.partner.strategy import Selector

    basket = Basket.objects.create(owner=owner)
    basket.strategy = Selector().strategy()
    for product, quantity in goods:
        basket.add_product(product, quantity)
    return reload_basket(basket)


def reload_basket(basket: Any) -> Any:
    from marketplace.shop.partner.strategy import Selector

    fresh = Basket.objects.get(pk=basket.pk)
    fresh.strategy = Selector().strategy()
    return fresh


def make_wish(basket: Any, choices: dict[int, str] | None = None, **fields: Any) -> Any:
    """What a shopper in Telanaipura, Kota Jambi would send for this basket; the total is asked from the shop itself."""
    from marketplace.shop.checkout import quoting
    from marketplace.shop.checkout.placement import Address, Wish

    district = fields.pop("district", None) or make_district()
    choices = choices or {}
    quote = quoting.quote(basket, district, choices)
    address = Address(
        name="Siti Aminah", phone="+6281274001234", street="Jl. Mawar 5", postcode="36122", district=district
    )
    return Wish(
        key=fields.pop("key", f"formulir-{next(_numbers)}"),
        seen_total=fields.pop("seen_total", quote.total),
        email=fields.pop("email", "siti@contoh.id"),
        address=address,
        method=fields.pop("method", "bank_transfer"),
        choices={group.vendor.pk: group.chosen.code for group in quote.groups if group.chosen},
        **fields,
    )


def make_order(
    *goods: tuple[Any, int], choices: dict[int, str] | None = None, paid: bool = False, **fields: Any
) -> Any:
    """An order placed by the code that serves shoppers; `paid` settles it as a confirmed transfer would."""
    from marketplace.shop.checkout import placement, settlement

    basket = make_basket(*(goods or ((make_product(), 1),)))
    order = placement.place(basket.pk, make_wish(basket, choices, **fields))
    if paid:
        settlement.finalise(order.payment.pk, f"mutasi-{order.number}", int(order.payment.amount))
    return type(order).objects.get(pk=order.pk)
