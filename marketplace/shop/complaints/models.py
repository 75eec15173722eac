"""What people report to PLUT: a ticket with a number of its own, its state, and PLUT's answers."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from marketplace import states


class Ticket(models.Model):
    """A complaint or a report. Whoever has number and email may read its state and answers."""

    class Kind(models.TextChoices):
        ORDER = "order", _("An order")
        PRODUCT = "product", _("A product")
        SHOP = "shop", _("A shop")
        SITE = "site", _("This site")
        REPORT = "report", _("Report of a product or shop")

    class Reason(models.TextChoices):
        FORBIDDEN = "forbidden", _("Goods that may not be sold")
        UNTRUE = "untrue", _("Untrue claims or photos")
        COPIED = "copied", _("Copied photo, brand or motif")
        UNSAFE = "unsafe", _("Unsafe or without permit")
        FRAUD = "fraud", _("Looks like fraud")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        IN_PROGRESS = "in_progress", _("In progress")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    number = models.CharField(_("Ticket number"), max_length=12, unique=True)
    kind = models.CharField(_("About"), max_length=7, choices=Kind.choices)
    reason = models.CharField(_("Reason"), max_length=9, choices=Reason.choices, blank=True)
    order_number = models.CharField(_("Order number"), max_length=40, blank=True)
    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.SET_NULL, null=True, blank=True, related_name="tickets"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor", on_delete=models.SET_NULL, null=True, blank=True, related_name="tickets"
    )
    about = models.CharField(_("What it is about"), max_length=255, blank=True)
    text = models.TextField(_("What happened"), max_length=2000)
    name = models.CharField(_("Full name"), max_length=100, blank=True)
    email = models.EmailField(_("Email"))
    phone = PhoneNumberField(_("WhatsApp number"), region="ID", blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="tickets"
    )
    language = models.CharField(max_length=5, default="id")
    state = models.CharField(_("Status"), max_length=11, choices=State.choices, default=State.RECEIVED)
    created_at = models.DateTimeField(_("Received"), default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("Complaint")
        verbose_name_plural = _("Complaints")
        indexes = [models.Index(fields=["state", "created_at"], name="ticket_queue")]

    def __str__(self) -> str:
        return self.number


S = Ticket.State
MOVES: states.Moves = {
    S.RECEIVED: {S.IN_PROGRESS, S.ANSWERED, S.CLOSED},
    S.IN_PROGRESS: {S.ANSWERED, S.CLOSED},
    S.ANSWERED: {S.IN_PROGRESS, S.CLOSED},
}


class Answer(models.Model):
    """What PLUT answers; whoever complained reads it word for word."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("Answer"), max_length=2000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Answer")
        verbose_name_plural = _("Answers")

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.pk}"
