"""What somebody likes, what they looked at lately, and what they wait for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class _OfAPerson(models.Model):
    """A product that an account remembers, once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.product_id}"


class Favourite(_OfAPerson):
    class Meta(_OfAPerson.Meta):
        verbose_name = _("Favourite")
        verbose_name_plural = _("Favourites")
        constraints = [models.UniqueConstraint(fields=["user", "product"], name="favourite_once")]
        indexes = [models.Index(fields=["user", "-at", "-id"], name="favourite_latest")]


class Seen(_OfAPerson):
    """When an account looked at a product for the last time."""

    class Meta(_OfAPerson.Meta):
        verbose_name = _("Recently viewed")
        verbose_name_plural = _("Recently viewed")
        constraints = [models.UniqueConstraint(fields=["user", "product"], name="seen_once")]
        indexes = [models.Index(fields=["user", "-at", "-id"], name="seen_latest")]


class Waiting(models.Model):
    """Somebody who wants to hear when a product is back: an account, or an address in lower case.

    The row is the promise: whoever tells them deletes it in the same transaction, so it is told once.
    """

    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="id")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Waiting for a product")
        verbose_name_plural = _("Waiting for products")
        constraints = [
            models.CheckConstraint(
                name="waiting_is_an_account_or_an_address", condition=Q(user__isnull=True) ^ Q(email="")
            ),
            models.UniqueConstraint(fields=["product", "user"], name="waiting_account_once"),
            models.UniqueConstraint(fields=["product", "email"], name="waiting_address_once", condition=~Q(email="")),
        ]
        indexes = [models.Index(fields=["email"], name="waiting_of_address", condition=~Q(email=""))]

    def __str__(self) -> str:
        return f"{self.product_id} for {self.user_id or self.email}"
