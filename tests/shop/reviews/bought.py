"""Goods that were bought and arrived, and what a buyer sends about them."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from oscar.core.loading import get_model
from PIL import Image

from marketplace.shop.order import fulfilment
from marketplace.shop.reviews import writing
from marketplace.shop.reviews.models import Review
from tests.factories import make_basket, make_order, make_product, make_wish

Line = get_model("order", "Line")
SENT = {"stars": "4", "text": "Manisnya pas.", "shown_as": "name"}


def make_line(product: Any = None, *, until: str = "delivered", user: Any = None) -> Any:
    """One line of a paid order: `new`, `shipped` or `delivered`; without a user a guest's."""
    from marketplace.shop.checkout import placement, settlement

    product = product or make_product()
    vendor = product.listing.vendor
    if user:
        basket = make_basket((product, 1), owner=user)
        order = placement.place(basket.pk, make_wish(basket, {vendor.pk: "kurir"}, user=user, email=user.email))
        settlement.finalise(order.payment.pk, f"mutasi-{order.number}", int(order.payment.amount))
    else:
        order = make_order((product, 1), choices={vendor.pk: "kurir"}, paid=True)
    part = order.vendor_orders.get()
    if until != "new":
        fulfilment.accept(part, None)
        fulfilment.ship(part, None, "JNE", "JB1")
    if until == "delivered":
        fulfilment.deliver(part, None)
    return writing.line_with_all(part.lines.get().line_id)


def make_review(
    product: Any = None, *, stars: int = 5, published: bool = True, user: Any = None, **draft: Any
) -> Review:
    """A review by the code that serves buyers; one with words is approved unless `published` is False."""
    from marketplace.shop.reviews import moderation

    review = writing.write(make_line(product, user=user), writing.Draft(stars=stars, **draft))
    if published and review.state == Review.State.WAITING:
        moderation.approve(review, None)
    return review


def photo(kind: str = "JPEG", **saved: Any) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(out, kind, **saved)
    return SimpleUploadedFile(f"foto.{kind.lower()}", out.getvalue(), f"image/{kind.lower()}")
