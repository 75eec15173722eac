"""Pictures of products and shops for links in chats: which one belongs to which row, and where it is served.

The address carries a stamp of all that is drawn, so a new price is a new address, and a picture may be kept for a year.
"""

from typing import Any

from django.urls import reverse

from marketplace.front import share_pictures
from marketplace.front.share_pictures import Subject
from marketplace.shop.catalogue import cards
from vendors.models import Vendor


def address_of_product(product: Any, picture: str) -> str:
    subject = of_product(product, picture)
    return reverse("share-product", kwargs={"pk": product.pk, "stamp": subject.stamp})


def address_of_shop(vendor: Vendor) -> str:
    """Where the picture of a shop loaded with `district__parent` is served."""
    return reverse("share-shop", kwargs={"slug": vendor.slug, "stamp": of_shop(vendor).stamp})


def of_product(product: Any, picture: str) -> Subject:
    """What is drawn of a product loaded with `price` and its listing's vendor. Alike for readers of both languages."""
    price = int(product.price) if product.price is not None else None
    return Subject(product.title, product.listing.vendor.name, price, picture)


def of_shop(vendor: Vendor) -> Subject:
    return Subject(vendor.name, cards.regency_of(vendor), None, vendor.portrait.name or "")


def product_picture(product: Any, picture: str) -> str:
    """The name in storage of a product's picture, made now if it is not there."""
    return share_pictures.kept(f"produk/{product.pk}", of_product(product, picture))


def shop_picture(vendor: Vendor) -> str:
    return share_pictures.kept(f"toko/{vendor.pk}", of_shop(vendor))
