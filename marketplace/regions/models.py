"""Indonesia down to the kecamatan, by Kemendagri code (never BPS: four Jambi regencies swap digits there)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        REGENCY = "regency", _("Regency/City")
        DISTRICT = "district", _("District")

    code = models.CharField(_("Kemendagri code"), max_length=13, primary_key=True)
    level = models.CharField(max_length=8, choices=Level.choices)
    name = models.CharField(_("Name"), max_length=80)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    postcode = models.CharField(_("Postcode"), max_length=5, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("Region")
        verbose_name_plural = _("Regions")
        indexes = [models.Index(fields=["level", "name"], name="region_level_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def regency_code(self) -> str:
        """`15.71.02` -> `15.71`; a regency's own code is itself."""
        return ".".join(self.code.split(".")[:2])
