from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _

from marketplace.fields import RupiahField


class ShippingMethod(models.Model):
    """A way in which one vendor hands over goods. Fees stand in its zones; pick-up has none and costs nothing."""

    class Kind(models.TextChoices):
        COURIER = "courier", _("Courier")
        OWN_DELIVERY = "own_delivery", _("Delivered by the shop")
        PICKUP = "pickup", _("Pick-up")

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.CASCADE, related_name="shipping_methods")
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind.choices)
    code = models.SlugField(_("Code"), max_length=30)
    name = models.CharField(_("Name"), max_length=80)
    is_active = models.BooleanField(_("Active"), default=True)
    days_min = models.PositiveSmallIntegerField(_("Days, from"), default=1)
    days_max = models.PositiveSmallIntegerField(_("Days, to"), default=3)
    free_above = RupiahField(_("Free above"), null=True, blank=True)
    place = models.CharField(_("Pick-up place"), max_length=250, blank=True)

    class Meta:
        ordering = ["vendor", "pk"]
        verbose_name = _("Shipping method")
        verbose_name_plural = _("Shipping methods")
        constraints = [models.UniqueConstraint(fields=["vendor", "code"], name="one_shipping_code_per_vendor")]

    def __str__(self) -> str:
        return f"{self.vendor_id}: {self.name}"


class ShippingZone(models.Model):
    """The fee to all regions whose Kemendagri code begins with `prefix` (empty: everywhere). The longest prefix wins."""

    method = models.ForeignKey(ShippingMethod, on_delete=models.CASCADE, related_name="zones")
    prefix = models.CharField(_("Region code"), max_length=13, blank=True)
    first_kg = RupiahField(_("First kilogram"))
    next_kg = RupiahField(_("Each further kilogram"), default=0)
    days_min = models.PositiveSmallIntegerField(_("Days, from"), null=True, blank=True)
    days_max = models.PositiveSmallIntegerField(_("Days, to"), null=True, blank=True)

    class Meta:
        ordering = ["method", "prefix"]
        verbose_name = _("Shipping zone")
        verbose_name_plural = _("Shipping zones")
        constraints = [
            models.UniqueConstraint(fields=["method", "prefix"], name="one_fee_per_zone"),
            models.CheckConstraint(name="zone_fee_not_negative", condition=models.Q(first_kg__gte=0, next_kg__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.prefix or '*'}: {self.first_kg}"


def way_said(kind: str, name: str) -> str:
    """A way of shipping in the reader's language. A shop names its ways in Indonesian; couriers keep their names in both."""
    if (get_language() or "id").startswith("id"):
        return name
    if kind == ShippingMethod.Kind.OWN_DELIVERY:
        return said_now("Delivered by the shop")
    if kind == ShippingMethod.Kind.PICKUP:
        place = name.removeprefix("Ambil di ")
        return said_now("Pick-up") if place in (name, "tempat") else said_now("Pick up at {place}").format(place=place)
    return name
