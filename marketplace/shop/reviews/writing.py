"""Who may write about what: the buyer of a line that arrived, once, and may change it for a while."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace import states
from marketplace.shop.reviews import figures, moderation, news, photos
from marketplace.shop.reviews.models import ASPECTS, Review
from vendors.models import Membership, VendorOrder

Line = get_model("order", "Line")

ARRIVED = (VendorOrder.Status.DELIVERED, VendorOrder.Status.COMPLETED)
TIME_TO_EDIT = timedelta(days=30)
State = Review.State


class Refused(Exception):
    """Nothing was written. `str(error)` says why, in the reader's language."""


class NotArrived(Refused):
    def __init__(self) -> None:
        super().__init__(_("You can write a review once the goods have arrived."))


class GoneProduct(Refused):
    def __init__(self) -> None:
        super().__init__(_("This product no longer exists, so it cannot be reviewed."))


class OwnShop(Refused):
    def __init__(self) -> None:
        super().__init__(_("You belong to this shop. Its goods are reviewed by its buyers."))


class Already(Refused):
    def __init__(self) -> None:
        super().__init__(_("You have reviewed this already."))


class Closed(Refused):
    def __init__(self) -> None:
        super().__init__(_("This review can no longer be changed."))


@dataclass(frozen=True)
class Draft:
    """What the writer sent. Aspects are None where they gave no stars; `photos` are names in storage."""

    stars: int
    text: str = ""
    name: str = ""
    photos: list[str] = field(default_factory=list)
    described: int | None = None
    packing: int | None = None
    speed: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        aspects = {aspect: getattr(self, aspect) for aspect in ASPECTS}
        words = {"text": self.text, "name": self.name, "photos": self.photos, "has_photos": bool(self.photos)}
        return {"stars": self.stars, **aspects, **words}


def line_with_all(pk: int) -> Any | None:
    """An order's line with what a review of it needs to know, or None."""
    lines = Line.objects.filter(pk=pk, vendor_line__isnull=False)
    return lines.select_related("order", "product", "vendor_line__vendor_order__vendor", "review").first()


def has_arrived(line: Any) -> bool:
    return line.vendor_line.vendor_order.status in ARRIVED


def refuse_unless_ready(line: Any) -> None:
    """Raises NotArrived, GoneProduct or OwnShop when this line cannot be reviewed by its buyer."""
    if not has_arrived(line):
        raise NotArrived
    if line.product_id is None:
        raise GoneProduct
    buyer = line.order.user_id
    if buyer and Membership.objects.filter(vendor=line.vendor_line.vendor_order.vendor_id, user=buyer).exists():
        raise OwnShop


def write(line: Any, draft: Draft) -> Review:
    """The buyer's review of one line. Stars alone are published at once; words and photos are looked at first.

    A text may insult, name people or promise a cure, for which the marketplace answers (indonesia.md, herbal goods);
    stars can do none of that, and a figure that waits for a person would lag behind what buyers found. Raises Refused;
    of two at once the database lets one through and the other is Already.
    """
    refuse_unless_ready(line)
    now = timezone.now()
    review = Review(
        line=line,
        product_id=line.product_id,
        vendor_id=line.vendor_line.vendor_order.vendor_id,
        written_at=now,
        edited_at=now,
        **draft.columns,
    )
    review.state = State.WAITING if review.needs_look else State.PUBLISHED
    try:
        with transaction.atomic():
            review.save(force_insert=True)
            _follow(review)
    except IntegrityError as taken:
        raise Already from taken
    return review


def may_edit(review: Review) -> bool:
    """Until the shop has answered or PLUT has taken it down, for thirty days."""
    open_states = (State.WAITING, State.PUBLISHED, State.REFUSED)
    young = timezone.now() - review.written_at < TIME_TO_EDIT
    return review.state in open_states and not review.answer and young


@transaction.atomic
def edit(review: Review, draft: Draft) -> None:
    """Change one's review. New words or photos are looked at again; other stars count at once. Raises Closed."""
    row = Review.objects.select_for_update().get(pk=review.pk)
    if not may_edit(row):
        raise Closed
    before, was = row.state, (row.text, row.photos)
    _set(row, draft)
    to = _state_after(row, before, has_new_words=was != (row.text, row.photos))
    columns = draft.columns | {"edited_at": timezone.now()}
    if to != before:
        states.move(row, "state", to, moderation.STATES, state_reason="", **columns)
    else:
        Review.objects.filter(pk=row.pk).update(**columns)
    figures.recount(row)
    gone = [name for name in was[1] if name not in draft.photos]
    transaction.on_commit(lambda: photos.drop(gone))
    if to == State.PUBLISHED and before != to:
        news.record("published", row)


def _set(row: Review, draft: Draft) -> None:
    for name, value in draft.columns.items():
        setattr(row, name, value)


def _state_after(row: Review, before: str, *, has_new_words: bool) -> str:
    if not row.needs_look:
        return State.PUBLISHED
    return State.WAITING if has_new_words else before


def _follow(review: Review) -> None:
    if review.state == State.PUBLISHED:
        figures.recount(review)
        news.record("published", review)
