"""The outbox: what happened (written in the transaction in which it happened), and who has been told."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    kind = models.CharField(_("Kind"), max_length=60)
    key = models.CharField(_("Key"), max_length=120, unique=True)
    payload = models.JSONField(_("Payload"), default=dict, encoder=DjangoJSONEncoder)
    happened_at = models.DateTimeField(_("Happened"), default=timezone.now)
    fanned_out_at = models.DateTimeField(_("Handed to its handlers"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Event")
        verbose_name_plural = _("Events")
        indexes = [
            models.Index(fields=["id"], name="event_not_fanned_out", condition=models.Q(fanned_out_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Delivery(models.Model):
    """One handler's part of one event. `done_at` is set in the transaction of the handler's effect."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    handler = models.CharField(_("Handler"), max_length=80)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(_("Due"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("Tries"), default=0)
    last_error = models.TextField(_("Last error"), blank=True)
    done_at = models.DateTimeField(_("Done"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Delivery")
        verbose_name_plural = _("Deliveries")
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="one_delivery_per_handler")]
        indexes = [models.Index(fields=["due_at"], name="delivery_waiting", condition=models.Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.handler} of {self.event_id}"
