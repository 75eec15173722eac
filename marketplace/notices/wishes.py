"""What somebody who waits for a sold-out product is told: once, when it can be bought again."""

from typing import Any

from marketplace.notices import inbox, links, messages, post
from marketplace.notices.values import Bilingual, Values
from marketplace.shop.wishes import waiting
from marketplace.shop.wishes.models import Waiting
from vendors.models import Listing


def tell_waiting(product_id: int) -> int:
    """Tell up to a batch of those who wait for a product, if it can be bought now. How many; call it in a transaction."""
    told = waiting.due(product_id)
    if told:
        listing = Listing.objects.select_related("product", "vendor").get(product_id=product_id)
        for row in told:
            _tell(row, listing)
    return len(told)


def _tell(row: Waiting, listing: Listing) -> None:
    message = messages.message("product.back.shopper")
    user, key, facts = row.user, f"{message.code}:w{row.pk}", _facts(listing)
    language, email = (user.language, user.email) if user else (row.language, row.email)
    path = links.product_path(listing, language)
    post.queue(
        key,
        message,
        email,
        language,
        facts,
        name=user.get_full_name() if user else "",
        url=links.whole(path),
        stop=links.stop_waiting_page(waiting.key(row), language),
    )
    if user:
        inbox.tell_user(user, key, message, facts, path)


def _facts(listing: Listing) -> Values:
    product: Any = listing.product
    return {"product": Bilingual(product.title, listing.name_en), "shop": listing.vendor.name}
