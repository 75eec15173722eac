"""A shop's own products: made, changed, shown, hidden. Nothing here is ever saved as a whole row: each write is an UPDATE
of the columns meant, so a price never carries a stale stock figure along."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model
from oscar.core.utils import slugify

from marketplace.events import outbox
from marketplace.regions.models import Region
from vendors.models import Listing, Vendor

MAX_PHOTOS = 8
State = Listing.State
# What a shop writes on the listing itself, by the same name on the sheet, in the form and in the table.
LISTING_FIELDS = (
    "weight_grams",
    "length_cm",
    "width_cm",
    "height_cm",
    "unit",
    "maker",
    "material",
    "storage",
    "shelf_life",
    "name_en",
    "description_en",
    "unit_en",
    "material_en",
    "storage_en",
)

EDITABLE = frozenset({State.DRAFT, State.IN_REVIEW, State.SENT_BACK, State.LIVE, State.HIDDEN})
_REVIEWED = ("title", "description", "category_id")  # what staff approved; a change of it is looked at again
_REVIEWED_ENGLISH = ("name_en", "description_en")


class NotNow(Exception):
    """The product is in another state by now; nothing was changed. str() is the message for the reader."""

    def __init__(self, listing: Listing) -> None:
        listing.refresh_from_db(fields=["state"])
        label = listing.get_state_display().lower()
        super().__init__(_("Already {state}, nothing changed.").format(state=label))


class ChangedMeanwhile(Exception):
    """Somebody else saved the product after this form was opened."""

    def __str__(self) -> str:
        return _("Someone else just changed this.")


class LastPhoto(Exception):
    """A product keeps at least one photo."""

    def __str__(self) -> str:
        return _("A product keeps at least one photo. Add the new one first.")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that a shop says of a product but its stock. Price in whole rupiah, weight in grams, sizes in cm."""

    title: str
    description: str
    category_id: int
    price: int
    weight_grams: int
    length_cm: int
    width_cm: int
    height_cm: int
    origin: Region
    unit: str = ""
    maker: str = ""
    material: str = ""
    storage: str = ""
    shelf_life: str = ""
    name_en: str = ""
    description_en: str = ""
    unit_en: str = ""
    material_en: str = ""
    storage_en: str = ""


@transaction.atomic
def create(vendor: Vendor, sheet: Sheet, *, stock: int, photos: list[ContentFile]) -> Listing:
    """A new product with its listing, price, stock (pieces) and photos, waiting for PLUT's approval."""
    product = _new_product(sheet)
    get_model("partner", "StockRecord").objects.create(
        product=product,
        partner_id=vendor.partner_id,
        partner_sku=f"P{product.pk}",
        price=sheet.price,
        num_in_stock=stock,
    )
    listing = Listing.objects.create(product=product, vendor=vendor, state=State.IN_REVIEW, **_listing_columns(sheet))
    add_photos(listing, photos)
    _tell("product.submitted", listing)
    return listing


@transaction.atomic
def change(listing: Listing, sheet: Sheet, *, seen: dt.datetime, photos: list[ContentFile]) -> None:
    """Write a changed product. What PLUT approved (name, description, category, new photos) goes to review again;
    price, size and the rest apply at once.

    `seen` is the product's `date_updated` when the form was opened. Raises ChangedMeanwhile when it moved since, and
    NotNow when the product may no longer be edited.
    """
    state = _state_after(listing, sheet, new_photos=bool(photos))
    _write_product(listing, sheet, seen)
    moved = Listing.objects.filter(pk=listing.pk, state=listing.state, state__in=EDITABLE).update(
        state=state, state_reason="", **_listing_columns(sheet)
    )
    if not moved:
        raise NotNow(listing)
    _set_price(listing, sheet.price)
    add_photos(listing, photos)
    _tell("product.submitted" if _enters_review(listing, state) else "product.changed", listing)


def show(listing: Listing) -> None:
    """Put a hidden product on sale again. Raises NotNow unless it is hidden."""
    _move(listing, State.HIDDEN, State.LIVE)


def hide(listing: Listing) -> None:
    """Take a live product off sale. Raises NotNow unless it is live."""
    _move(listing, State.LIVE, State.HIDDEN)


@transaction.atomic
def set_price(listing: Listing, price: int) -> None:
    """The price in whole rupiah, at once. Raises NotNow when the product may not be edited."""
    _hold_editable(listing)
    _set_price(listing, price)
    # A full form opened before this moment must not put the old price back.
    get_model("catalogue", "Product").objects.filter(pk=listing.product_id).update(date_updated=timezone.now())
    _tell("product.changed", listing)


def add_photos(listing: Listing, photos: list[ContentFile]) -> None:
    """Add photos (already cleaned) behind those that are there."""
    images = get_model("catalogue", "ProductImage").objects
    last = images.filter(product_id=listing.product_id).aggregate(last=Max("display_order"))["last"]
    for place, photo in enumerate(photos, start=0 if last is None else last + 1):
        images.create(product_id=listing.product_id, original=photo, display_order=place)


@transaction.atomic
def remove_photo(listing: Listing, photo: Any) -> None:
    """Take a photo away with its file. Raises LastPhoto for the only one, NotNow when the product may not be edited."""
    _hold_editable(listing)
    if listing.product.images.count() == 1:
        raise LastPhoto
    name = photo.original.name
    photo.delete()
    transaction.on_commit(lambda: photo.original.storage.delete(name))
    _tell("product.changed", listing)


@transaction.atomic
def put_first(listing: Listing, photo: Any) -> None:
    """Make one photo the main picture; the others keep their order behind it. Raises NotNow like remove_photo."""
    _hold_editable(listing)
    images = get_model("catalogue", "ProductImage").objects
    others = images.filter(product_id=listing.product_id).exclude(pk=photo.pk).order_by("display_order", "pk")
    for place, pk in enumerate([photo.pk, *others.values_list("pk", flat=True)]):
        images.filter(pk=pk).update(display_order=place)
    _tell("product.changed", listing)


def _hold_editable(listing: Listing) -> None:
    """Lock the listing until the transaction ends. Raises NotNow when it may not be edited."""
    if not Listing.objects.select_for_update(no_key=True).filter(pk=listing.pk, state__in=EDITABLE).exists():
        raise NotNow(listing)


def _new_product(sheet: Sheet) -> Any:
    kind, _made = get_model("catalogue", "ProductClass").objects.get_or_create(name="Barang")
    product = get_model("catalogue", "Product").objects.create(
        title=sheet.title,
        slug=slugify(sheet.title)[:200] or "produk",
        description=sheet.description,
        product_class=kind,
        is_public=True,
    )
    product.categories.set([sheet.category_id])
    return product


def _write_product(listing: Listing, sheet: Sheet, seen: dt.datetime) -> None:
    products = get_model("catalogue", "Product").objects
    written = products.filter(pk=listing.product_id, date_updated=seen).update(
        title=sheet.title, description=sheet.description, date_updated=timezone.now()
    )
    if not written:
        raise ChangedMeanwhile
    listing.product.categories.set([sheet.category_id])


def _listing_columns(sheet: Sheet) -> dict[str, Any]:
    return {name: getattr(sheet, name) for name in ("origin", *LISTING_FIELDS)}


def _state_after(listing: Listing, sheet: Sheet, *, new_photos: bool) -> str:
    if listing.state in (State.DRAFT, State.SENT_BACK):
        return State.IN_REVIEW
    before = category_of(listing)
    same = (listing.product.title, listing.product.description, before) == tuple(getattr(sheet, n) for n in _REVIEWED)
    same = same and all(getattr(listing, name) == getattr(sheet, name) for name in _REVIEWED_ENGLISH)
    return listing.state if same and not new_photos else State.IN_REVIEW


def category_of(listing: Listing) -> int | None:
    return listing.product.categories.order_by("pk").values_list("pk", flat=True).first()


def _enters_review(listing: Listing, state: str) -> bool:
    return state == State.IN_REVIEW and listing.state != State.IN_REVIEW


def _set_price(listing: Listing, price: int) -> None:
    get_model("partner", "StockRecord").objects.filter(product_id=listing.product_id).update(price=price)


@transaction.atomic
def _move(listing: Listing, old: str, new: str) -> None:
    if not Listing.objects.filter(pk=listing.pk, state=old).update(state=new):
        raise NotNow(listing)
    _tell("product.changed", listing)


def _tell(kind: str, listing: Listing) -> None:
    key = f"{kind}:{listing.product_id}:{uuid.uuid4().hex}"
    outbox.record(kind, key=key, product_id=listing.product_id)
