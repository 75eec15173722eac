"""What people are told: the wording staff may change, the notices shown in the site, and the mails sent, each exactly once."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.notices import messages, wording


class Wording(models.Model):
    """Staff's own words for one message in one language. Without a row the built-in words are used."""

    message = models.CharField(_("Message"), max_length=60)
    language = models.CharField(_("Language"), max_length=5, choices=settings.LANGUAGES)
    subject = models.CharField(_("Subject"), max_length=150)
    body = models.TextField(_("Text"), max_length=4000)

    class Meta:
        ordering = ["message", "language"]
        verbose_name = _("Wording")
        verbose_name_plural = _("Wordings")
        constraints = [models.UniqueConstraint(fields=["message", "language"], name="one_wording_per_language")]

    def __str__(self) -> str:
        return f"{self.message} ({self.language})"

    def clean(self) -> None:
        """Refuse words for an unknown message, with gaps that it cannot fill, or with broken braces."""
        if self.message not in messages.CATALOGUE:
            raise ValidationError({"message": _("There is no such message.")})
        wording.check(messages.message(self.message), self.subject, self.body)


class Notice(models.Model):
    """A line under somebody's bell: for a shopper (user), a shop (vendor) or PLUT staff (neither)."""

    key = models.CharField(max_length=150, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor", on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    message = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    path = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("Notice")
        verbose_name_plural = _("Notices")
        indexes = [
            models.Index(fields=["vendor", "-at"], name="notice_vendor"),
            models.Index(fields=["user", "-at"], name="notice_user"),
            models.Index(
                fields=["-at"], name="notice_staff", condition=models.Q(user__isnull=True, vendor__isnull=True)
            ),
            models.Index(fields=["user", "vendor"], name="notice_unread", condition=models.Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.key


class Mail(models.Model):
    """A mail and whether it went out. `key` gives its Message-ID, so a repeat after a crash is the same mail.

    `due_at` is the next moment at which somebody may take it: a worker that takes it moves `due_at` ahead by its lease.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    key = models.CharField(max_length=150, unique=True)
    message = models.CharField(max_length=60)
    recipient = models.EmailField()
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("Mail")
        verbose_name_plural = _("Mails")
        indexes = [models.Index(fields=["due_at"], name="mail_waiting", condition=models.Q(state="queued"))]

    def __str__(self) -> str:
        return f"{self.key} to {self.recipient}"
