from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

_centimetres = [MinValueValidator(1), MaxValueValidator(300)]


class Listing(models.Model):
    """What a product needs to be sold here beside Oscar's columns: whose it is, whether it is live, what a parcel of it measures.

    One product belongs to one vendor: the one-to-one column says so to the database. A variant finds its listing
    through its parent.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        SENT_BACK = "sent_back", _("Needs changes")
        REJECTED = "rejected", _("Not approved")
        LIVE = "live", _("Live")
        HIDDEN = "hidden", _("Hidden")
        TAKEN_DOWN = "taken_down", _("Taken down")
        ARCHIVED = "archived", _("Archived")

    product = models.OneToOneField("catalogue.Product", on_delete=models.CASCADE, related_name="listing")
    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="listings")
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.DRAFT)
    state_reason = models.CharField(_("Reason"), max_length=300, blank=True)

    weight_grams = models.PositiveIntegerField(
        _("Weight"), validators=[MinValueValidator(1), MaxValueValidator(100_000)], help_text=_("Packed, in grams.")
    )
    length_cm = models.PositiveSmallIntegerField(_("Length"), validators=_centimetres)
    width_cm = models.PositiveSmallIntegerField(_("Width"), validators=_centimetres)
    height_cm = models.PositiveSmallIntegerField(_("Height"), validators=_centimetres)

    unit = models.CharField(_("Unit"), max_length=60, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=255, blank=True)
    description_en = models.TextField(_("Description in English"), max_length=5000, blank=True)
    unit_en = models.CharField(_("Unit in English"), max_length=60, blank=True)
    material_en = models.CharField(_("Material in English"), max_length=200, blank=True)
    storage_en = models.CharField(_("Storage in English"), max_length=200, blank=True)
    origin = models.ForeignKey(
        "regions.Region", verbose_name=_("Origin"), on_delete=models.PROTECT, related_name="listings"
    )
    origin_village = models.CharField(_("Village"), max_length=80, blank=True)
    maker = models.CharField(_("Maker"), max_length=120, blank=True)
    material = models.CharField(_("Material"), max_length=200, blank=True)
    storage = models.CharField(_("Storage"), max_length=200, blank=True)
    shelf_life = models.CharField(_("Shelf life"), max_length=80, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Listing")
        verbose_name_plural = _("Listings")
        indexes = [models.Index(fields=["vendor", "state"], name="listing_vendor_state")]
        constraints = [
            models.CheckConstraint(
                name="listing_parcel_has_weight_and_size",
                condition=models.Q(weight_grams__gt=0, length_cm__gt=0, width_cm__gt=0, height_cm__gt=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.product_id} of {self.vendor_id}: {self.state}"

    @property
    def volume_cm3(self) -> int:
        return self.length_cm * self.width_cm * self.height_cm
