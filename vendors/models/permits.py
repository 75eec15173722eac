import datetime as dt
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def private_storage() -> Storage:
    """Papers are opened by staff only."""
    return storages["private"]


def document_name(permit: "Permit", uploaded: str) -> str:
    return f"permits/{permit.vendor_id}/{PurePath(uploaded).name}"


class Permit(models.Model):
    """A permit, certificate or registration of one seller, and the goods it covers. PLUT checks number and paper.

    `valid_until` is the last day it holds; none means that it has no end. Whether goods may be sold without one is
    decided elsewhere: this row only says what was shown and checked.
    """

    class Kind(models.TextChoices):
        PIRT = "pirt", _("P-IRT")
        BPOM_FOOD = "bpom_food", _("BPOM food (MD, ML)")
        BPOM_MEDICINE = "bpom_medicine", _("BPOM traditional medicine or supplement")
        BPOM_COSMETIC = "bpom_cosmetic", _("BPOM cosmetic notification")
        HALAL = "halal", _("Halal certificate")
        GI = "gi", _("Geographical indication")
        FRESH = "fresh", _("Fresh food registration (PSAT)")
        NIB = "nib", _("NIB (business number)")

    class State(models.TextChoices):
        IN_REVIEW = "in_review", _("To check")
        SENT_BACK = "sent_back", _("Needs changes")
        ACCEPTED = "accepted", _("Valid")
        REVOKED = "revoked", _("Revoked by issuer")

    vendor = models.ForeignKey(
        "vendors.Vendor", verbose_name=_("Seller"), on_delete=models.PROTECT, related_name="permits"
    )
    kind = models.CharField(_("Kind"), max_length=13, choices=Kind.choices)
    number = models.CharField(_("Number"), max_length=60)
    holder = models.CharField(_("Holder on the paper"), max_length=150, blank=True)
    notes = models.CharField(_("Notes for staff"), max_length=300, blank=True)
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    document = models.FileField(_("Document"), upload_to=document_name, storage=private_storage, blank=True)
    products: models.ManyToManyField = models.ManyToManyField(
        "catalogue.Product", verbose_name=_("Products"), related_name="permits", blank=True
    )

    state = models.CharField(_("Status"), max_length=9, choices=State.choices, default=State.IN_REVIEW)
    state_reason = models.CharField(_("Reason"), max_length=300, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(_("Checked"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["vendor", "kind", "number"]
        verbose_name = _("Permit")
        verbose_name_plural = _("Permits")
        indexes = [models.Index(fields=["vendor", "kind", "state"], name="permit_vendor_kind_state")]
        constraints = [
            models.UniqueConstraint(fields=["vendor", "kind", "number"], name="one_permit_per_number_and_vendor"),
            models.CheckConstraint(
                name="an_accepted_permit_was_checked",
                condition=~models.Q(state="accepted") | models.Q(checked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def badge(self) -> str:
        """What a shopper reads beside the price: short, and the mark that stands on the label."""
        marks = {
            self.Kind.BPOM_FOOD: "BPOM",
            self.Kind.BPOM_MEDICINE: "BPOM",
            self.Kind.BPOM_COSMETIC: "BPOM",
            self.Kind.HALAL: "Halal",
            self.Kind.FRESH: "PSAT",
            self.Kind.NIB: "NIB",
        }
        return marks.get(self.Kind(self.kind)) or self.get_kind_display()

    def valid_on(self, date: dt.date) -> bool:
        """Whether it was checked and has not ended on a day (in Jambi's time)."""
        return self.state == self.State.ACCEPTED and (self.valid_until is None or self.valid_until >= date)
