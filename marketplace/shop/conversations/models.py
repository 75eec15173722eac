"""Private threads between one buyer and one shop. Messages are only ever added."""

from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def private_storage() -> Storage:
    """Photos of a private thread lie outside the public media folder and go out through its pages only."""
    return storages["private"]


class Side(models.TextChoices):
    SHOPPER = "shopper", _("Buyer")
    VENDOR = "vendor", _("Seller")

    @property
    def other(self) -> "Side":
        return Side.VENDOR if self is Side.SHOPPER else Side.SHOPPER


class Thread(models.Model):
    """One buyer, one shop, about one product or one shop order. A guest has threads about orders only.

    `*_last` is the newest message of a side, `*_read` the newest message that a side has seen, both ids of messages.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed by PLUT")

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="threads")
    shopper = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="threads"
    )
    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.SET_NULL, null=True, blank=True, related_name="threads"
    )
    vendor_order = models.OneToOneField(
        "vendors.VendorOrder", on_delete=models.PROTECT, null=True, blank=True, related_name="thread"
    )
    about = models.CharField(_("About"), max_length=255)
    status = models.CharField(_("Status"), max_length=6, choices=Status.choices, default=Status.OPEN)
    shopper_last = models.BigIntegerField(default=0)
    vendor_last = models.BigIntegerField(default=0)
    shopper_read = models.BigIntegerField(default=0)
    vendor_read = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-last_at", "-pk"]
        verbose_name = _("Conversation")
        verbose_name_plural = _("Conversations")
        constraints = [
            models.UniqueConstraint(
                fields=["shopper", "product"],
                name="one_thread_per_shopper_and_product",
                condition=models.Q(product__isnull=False, vendor_order__isnull=True),
            )
        ]
        indexes = [
            models.Index(fields=["vendor", "-last_at"], name="thread_vendor"),
            models.Index(fields=["shopper", "-last_at"], name="thread_shopper"),
        ]

    def __str__(self) -> str:
        return f"{self.about} ({self.vendor_id})"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    def read_by(self, side: str) -> int:
        return int(getattr(self, f"{side}_read"))

    def has_news_for(self, side: str) -> bool:
        return bool(getattr(self, f"{Side(side).other}_last") > self.read_by(side))


class Message(models.Model):
    """What one side wrote. `text` is the source, for its writer and for PLUT; `shown` is what the other side reads."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(max_length=7, choices=Side.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    text = models.TextField(_("Message"), max_length=1000)
    shown = models.TextField(max_length=1400)
    hidden = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Message")
        verbose_name_plural = _("Messages")
        indexes = [models.Index(fields=["thread", "side", "at"], name="message_rate")]

    def __str__(self) -> str:
        return f"{self.thread_id}: {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises TypeError for a message that stands already: nothing that was said is changed."""
        if self.pk:
            raise TypeError("messages are only added")
        super().save(*args, **kwargs)


class Photo(models.Model):
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(upload_to="conversations/%Y/%m/", storage=private_storage)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Photo")
        verbose_name_plural = _("Photos")

    def __str__(self) -> str:
        return f"{self.message_id}: {self.pk}"


class Report(models.Model):
    """One side asks PLUT to look at a message of the other. Only this opens a thread to PLUT."""

    class Reason(models.TextChoices):
        RUDE = "rude", _("Rude or threatening")
        OUTSIDE = "outside", _("Asks to pay or trade elsewhere")
        FRAUD = "fraud", _("Looks like fraud")
        PRIVACY = "privacy", _("Asks for private data")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DECIDED = "decided", _("Decided")

    class Outcome(models.TextChoices):
        NOTHING = "nothing", _("No rule was broken")
        WARNED = "warned", _("The writer was warned")
        CLOSED = "closed", _("The conversation was closed")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reports")
    side = models.CharField(max_length=7, choices=Side.choices)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("Reason"), max_length=7, choices=Reason.choices)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    state = models.CharField(_("Status"), max_length=7, choices=State.choices, default=State.WAITING)
    outcome = models.CharField(_("Outcome"), max_length=7, choices=Outcome.choices, blank=True)
    outcome_note = models.CharField(_("Note to both sides"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("Reported message")
        verbose_name_plural = _("Reported messages")
        constraints = [models.UniqueConstraint(fields=["message"], name="one_report_per_message")]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.reason}"
