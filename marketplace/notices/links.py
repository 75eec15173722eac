"""Where messages lead to: whole addresses for mails, paths for notices. Every name of an address stands here once."""

from urllib.parse import urlencode

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse, translate_url
from django.utils import translation

from marketplace.accounts.models import User
from marketplace.payments.models import Payment
from marketplace.shop.complaints.models import Ticket
from marketplace.shop.conversations.models import Report, Thread
from marketplace.shop.reviews.models import Review
from vendors.models import Listing, Vendor, VendorOrder


def order_path(order, language: str) -> str:
    """The page of a purchase, for its logged-in buyer."""
    return _path("orders:detail", language, order.number)


def order_page(order, language: str) -> str:
    """The page of a purchase with the key that opens it without an account."""
    return with_key(order_path(order, language), order)


def with_key(path: str, order) -> str:
    """The whole address of a page about an order, with the key that opens it without an account."""
    return f"{whole(path)}?{urlencode({'kunci': order.purchase.token})}"


def review_path(review: Review, language: str) -> str:
    """Where a buyer sees how their review stands."""
    return _path("reviews:sent", language, review.line_id)


def review_answer_path(review: Review, language: str) -> str:
    return _path("portal:review", language, review.pk)


def vendor_order_path(vendor_order: VendorOrder, language: str) -> str:
    return _path("portal:order", language, vendor_order.number)


def invitation_page(user: User, language: str) -> str:
    """Where an invited person starts: their shop, or setting the password that their new account does not have yet."""
    if user.has_usable_password():
        return whole(shop_desk_path(language))
    key = default_token_generator.make_token(user)
    return whole(_path("account_reset_password_from_key", language, user_pk_to_url_str(user), key))


def shop_desk_path(language: str) -> str:
    return _path("portal:home", language)


def product_edit_path(listing: Listing, language: str) -> str:
    return _path("portal:product", language, listing.product_id)


def product_path(listing: Listing, language: str) -> str:
    """The product's page in the shop, to be shared."""
    return _path("catalogue:detail", language, listing.product.slug, listing.product_id)


def payment_desk_path(payment: Payment | None) -> str:
    """Where staff look at a payment; without one, at all transfers."""
    return reverse("console:order", args=[payment.order.number]) if payment else reverse("console:transfers")


def thread_path(thread: Thread, language: str) -> str:
    return _path("conversations:thread", language, thread.pk)


def talk_path(thread: Thread, language: str) -> str:
    return _path("portal:talk", language, thread.pk)


def ticket_path(ticket: Ticket, language: str) -> str:
    return _path("complaints:ticket", language, ticket.number)


def ticket_desk_path(ticket: Ticket) -> str:
    return reverse("console:complaint", args=[ticket.pk])


def report_desk_path(report: Report) -> str:
    return reverse("console:report", args=[report.pk])


def vendor_desk_path(vendor: Vendor) -> str:
    return reverse("console:vendor", args=[vendor.pk])


def listing_desk_path(listing: Listing) -> str:
    return reverse("console:product", args=[listing.pk])


def in_language(path: str, language: str) -> str:
    """The same page in another language; the path itself where there is but one."""
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        return translate_url(path, language)


def whole(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _path(name: str, language: str, *arguments: object) -> str:
    with translation.override(language):
        return reverse(name, args=arguments)
