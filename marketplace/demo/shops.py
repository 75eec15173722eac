"""The shops of the demo, added and approved by the functions that staff use."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

from django.core.files.base import ContentFile
from django.utils import timezone

from marketplace.demo import people
from marketplace.regions.models import Region
from vendors import onboarding
from vendors.models import CommissionRule, OpeningHours, ShippingMethod, ShippingZone, Vendor

HERE = Path(__file__).parent
USUAL_PERCENT = 5
HOLIDAY = timedelta(days=10)
OLDEST_DAYS = 530


def load(curator: Any) -> dict[str, Vendor]:
    """Every shop with its team, shipping and pictures, by slug."""
    CommissionRule.objects.create(percent=USUAL_PERCENT)
    sheets = tomllib.loads((HERE / "data" / "vendors.toml").read_text("utf-8"))["vendors"]
    districts = Region.objects.in_bulk([sheet["address"]["district_code"] for sheet in sheets])
    shops = {sheet["slug"]: _add(sheet, districts, curator) for sheet in sheets}
    people.give_password([member["email"] for sheet in sheets for member in sheet["team"]])
    return shops


def _add(sheet: dict[str, Any], districts: dict[str, Region], curator: Any) -> Vendor:
    owner, *others = sheet["team"]
    vendor = onboarding.add(
        _vendor(sheet, districts),
        owner_email=owner["email"],
        owner_name=owner["name"],
        actor=curator,
        status=Vendor.Status.APPLIED,
    )
    for member in others:
        onboarding.invite(vendor, email=member["email"], name=member["name"], role=member["role"])
    OpeningHours.objects.bulk_create(_hours(vendor, sheet["hours"]))
    _set_up_shipping(vendor, sheet)
    if "commission_percent" in sheet:
        CommissionRule.objects.create(vendor=vendor, percent=sheet["commission_percent"])
    if sheet["status"] != "applied":
        onboarding.approve(vendor, curator)
    return vendor


def suspend(shops: dict[str, Vendor], curator: Any) -> None:
    """Suspensions come last, after the shops have goods."""
    for sheet in tomllib.loads((HERE / "data" / "vendors.toml").read_text("utf-8"))["vendors"]:
        if sheet["status"] == "suspended":
            onboarding.suspend(shops[sheet["slug"]], curator, sheet["status_reason"])


def _vendor(sheet: dict[str, Any], districts: dict[str, Region]) -> Vendor:
    address, today = sheet["address"], timezone.localdate()
    on_holiday = sheet["status"] == "holiday"
    return Vendor(
        name=sheet["name"],
        slug=sheet["slug"],
        kind=sheet["kind"],
        cooperative_number=sheet.get("nikop", ""),
        tagline=sheet["tagline_id"],
        tagline_en=sheet["tagline_en"],
        story=sheet["story_id"],
        story_en=sheet["story_en"],
        policies=sheet["policies"]["text_id"],
        policies_en=sheet["policies"]["text_en"],
        created_at=_since(sheet),
        portrait=_picture(sheet["slug"]),
        banner=_picture(sheet["slug"], "-banner"),
        email=sheet["team"][0]["email"],
        phone=sheet["whatsapp"],
        district=districts[address["district_code"]],
        street=address["street"],
        village=address["village"],
        postcode=address["postcode"],
        holiday_from=today if on_holiday else None,
        holiday_until=today + HOLIDAY if on_holiday else None,
    )


def _since(sheet: dict[str, Any]) -> datetime:
    """A shop joined between a fortnight and a year and a half ago, always the same by its name."""
    return timezone.now() - timedelta(days=14 + crc32(sheet["slug"].encode()) % OLDEST_DAYS)


def _picture(slug: str, which: str = "") -> ContentFile | None:
    path = HERE / "media" / "shops" / f"{slug}{which}.webp"
    return ContentFile(path.read_bytes(), name=path.name) if path.exists() else None


def _hours(vendor: Vendor, stated: dict[str, Any]) -> list[OpeningHours]:
    """The week of a shop; `break` is the time in which it closes at noon."""
    ends = [stated["opens"], *stated.get("break", []), stated["closes"]]
    return [
        OpeningHours(vendor=vendor, weekday=day, opens=opens, closes=closes)
        for day in stated["weekdays"]
        for opens, closes in zip(ends[::2], ends[1::2], strict=True)
    ]


def _set_up_shipping(vendor: Vendor, sheet: dict[str, Any]) -> None:
    for number, place in enumerate(sheet.get("pickup", []), 1):
        ShippingMethod.objects.create(
            vendor=vendor,
            kind=ShippingMethod.Kind.PICKUP,
            code=f"ambil-{number}",
            name=f"Ambil di {place['name']}",
            place=place["address"],
        )
    if sheet.get("own_delivery"):
        own = ShippingMethod.objects.create(
            vendor=vendor, kind=ShippingMethod.Kind.OWN_DELIVERY, code="antar", name="Diantar toko", days_max=2
        )
        zones = [ShippingZone(method=own, prefix=z["district_code"], first_kg=z["fee"]) for z in sheet["own_delivery"]]
        ShippingZone.objects.bulk_create(zones)
    _set_up_courier(vendor, sheet)


def _set_up_courier(vendor: Vendor, sheet: dict[str, Any]) -> None:
    courier = sheet["courier"]
    method = ShippingMethod.objects.create(
        vendor=vendor,
        kind=ShippingMethod.Kind.COURIER,
        code="kurir",
        name=f"{courier['courier']} {courier['service']}",
        days_min=min(zone["days"][0] for zone in courier["zones"]),
        days_max=max(zone["days"][1] for zone in courier["zones"]),
        free_above=sheet.get("free_above"),
    )
    ShippingZone.objects.bulk_create(
        ShippingZone(
            method=method,
            prefix=z["prefix"],
            first_kg=z["first_kg"],
            next_kg=z["next_kg"],
            days_min=z["days"][0],
            days_max=z["days"][1],
        )
        for z in courier["zones"]
    )
