import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from oscar.apps.order.models import *


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Purchase(models.Model):
    """What the marketplace adds to Oscar's order: one per basket and per submitted form, and the key to its pages.

    `basket` and `key` are unique, so the same basket placed twenty times at once, or one form sent twice, is one order.
    """

    class Status(models.TextChoices):
        AWAITING_PAYMENT = "awaiting_payment", _("Unpaid")
        PAID = "paid", _("Paid")
        IN_PROGRESS = "in_progress", _("In progress")
        PARTLY_CANCELLED = "partly_cancelled", _("Partly cancelled")
        COMPLETED = "completed", _("Completed")
        CANCELLED = "cancelled", _("Cancelled")
        EXPIRED = "expired", _("Expired")

    order = models.OneToOneField("order.Order", on_delete=models.PROTECT, related_name="purchase")
    basket = models.OneToOneField("basket.Basket", on_delete=models.PROTECT, related_name="purchase")
    key = models.CharField(_("Idempotency key"), max_length=64, unique=True)
    token = models.CharField(_("Link token"), max_length=64, default=new_token)
    email = models.EmailField(_("Email"))
    language = models.CharField(_("Language"), max_length=5, default="id")
    # Filled for a gift only: the address is then the recipient’s, and these are the buyer’s.
    buyer_name = models.CharField(_("Buyer"), max_length=100, blank=True)
    buyer_phone = models.CharField(_("WhatsApp number of the buyer"), max_length=20, blank=True)
    destination = models.ForeignKey("regions.Region", verbose_name=_("District"), on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("Purchase")
        verbose_name_plural = _("Purchases")
        indexes = [models.Index(fields=["email"], name="purchase_email")]

    def __str__(self) -> str:
        return f"{self.order_id}"
