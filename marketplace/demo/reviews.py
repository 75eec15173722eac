"""Reviews of the demo: written by buyers of goods that arrived, checked by PLUT, answered by shops, all by the shop's own code."""

import tomllib
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from oscar.core.loading import get_model

from marketplace import pictures
from marketplace.demo import people, sales
from marketplace.shop.reviews import answering, moderation, photos, reporting, writing
from marketplace.shop.reviews.models import ASPECTS, Review
from vendors.models import Membership

Line = get_model("order", "Line")
HERE = Path(__file__).parent


def load(curator: Any) -> int:
    """Order, pay, deliver and review. Returns how many reviews there are."""
    homes = [one["addresses"][0] for one in people.book()["shoppers"]]
    orders = tomllib.loads((HERE / "data" / "reviews.toml").read_text("utf-8"))["orders"]
    for number, order in enumerate(orders):
        home = homes[number % len(homes)] | {"recipient": order["buyer"], "landmark": ""}
        _purchase(order, home, curator)
    return Review.objects.count()


def _purchase(order: dict[str, Any], home: dict[str, Any], curator: Any) -> None:
    """A guest buys the goods, each shop sends its part, and the buyer writes about every line."""
    buyer = get_user_model()(email=f"{order['buyer'].split()[0].lower()}@pembeli.example.id", language="id")
    goods = {one["sku"]: 1 for one in order["reviews"]}
    lines = {}
    for part in sales.paid(buyer, home, curator, goods):
        sales.walk(part, None, until="completed")
        for line in Line.objects.filter(vendor_line__vendor_order=part):
            lines[line.partner_sku] = writing.line_with_all(line.pk)
    for one in order["reviews"]:
        _review(lines[one["sku"]], one, order["buyer"].split()[0], curator)


def _review(line: Any, one: dict[str, Any], name: str, curator: Any) -> None:
    stored = photos.keep([_photo(sku) for sku in one.get("photos", [])])
    service = dict(zip(ASPECTS, one["shop"], strict=True))
    draft = writing.Draft(stars=one["stars"], text=one.get("text", ""), name=name, photos=stored, **service)
    review = writing.write(line, draft)
    if one.get("refused"):
        moderation.refuse(review, curator, one["refused"])
    elif review.state == Review.State.WAITING and not one.get("waits"):
        moderation.approve(review, curator)
    if one.get("answer"):
        owner = Membership.objects.filter(vendor=review.vendor_id, role=Membership.Role.OWNER).first()
        answering.answer(review, owner.user if owner else None, one["answer"])
    if one.get("reported"):
        reporting.report(review, one["reported"], "", None)


def _photo(sku: str) -> ContentFile:
    """A picture of the demo as a buyer would send it: through the same cleaning."""
    path = HERE / "media" / "products" / f"{sku}.webp"
    return pictures.clean_photo(ContentFile(path.read_bytes(), name=path.name))
