"""Our database: vendors with their shipping, and a live listing for each product."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from marketplace.demo import bootstrap
from marketplace.regions.models import Region
from tests.load import catalogue
from tests.load.catalogue import Size
from vendors.models import CommissionRule, Listing, ShippingMethod, ShippingZone, Vendor

WAYS = [
    ("pickup", "ambil", "Ambil di tempat"),
    ("own_delivery", "antar", "Diantar toko"),
    ("courier", "kurir", "Kurir"),
]
STREET = "Jl. Patimura 1"


def migrate() -> None:
    """The schema; on SQLite from the snapshot that the tests compare with the migrations."""
    path = Path(str(settings.DATABASES["default"]["NAME"]))
    if connection.vendor == "sqlite" and not path.exists():
        bootstrap.restore(path)
    call_command("migrate", verbosity=0, interactive=False)


def fill(size: Size, offers: int) -> None:
    """`offers` is for stock Oscar."""
    vendors = _add_vendors(catalogue.add_partners(size.vendors))
    CommissionRule.objects.create(percent=Decimal(5))
    products = catalogue.add_products(size.products, [vendor.partner for vendor in vendors])
    catalogue.keep([_listing(product, vendors[n % len(vendors)]) for n, product in enumerate(products)])


def _add_vendors(partners: list[Any]) -> list[Vendor]:
    districts = list(Region.objects.filter(level="district", code__startswith="15.").order_by("code"))
    vendors = catalogue.keep([_vendor(partner, districts[n % len(districts)]) for n, partner in enumerate(partners)])
    methods = catalogue.keep([_method(vendor, *way) for vendor in vendors for way in WAYS])
    catalogue.keep([_zone(method) for method in methods if method.kind != "pickup"])
    return vendors


def _vendor(partner: Any, district: Region) -> Vendor:
    return Vendor(
        partner=partner,
        name=partner.name,
        slug=partner.code,
        status=Vendor.Status.OPEN,
        email=f"{partner.code}@contoh.id",
        phone="+6281274001234",
        district=district,
        street=STREET,
        postcode="36129",
    )


def _method(vendor: Vendor, kind: str, code: str, name: str) -> ShippingMethod:
    return ShippingMethod(vendor=vendor, kind=kind, code=code, name=name, place=STREET if kind == "pickup" else "")


def _zone(method: ShippingMethod) -> ShippingZone:
    """Own delivery in the shop's regency, the courier everywhere."""
    if method.kind == "courier":
        return ShippingZone(method=method, prefix="", first_kg=24_000, next_kg=12_000)
    return ShippingZone(method=method, prefix=method.vendor.district.regency_code, first_kg=10_000)


def _listing(product: Any, vendor: Vendor) -> Listing:
    return Listing(
        product=product,
        vendor=vendor,
        state=Listing.State.LIVE,
        weight_grams=300,
        length_cm=20,
        width_cm=15,
        height_cm=5,
        origin=vendor.district,
    )
