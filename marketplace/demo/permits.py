"""Permits of the demo: numbers of the right form that nobody was given, on a paper that says SAMPLE."""

import csv
import datetime as dt
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from marketplace.demo.goods import HERE
from vendors import permits
from vendors.models import Listing, Permit, Vendor

PAPER = "permits/contoh.png"
# Runs of zeros where an issuer would count: no paper has such a number.
KINDS: dict[str, tuple[str, str]] = {
    "P-IRT": (Permit.Kind.PIRT, "20600000{n:05d}-{year}"),
    "Halal": (Permit.Kind.HALAL, "ID150000000000{n:05d}"),
    "BPOM MD": (Permit.Kind.BPOM_FOOD, "MD 0000000{n:05d}"),
    "BPOM TR": (Permit.Kind.BPOM_MEDICINE, "TR 0000{n:05d}"),
    "BPOM NA (kosmetik)": (Permit.Kind.BPOM_COSMETIC, "NA 000000{n:05d}"),
    "IG": (Permit.Kind.GI, "ID G 0000{n:05d}"),
    "IG (pangan segar)": (Permit.Kind.GI, "ID G 0000{n:05d}"),
    "PSAT (registrasi pangan segar)": (Permit.Kind.FRESH, "PSAT-CONTOH-{n:05d}"),
}
YEARS = 3


def load(curator: Any) -> int:
    """A permit for each mark that the catalogue names, checked by a curator, and a NIB a shop. Returns how many."""
    with (HERE / "data" / "products.csv").open(encoding="utf-8", newline="") as handle:
        marks = {row["sku"]: row["certification_kind"] for row in csv.DictReader(handle)}
    _store_paper()
    listings = Listing.objects.select_related("product").prefetch_related("product__stockrecords").order_by("pk")
    wanted = [
        (listing, mark)
        for listing in listings
        for mark in marks.get(listing.product.stockrecords.all()[0].partner_sku, "").split("+")
        if mark in KINDS
    ]
    made = Permit.objects.bulk_create(_permit(listing, mark, n, curator) for n, (listing, mark) in enumerate(wanted, 1))
    covers = Permit.products.through
    covers.objects.bulk_create(
        covers(permit_id=permit.pk, product_id=listing.product_id)
        for permit, (listing, _mark) in zip(made, wanted, strict=True)
    )
    shops = enumerate(Vendor.objects.order_by("pk"), 1)
    numbers = Permit.objects.bulk_create(
        _row(vendor.pk, Permit.Kind.NIB, f"00000000{n:05d}", None, curator) for n, vendor in shops
    )
    return len(made) + len(numbers)


def _permit(listing: Listing, mark: str, n: int, curator: Any) -> Permit:
    kind, form = KINDS[mark]
    end = dt.date(timezone.localdate().year + YEARS, 6, 30)
    number = form.format(n=n, year=f"{end:%y}")
    return _row(listing.vendor_id, kind, number, None if permits.FORMS[kind].may_lack_end else end, curator)


def _row(vendor_id: int, kind: str, number: str, end: dt.date | None, curator: Any) -> Permit:
    return Permit(
        vendor_id=vendor_id,
        kind=kind,
        number=permits.clean_number(kind, number),
        valid_until=end,
        notes="Contoh untuk demo.",
        document=PAPER,
        state=Permit.State.ACCEPTED,
        checked_by=curator,
        checked_at=timezone.now(),
    )


def _store_paper() -> None:
    storage = Permit._meta.get_field("document").storage  # type: ignore[union-attr]
    if storage.exists(PAPER):
        return
    paper = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(paper)
    draw.rectangle((30, 30, 590, 847), outline="#1f4d46", width=4)
    draw.text((70, 380), "CONTOH", fill="#98212b", font_size=110)
    draw.text((72, 520), "Bukan sertifikat. Hanya untuk demo.", fill="#1b2531", font_size=28)
    out = BytesIO()
    paper.save(out, "PNG")
    storage.save(PAPER, ContentFile(out.getvalue()))
