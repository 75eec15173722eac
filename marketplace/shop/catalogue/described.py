"""A product in the words of schema.org, for search engines: the same that the page shows, and no stock figure."""

from typing import Any

from django.conf import settings
from django.utils.html import strip_tags

LONGEST = 5000
PICTURE_WIDTH = 1200


def product(row: Any, page: dict[str, Any]) -> dict[str, Any]:
    """`Product` with its `Offer`, and its rating once somebody rated it; for `{% structured %}`."""
    url = settings.SITE_URL + row.get_absolute_url()
    about = {
        "@type": "Product",
        "name": page["name"],
        "description": strip_tags(page["description"])[:LONGEST],
        "image": [settings.SITE_URL + one.at(PICTURE_WIDTH) for one in page["pictures"]],
        "url": url,
        "sku": str(row.pk),
        "brand": {"@type": "Brand", "name": page["vendor"].name},
        "offers": _offer(row, page, url) if row.price is not None else None,
        "aggregateRating": _rating(page["reviews"].figures),
    }
    return {name: value for name, value in about.items() if value}


def _offer(row: Any, page: dict[str, Any], url: str) -> dict[str, Any]:
    vendor = page["vendor"]
    seller = {"@type": "Organization", "name": vendor.name, "url": settings.SITE_URL + vendor.get_absolute_url()}
    return {
        "@type": "Offer",
        "url": url,
        "priceCurrency": "IDR",
        "price": str(int(row.price)),
        "itemCondition": "https://schema.org/NewCondition",
        "availability": f"https://schema.org/{_availability(page)}",
        "seller": seller,
    }


def _availability(page: dict[str, Any]) -> str:
    if page["stock"]["tone"] == "bad":
        return "OutOfStock"
    if not page["sellable"]:
        return "Discontinued" if not page["on_sale"] else "BackOrder"
    return "LimitedAvailability" if page["stock"]["tone"] == "wait" else "InStock"


def _rating(rating: Any) -> dict[str, Any] | None:
    if not rating.count:
        return None
    return {"@type": "AggregateRating", "ratingValue": str(rating.average), "reviewCount": rating.count}
