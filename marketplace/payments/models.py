"""How one order is paid, what the gateway told us, and what went back. Rupiah throughout; minor units only on the wire."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace import money
from marketplace.fields import RupiahField


def private_storage() -> Storage:
    """Proofs carry account numbers: they lie outside the public media folder and go out through a staff page only."""
    return storages["private"]


class Payment(models.Model):
    """The one payment of an order. Its shares, one per vendor order, always sum to what was captured for the order."""

    class Method(models.TextChoices):
        STRIPE = "stripe", _("Card")
        BANK_TRANSFER = "bank_transfer", _("Bank transfer")

    class State(models.TextChoices):
        PENDING = "pending", _("Awaiting payment")
        PROOF_RECEIVED = "proof_received", _("Checking your proof")
        PROCESSING = "processing", _("Being checked")
        PAID = "paid", _("Paid")
        FAILED = "failed", _("Not successful")
        EXPIRED = "expired", _("Time ran out")
        MISMATCH = "mismatch", _("Amount differs")
        REFUNDING = "refunding", _("Refund on its way")
        PARTLY_REFUNDED = "partly_refunded", _("Partly refunded")
        REFUNDED = "refunded", _("Refunded")
        REFUND_FAILED = "refund_failed", _("Refund failed")
        DISPUTED = "disputed", _("Disputed")

    order = models.OneToOneField("order.Order", on_delete=models.PROTECT, related_name="payment")
    method = models.CharField(_("Payment"), max_length=13, choices=Method.choices)
    state = models.CharField(_("State"), max_length=15, choices=State.choices, default=State.PENDING)
    amount = RupiahField(_("To pay"), help_text=_("The order's total and, for a transfer, its unique code."))
    unique_code = models.PositiveSmallIntegerField(_("Unique code"), default=0)
    captured = RupiahField(_("Received"), default=0)
    refunded = RupiahField(_("Refunded"), default=0)
    reference = models.CharField(_("Reference"), max_length=255, blank=True, db_index=True)
    expires_at = models.DateTimeField(_("Pay by"))
    paid_at = models.DateTimeField(_("Paid"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="confirmed_payments"
    )
    next_poll_at = models.DateTimeField(null=True, blank=True)
    polls = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("Payment")
        verbose_name_plural = _("Payments")
        constraints = [
            # A transfer is told from another by its amount alone, so no two open ones may ask for the same.
            models.UniqueConstraint(
                fields=["amount"],
                name="one_open_transfer_per_amount",
                condition=models.Q(method="bank_transfer", state__in=["pending", "proof_received", "mismatch"]),
            ),
            models.CheckConstraint(
                name="refund_within_capture",
                condition=models.Q(refunded__gte=0, refunded__lte=models.F("captured"), amount__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.order_id}: {self.state}"


class PaymentShare(models.Model):
    """One vendor order's share of the payment."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="shares")
    vendor_order = models.OneToOneField("vendors.VendorOrder", on_delete=models.PROTECT, related_name="share")
    authorised = RupiahField(_("Asked"))
    captured = RupiahField(_("Received"), default=0)
    refunded = RupiahField(_("Refunded"), default=0)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Payment share")
        verbose_name_plural = _("Payment shares")
        constraints = [
            models.CheckConstraint(
                name="share_refund_within_capture",
                condition=models.Q(
                    refunded__gte=0, refunded__lte=models.F("captured"), captured__lte=models.F("authorised")
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.vendor_order_id}: {self.captured} of {self.authorised}"


class PaymentAttempt(models.Model):
    """One hosted page. What was sent is kept, since a retry under the same key must be identical to be safe."""

    class State(models.TextChoices):
        CREATING = "creating", _("Creating")
        OPEN = "open", _("Open")
        PAID = "paid", _("Paid")
        CLOSED = "closed", _("Closed")

    payment = models.ForeignKey(Payment, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    idempotency_key = models.CharField(max_length=120, unique=True)
    request = models.JSONField(encoder=DjangoJSONEncoder)
    session_id = models.CharField(max_length=255, null=True, blank=True, unique=True)
    url = models.URLField(max_length=2000, blank=True)
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.CREATING)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["payment", "number"]
        verbose_name = _("Payment attempt")
        verbose_name_plural = _("Payment attempts")
        constraints = [
            models.UniqueConstraint(fields=["payment", "number"], name="one_attempt_per_number"),
            models.UniqueConstraint(
                fields=["payment"],
                name="one_open_attempt_per_payment",
                condition=models.Q(state__in=["creating", "open"]),
            ),
        ]

    def __str__(self) -> str:
        return self.idempotency_key


class Capture(models.Model):
    """Money that reached us, one row per payment intent or confirmed transfer. Every capture is for an order, or goes back."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="captures")
    reference = models.CharField(_("Reference"), max_length=255, unique=True)
    amount = RupiahField(_("Amount"))
    settles_order = models.BooleanField(_("Pays the order"), default=False)
    fee_sen = models.BigIntegerField(_("Fee in sen"), null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)
    retry_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Capture")
        verbose_name_plural = _("Captures")
        constraints = [
            models.UniqueConstraint(
                fields=["payment"], name="one_capture_settles_an_order", condition=models.Q(settles_order=True)
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def fee(self) -> int | None:
        """What the gateway kept, in whole rupiah, a started one counted; None until it is known."""
        return None if self.fee_sen is None else -(-self.fee_sen // money.SEN_PER_RUPIAH)


class TransferProof(models.Model):
    """A photo or PDF of a transfer slip. A hint for staff: it is never itself a payment."""

    class Refusal(models.TextChoices):
        UNREADABLE = "unreadable", _("the photo cannot be read")
        OTHER = "other_slip", _("it is not a transfer to our account")
        AMOUNT = "amount", _("the amount is not to be seen")
        DATE = "date", _("date or bank is not to be seen")
        NOT_SENT = "not_sent", _("the transfer is not marked as successful")

    payment = models.ForeignKey(Payment, on_delete=models.CASCADE, related_name="proofs")
    file = models.FileField(upload_to="proofs/%Y/%m/", storage=private_storage)
    uploaded_at = models.DateTimeField(default=timezone.now)
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_for = models.CharField(max_length=10, choices=Refusal.choices, blank=True)

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("Transfer proof")
        verbose_name_plural = _("Transfer proofs")

    def __str__(self) -> str:
        return f"{self.payment_id} {self.uploaded_at:%Y-%m-%d}"


class Refund(models.Model):
    """Money that goes back, planned in the transaction that decides it, sent later under its own stable key."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        PENDING = "pending", _("On its way")
        SUCCEEDED = "succeeded", _("Refunded")
        FAILED = "failed", _("Refund failed")

    class Reason(models.TextChoices):
        CANCELLED = "cancelled", _("Vendor order cancelled")
        LATE = "late", _("Paid after the order was cancelled")
        DOUBLE = "double", _("Paid twice")
        MISMATCH = "mismatch", _("Amount differs")

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="refunds")
    vendor_order = models.ForeignKey(
        "vendors.VendorOrder", on_delete=models.PROTECT, null=True, blank=True, related_name="refunds"
    )
    key = models.CharField(max_length=120, unique=True)
    amount = RupiahField(_("Amount"))
    reason = models.CharField(_("Reason"), max_length=9, choices=Reason.choices)
    state = models.CharField(_("State"), max_length=9, choices=State.choices, default=State.PLANNED)
    reference = models.CharField(_("Reference"), max_length=255, blank=True)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="confirmed_refunds"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("Refund")
        verbose_name_plural = _("Refunds")
        constraints = [models.CheckConstraint(name="refund_moves_money", condition=models.Q(amount__gt=0))]

    def __str__(self) -> str:
        return self.key


class WebhookEvent(models.Model):
    """A signed event as it came in: stored once, processed from the row, in any order, any number of times."""

    event_id = models.CharField(max_length=255, unique=True)
    kind = models.CharField(max_length=80)
    body = models.JSONField()
    received_at = models.DateTimeField(default=timezone.now)
    processed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("Webhook event")
        verbose_name_plural = _("Webhook events")

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"
